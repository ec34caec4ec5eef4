/** Message types with secrets, and payloads of them that are wrong in the ways in which devices are. */
import { defineMessage, inspect, isCodecError, type Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import type { Random } from "../proof/codec/random.ts";
import { randomSchema } from "../proof/codec/random-schema.ts";
import { randomValue } from "../proof/codec/random-value.ts";
import { respell } from "../proof/codec/respell.ts";
import type { Schema } from "./codec.ts";

/** The pattern for which random values are identities of devices, which nothing else at random looks like. */
const pattern = "^(urn:dev:mac:)?[0-9a-f]{16}$";
const SECRET = "70b3d5e05";

/** Whether a secret, or a beginning of one, can be read in a text: as it is, or in hex. */
export function tellsSecret(text: string): boolean {
  const hex = Buffer.from(SECRET.slice(0, 6)).toString("hex");
  return text.includes(SECRET.slice(0, 6)) || text.replaceAll(/\s/g, "").includes(hex);
}

/** A message type at random, some of whose texts are secrets, by themselves or by what they lie in. */
export function secretMessage(random: Random): Message {
  for (;;) {
    const payload = randomSchema(random, 4);
    if (!mark(payload, random, false)) continue;
    try {
      return defineMessage({ name: "up/x", title: "X", payload }) as unknown as Message;
    } catch (error) {
      // Not every schema at random can be told apart in unions.
      if (!(error instanceof Error)) throw error;
    }
  }
}

/** Makes secrets of plain texts in a schema; answers whether there are any. */
function mark(schema: Schema, random: Random, isInside: boolean): boolean {
  const node = schema as unknown as Record<string, unknown>;
  if (node.type === "string" && Object.keys(node).every((word) => isOfText.has(word))) {
    if (!isInside && random.oneIn(3)) return false;
    for (const word of ["minLength", "maxLength"]) delete node[word];
    Object.assign(node, { pattern }, isInside ? {} : { sensitive: true });
    return true;
  }
  const isSecret = isInside || (node.type === "object" && random.oneIn(6));
  const marked = schemasIn(node).map((inner) => mark(inner, random, isSecret));
  const any = marked.includes(true);
  if (any && isSecret && !isInside) node.sensitive = true;
  return any;
}

const isOfText = new Set(["type", "minLength", "maxLength", "pattern", "key"]);

function schemasIn(node: Record<string, unknown>): Schema[] {
  const isSchema = (value: unknown) => typeof value === "object" && value !== null;
  const maps = [node.properties, node.patternProperties].flatMap((map) => Object.values(map ?? {}));
  const lists = [node.items, node.prefixItems, node.anyOf, node.additionalProperties].flat();
  return [...maps, ...lists].filter(isSchema) as Schema[];
}

/** A payload of the type, if one comes at random that holds a secret. */
export function secretPayload(message: Message, random: Random): Uint8Array | undefined {
  const plan = readPlan(message.schema);
  for (let tries = 0; tries < 10; tries++) {
    try {
      const payload = message.encode(randomValue(plan, random));
      if (tellsSecret(Buffer.from(payload).toString("hex"))) return respell(payload, random);
    } catch (error) {
      if (!isCodecError(error)) throw error;
    }
  }
  return undefined;
}

/**
 * Damages a payload item by item: each byte string still ends where it did, so that no secret becomes part of a text that
 * may be shown.
 */
export function misshape(payload: Uint8Array, message: Message, random: Random): Uint8Array {
  if (random.oneIn(6)) return payload.subarray(0, random.below(payload.length));
  if (random.oneIn(6)) return Uint8Array.from([...payload, random.below(256)]);
  const items = inspect(payload, message, { reveal: true }).items.filter(({ role }) => role !== "break");
  const strings = items.filter(({ diagnostic }) => diagnostic.startsWith("bytes("));
  const isWithin = (offset: number) =>
    strings.some((one) => offset > one.offset && offset < one.offset + one.length);
  const { offset, length, headLength, kind, role } = random.pick(
    items.filter((one) => !isWithin(one.offset)),
  );
  const item = payload.subarray(offset, offset + length);
  const [head, inside] = [item.subarray(0, headLength), item.subarray(headLength)];
  const isString = (kind === "bytes" || kind === "text") && head[0] !== 0x5f && head[0] !== 0x7f;
  const cut = inside.subarray(0, random.below(inside.length + 1));
  const changed = random.pick<() => ArrayLike<number>[]>([
    () => [[random.pick([0xf6, 0x01, 0x80, 0xa0, 0x40, 0xf7])]],
    () => [[random.pick([0xc1, 0xd1, 0x81, 0xc5])], item],
    () => [[0xd8, 0x18], item],
    () => [byteString(item)],
    () => (kind.startsWith("tag") ? [inside] : [item]),
    () => (isString ? [[kind === "bytes" ? 0x5f : 0x7f], item, [0xff]] : [item]),
    () => (kind === "bytes" && isString ? [byteString(Uint8Array.from([...inside, 0]))] : [item]),
    () => (kind === "bytes" && isString ? [byteString(cut)] : [item]),
    () => (role === "key" ? [[0x62, 0x7a, 0x7a]] : [item]),
    () => (kind === "array" && length === 1 ? [[0x81, 0x00]] : [item]),
  ])();
  const parts = [payload.subarray(0, offset), ...changed, payload.subarray(offset + length)];
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function byteString(bytes: Uint8Array): number[] {
  return [0x59, bytes.length >> 8, bytes.length & 255, ...bytes];
}
