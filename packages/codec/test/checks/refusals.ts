/**
 * RFC 8949 Appendix F and the hostile payloads: refused with the right code, at a place in the payload.
 *
 * @module
 */
import type { CodecErrorCode, Limits } from "@wirebook/codec";
import type { Codec } from "wirebook-test/checks/codec";
import { fromHex, type HostileCase, type MalformedItem, payloadOf, show } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

const CODES: readonly string[] = [
  "not-well-formed",
  "limit",
  "invalid",
  "unexpected",
] satisfies CodecErrorCode[];

/** What became of a payload: the value's text, or code, offset and sentence of the refusal. */
export type Outcome =
  | { readonly value: string }
  | { readonly code: string; readonly offset: number; readonly message: string };

/** Runs one way of reading; anything but a value or a `CodecError` with a place in the payload is a fault of ours. */
function outcomeOf(codec: Codec, payload: Uint8Array, read: () => unknown, asJson: boolean): Outcome {
  try {
    return { value: show(read()) };
  } catch (error) {
    if (!(error instanceof codec.CodecError)) throw error;
    const { code, offset, instancePath, message, issues } = error;
    // What JSON cannot hold of a right payload has a place in the value alone.
    const isJsonless = asJson && code === "invalid" && offset === undefined && instancePath !== undefined;
    if (isJsonless) return { code, offset: -1, message };
    const located =
      offset !== undefined && Number.isInteger(offset) && offset >= 0 && offset <= payload.length;
    if (!located) throw new Error(`${code} without a place in the payload: ${message}`, { cause: error });
    if (!CODES.includes(code)) throw new Error(`${code} is no code`, { cause: error });
    if (issues.length === 0 || issues[0]?.code !== code || issues[0]?.offset !== offset) {
      throw new Error(`the first issue is not the error: ${message}`, { cause: error });
    }
    return { code, offset, message };
  }
}

/** One way to read a payload of anything. */
export type Way = (payload: Uint8Array) => Outcome;

/** Each way in that reads a payload of anything, by name. */
export function waysIn(codec: Codec): Readonly<Record<string, Way>> {
  const way =
    (read: (payload: Uint8Array) => unknown, asJson = false): Way =>
    (payload) =>
      outcomeOf(codec, payload, () => read(payload), asJson);
  const ways = engines.flatMap((engine): [string, Way][] => {
    const definition = { name: "test/any", title: "Anything", payload: codec.Type.Unknown() } as const;
    const any = define(definition, { engine });
    const safely = (payload: Uint8Array) => {
      const result = any.safeDecode(payload);
      if (result.ok) return result.value;
      throw result.error;
    };
    const inspected = (payload: Uint8Array) => {
      const { fault } = codec.inspect(payload, any);
      if (fault === undefined) return any.decode(payload);
      throw new codec.CodecError([fault]);
    };
    return [
      [`decode, ${engine}`, way(any.decode)],
      [`transcode, ${engine}`, way(any.transcode, true)],
      [`safeDecode, ${engine}`, way(safely)],
      [`inspect, ${engine}`, way(inspected)],
    ];
  });
  return { ...Object.fromEntries(ways), cborToJson: way((payload) => codec.cborToJson(payload)) };
}

/** What is wrong with the answer to an item that is not well-formed. */
export function appendixFProblems(ways: Readonly<Record<string, Way>>, { hex }: MalformedItem): string[] {
  return answerProblems(ways, fromHex(hex), (code) => code === "not-well-formed");
}

/** What is wrong with the answer to a hostile payload. */
export function hostileProblems(
  ways: Readonly<Record<string, Way>>,
  limits: Limits,
  item: HostileCase,
): string[] {
  const payload = payloadOf(item);
  if (payload.length !== item.bytes) return [`the vector has ${payload.length} bytes, not ${item.bytes}`];
  return answerProblems(ways, payload, (code, way) =>
    expectedCodes(limits, item, payload, way).includes(code),
  );
}

function answerProblems(
  ways: Readonly<Record<string, Way>>,
  payload: Uint8Array,
  isRight: (code: CodecErrorCode | undefined, way: string) => boolean,
): string[] {
  return Object.entries(ways).flatMap(([way, read]) => {
    const outcome = read(payload);
    const code = "code" in outcome ? (outcome.code as CodecErrorCode) : undefined;
    return isRight(code, way) ? [] : [`${way}: ${code === undefined ? "accepted" : `refused as ${code}`}`];
  });
}

/** The codes that a hostile case may end in, `undefined` for acceptance, by the order of checks in the design. */
function expectedCodes(
  limits: Limits,
  item: HostileCase,
  payload: Uint8Array,
  way: string,
): (CodecErrorCode | undefined)[] {
  const isStrict = way === "cborToJson";
  if (item.expect === "accept") return [undefined];
  if (item.expect === "limit")
    return [undefined, "limit", ...(isStrict && isTag(payload) ? (["unexpected"] as const) : [])];
  if (!item.wellFormed) return ["not-well-formed"];
  if (levelsOf(payload) > limits.depth) return ["limit"];
  if (item.valid === false || item.category === "dupkey") return ["invalid"];
  // Without a schema it is refused; what no schema describes may be anything, of which JSON cannot hold all keys.
  const isOfKeys = item.category === "keys";
  if (isStrict) return [isOfKeys ? "invalid" : "unexpected"];
  if (!way.startsWith("transcode")) return [undefined];
  return isOfKeys ? ["invalid"] : [undefined, "invalid"];
}

/** How many arrays, maps and tags of a well-formed payload lie inside one another: counted apart from the codec. */
function levelsOf(payload: Uint8Array): number {
  const open: number[] = [];
  let deepest = 0;
  for (let at = 0; at < payload.length; ) {
    const [major, info] = [(payload[at] as number) >> 5, (payload[at] as number) & 31];
    const width = info >= 24 && info <= 27 ? 2 ** (info - 24) : 0;
    let argument = width === 0 ? info : 0;
    for (let digit = 1; digit <= width; digit++) argument = argument * 256 + (payload[at + digit] as number);
    const isBreak = payload[at] === 0xff;
    at += 1 + width + (info !== 31 && (major === 2 || major === 3) ? argument : 0);
    if (!isBreak && major >= 4 && major <= 6) deepest = Math.max(deepest, open.length + 1);
    const inside = { 4: argument, 5: argument * 2, 6: 1 }[major] ?? 0;
    if (isBreak) open.pop();
    else if (info === 31) open.push(Number.POSITIVE_INFINITY);
    else if (inside > 0) open.push(inside + 1);
    for (let left = lessOne(open); left === 0; left = lessOne(open)) open.pop();
  }
  return deepest;
}

/** Takes one item off what the innermost open item still holds, itself counted as one; answers what is left. */
function lessOne(open: number[]): number | undefined {
  const left = open.pop();
  if (left === undefined) return undefined;
  open.push(left - 1);
  return left - 1;
}

/** A tag that no schema asked for is refused, whatever limit it would meet. */
function isTag(payload: Uint8Array): boolean {
  return (payload[0] as number) >> 5 === 6;
}
