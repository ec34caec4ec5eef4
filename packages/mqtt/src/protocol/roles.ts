import { isCodecError, type Message } from "@wirebook/codec";

/** What the link puts into a value where the caller left it out. */
export interface RoleValues {
  readonly device?: string;
  readonly number?: bigint;
  readonly reference?: bigint;
}

/** A value without the members that are filled in: those may be left out. */
export type Unfilled<Value, Filled extends PropertyKey> = Value extends unknown
  ? string extends keyof Value
    ? Value
    : Omit<Value, Filled> & Partial<Pick<Value, Filled & keyof Value>>
  : never;

/** The names of the members that stand for some roles of a message type. */
export type RoleNames<M, Role extends "device" | "number" | "reference"> = M extends {
  readonly roles: infer MessageRoles;
}
  ? Extract<MessageRoles[Role & keyof MessageRoles], string>
  : never;

/** The device that a value says it is from. */
export function deviceOf(message: Message, value: unknown): string | undefined {
  const device = member(value, message.roles.device);
  return typeof device === "string" ? device : undefined;
}

/** The number of a value. */
export function numberOf(message: Message, value: unknown): bigint | undefined {
  return integer(member(value, message.roles.number));
}

/** The number of the message that a value answers. */
export function referenceOf(message: Message, value: unknown): bigint | undefined {
  return integer(member(value, message.roles.reference));
}

/**
 * Writes a value with what was left out of it. A number is written as the schema has it, as a bigint or as a number.
 *
 * @throws CodecError `unexpected` where the value does not fit
 */
export function writeFilled(
  message: Message,
  value: unknown,
  fill: RoleValues,
  write: (message: Message, value: unknown) => Uint8Array,
): Uint8Array {
  const attempts = [
    completed(message, value, fill, (number) => number),
    completed(message, value, fill, Number),
    value,
  ];
  let first: unknown;
  for (const attempt of attempts) {
    try {
      return write(message, attempt);
    } catch (error) {
      if (!isCodecError(error)) throw error;
      first ??= error;
    }
  }
  throw first;
}

function completed(
  message: Message,
  value: unknown,
  fill: RoleValues,
  spell: (number: bigint) => bigint | number,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  const added: Record<string, unknown> = {};
  for (const role of ["device", "number", "reference"] as const) {
    const name = message.roles[role];
    const filling = fill[role];
    if (name === undefined || filling === undefined || Object.hasOwn(value, name)) continue;
    added[name] = typeof filling === "bigint" ? spell(filling) : filling;
  }
  return { ...added, ...value };
}

function member(value: unknown, name: string | undefined): unknown {
  if (name === undefined || typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

function integer(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}
