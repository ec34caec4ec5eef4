/**
 * The envelopes of Lobaro's gateways: the members that stand around the data of every message.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks}
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 * @module
 */
import { type Envelope, type Message, type Roles, Type, Uint64 } from "@wirebook/codec";
import { sources } from "./sources.ts";

/** What answers a request, and how soon. */
export interface Expectation<Answer extends Message = Message> {
  readonly answer: Answer;
  /** Seconds within which the answer must arrive. */
  readonly deadline: number;
}

const deviceId = Type.String({
  pattern: "^(urn:dev:mac:)?[0-9A-Fa-f]{16}$",
  description: "DevEUI of the sender, in older texts as a URN",
  source: sources.uplinks,
});

const uplinkNumber = Uint64({
  description: "Counter of the device's uplinks: a gap is a lost message, a repeat one sent twice",
  source: sources.uplinks,
});

const downlinkNumber = Uint64({
  description: "Frame number of the downlink",
  source: sources.synchronization,
});

const reference = Uint64({
  description: "The n of the request that this answers",
  source: sources.synchronization,
});

const queryType = <Name extends string>(type: Name, source: string) =>
  Type.Literal(type, { description: "The message type, the last level of the topic", source });

function fromDevice<Name extends string, Data extends Type.TSchema>(type: Name, d: Data) {
  const q = queryType(type, sources.uplinks);
  return {
    schema: Type.Object({ i: deviceId, n: uplinkNumber, q, d }),
    roles: { device: "i", number: "n" } as const,
  };
}

/**
 * A message from a device that nobody answers: `i`, `n`, `q`, `d`.
 *
 * @param type - last level of the topic
 * @param d - schema of the data
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks}
 */
export function uplink<Name extends string, Data extends Type.TSchema>(type: Name, d: Data) {
  return fromDevice(type, d) satisfies Envelope;
}

/**
 * A message from a device that waits for an answer: `i`, `n`, `q`, `d`.
 *
 * @param type - last level of the topic
 * @param d - schema of the data
 * @param expectation - the message type of the answer and its deadline in seconds
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export function request<Name extends string, Data extends Type.TSchema, Answer extends Message>(
  type: Name,
  d: Data,
  expectation: Expectation<Answer>,
) {
  return { ...fromDevice(type, d), ...expectation } satisfies Envelope;
}

/**
 * The answer to a request: `n`, `r`, `d`.
 *
 * @param d - schema of the data
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization | Device synchronization}
 */
export function answer<Data extends Type.TSchema>(d: Data) {
  return {
    schema: Type.Object({ n: downlinkNumber, r: reference, d }),
    roles: { number: "n", reference: "r" } as const,
  } satisfies Envelope;
}

/** Schema of a command without data. */
type BareCommand<Name extends string> = Type.TObject<{ q: Type.TLiteral<Name> }>;

/** Schema of a command with data. */
type CommandWith<Name extends string, Data extends Type.TSchema> = Type.TObject<{
  q: Type.TLiteral<Name>;
  d: Data;
}>;

/**
 * A message to a device that no request asked for: `q` and, for most, `d`.
 *
 * @param type - last level of the topic
 * @param d - schema of the data, if the command takes any
 * @see {@link https://lobaro.github.io/iot/platform/devices/downlinks | Downlinks}
 */
export function command<Name extends string>(type: Name): Envelope<BareCommand<Name>>;
export function command<Name extends string, Data extends Type.TSchema>(
  type: Name,
  d: Data,
): Envelope<CommandWith<Name, Data>>;
export function command(type: string, d?: Type.TSchema): Envelope {
  const q = queryType(type, sources.downlinks);
  return { schema: Type.Object(d === undefined ? { q } : { q, d }) };
}

/**
 * A message type that comes in two envelopes, such as an answer that may also be a command. Their required members
 * tell them apart.
 */
export function either<
  One extends Type.TSchema,
  Other extends Type.TSchema,
  const OneRoles extends Roles,
  const OtherRoles extends Roles,
>(
  one: Envelope<One, Message | undefined, OneRoles>,
  other: Envelope<Other, Message | undefined, OtherRoles>,
) {
  return {
    schema: Type.Union([one.schema, other.schema]),
    roles: { ...other.roles, ...one.roles } as OtherRoles & OneRoles,
  } satisfies Envelope;
}
