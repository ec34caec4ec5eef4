import { type Plan, partsOf } from "../../../plan/plan.ts";
import { encoded } from "../bytes.ts";

/** Six for a control character, eight for a short float. */
const LEAST = 8;
/** Room that is enough for most of what a short number means, such as a date or a word. */
const MEANT = 24;

/**
 * How many bytes of text one byte of a payload becomes at the most: {@link LEAST}, or as many as a short key or a short
 * literal stands for. With so much room there is nothing to check on the way.
 */
export function expansion(plan: Plan, asked = new Set<Plan>()): number {
  if (asked.has(plan)) return LEAST;
  asked.add(plan);
  const inside = (part: Plan) => expansion(part, asked);
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
    case "number":
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "record":
    case "any":
      return LEAST;
    case "literal":
      return Math.max(
        LEAST,
        ...plan.values.map((value) => ratio(JSON.stringify(value).length, encoded(value).length)),
      );
    case "array":
      return inside(plan.items);
    case "tuple":
      return Math.max(
        LEAST,
        ...partsOf(plan).map((item, index) => {
          const name = plan.names?.[index];
          // A name has no bytes of its own.
          return inside(item) + (name === undefined ? 0 : ratio(utf8Length(JSON.stringify(name)) + 2, 1));
        }),
      );
    case "object":
      return Math.max(
        LEAST,
        ...plan.members.map(({ name, key, value }) =>
          Math.max(ratio(utf8Length(JSON.stringify(name)) + 2, encoded(key).length), inside(value)),
        ),
      );
    case "tagged":
      return Math.max(
        inside(plan.content),
        plan.keep ? ratio(`{"tag":${plan.tag},"value":}`.length, encoded(plan.tag).length) : LEAST,
      );
    case "embedded":
      return Math.max(LEAST, inside(plan.content));
    case "view":
      // No bound is known: where there is more, it is seen that there is.
      return MEANT;
    case "union":
      return Math.max(...plan.branches.map(inside));
  }
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Text with a comma in front, to the bytes that it comes from. */
function ratio(text: number, bytes: number): number {
  return Math.ceil((text + 1) / bytes);
}
