import type { Class, Opinion } from "./oracle.ts";

/** Why our class of a payload may be another than that of cbor2 and Ajv: each is a line of the design. */
interface Rule {
  readonly why: string;
  readonly holds: (ours: Class, opinion: Opinion, payload: Uint8Array) => boolean;
}

/** The differences that the design asks for, and no others. */
const rules: readonly Rule[] = [
  {
    why: "each chunk of a string counts as an item; cbor2 joins them before they can be counted",
    holds: (ours, opinion, payload) =>
      ours === "limit" && opinion.class !== "not-well-formed" && hasChunks(payload),
  },
  {
    why: "the limits count what a byte string holds, too; to cbor2 it is a byte string",
    holds: (ours, opinion) => ours === "limit" && opinion.holdsPayloads === true,
  },
  {
    why: "in a union that takes none of its branches, which names clash depends on the branch that was meant",
    holds: (ours, { class: theirs, clash }) =>
      clash === "perhaps" && ours === "invalid" && theirs === "unexpected",
  },
  {
    why: "cbor2 does not tell one NaN from another, as keys may",
    holds: (ours, { class: theirs, clash }) =>
      clash === "perhaps" && ours === "invalid" && theirs === "accepted",
  },
];

const hasChunks = (payload: Uint8Array) => payload.includes(0x5f) || payload.includes(0x7f);

/** The rule that explains a difference, if one does. */
export function explain(ours: Class, opinion: Opinion, payload: Uint8Array): Rule | undefined {
  return rules.find((rule) => rule.holds(ours, opinion, payload));
}
