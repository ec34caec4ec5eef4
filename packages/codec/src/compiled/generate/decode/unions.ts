import { CBOR, cluesOf, glance, type ItemKind, kinds } from "../../../plan/kinds.ts";
import type { Clue, LiteralValue, Plan, UnionPlan } from "../../../plan/plan.ts";
import { chooseBranch as branchOf } from "../../../plan/union.ts";
import { constantOf, encoded, shortenHead, standsAt, standsBehind } from "../bytes.ts";
import { choose } from "../code.ts";
import { type Context, use } from "../context.ts";
import { headBytes } from "../heads.ts";
import type { DecodeContext } from "./context.ts";

/** Conditions that the item at `at` is of a kind. */
const kindConditions: Readonly<Record<Exclude<ItemKind, `tag ${number}`>, string>> = {
  integer: "payload[at] < 0x40",
  bytes: "(payload[at] >> 5) === 2",
  text: "(payload[at] >> 5) === 3",
  array: "(payload[at] >> 5) === 4",
  map: "(payload[at] >> 5) === 5",
  float: "(payload[at] >= 0xf9 && payload[at] <= 0xfb)",
  boolean: "(payload[at] === 0xf4 || payload[at] === 0xf5)",
  null: "payload[at] === 0xf6",
  anything: "true",
};

/** Writes code that reads an item by the branch that it belongs to. */
export function decodeUnion(plan: UnionPlan, target: string, depth: number, context: DecodeContext): void {
  chooseBranch(plan, (branch) => context.item(branch, target, depth), context);
}

/**
 * Writes code that finds the branch of the item at `at`: by its kind or, between objects and between tuples, by what is inside.
 *
 * @param write - writes the code for a branch
 */
export function chooseBranch(plan: UnionPlan, write: (branch: Plan) => void, context: Context): void {
  const { told, plain } = glance(plan, CBOR);
  const choices = plain.map((branch) => ({
    condition: conditionFor(branch, context),
    write: () => write(branch),
  }));
  for (const kind of told) {
    choices.push({ condition: kindConditions[kind], write: () => chooseInside(plan, kind, write, context) });
  }
  choose(context.code, choices, (choice) => choice, context.leave);
}

/** The condition that the item at `at` is of a kind that a branch takes. */
export function conditionFor(branch: Plan, context: Context): string {
  const conditions = [...new Set(kinds(branch, CBOR))].map((kind) =>
    isTag(kind) ? standsAt(headBytes(6, Number(kind.slice(4))), "at", context) : kindConditions[kind],
  );
  return conditions.join(" || ");
}

function isTag(kind: ItemKind): kind is `tag ${number}` {
  return kind.startsWith("tag ");
}

/** Chooses by the member or the item that tells; what cannot be told at a glance is left. */
function chooseInside(
  plan: UnionPlan,
  kind: "map" | "array",
  write: (branch: Plan) => void,
  context: Context,
): void {
  const { code } = context;
  const clues = cluesOf(plan, kind, CBOR);
  const found = code.fresh("found");
  const find = ({ member: { key, index } }: Clue) =>
    kind === "array"
      ? `${use(context, "itemAt")}(payload, at, ${index})`
      : `${use(context, "memberAt")}(payload, at, ${constantOf(encoded(key), context)})`;
  const planOf = (clue: Clue) => plan.branches[clue.branch] as Plan;
  const [first] = clues as [Clue];
  if (first.values !== undefined) {
    code.line(`let ${found} = ${find(first)};`);
    code.line(`if (${found} < 0) ${context.leave}`);
    const initial = shortenHead(found, context);
    const isLiteral = (value: LiteralValue) => standsBehind(initial, encoded(value), found, context);
    // What is written in chunks may be one of the literals all the same.
    const isOther = `(${initial} & 31) < 28 && ${initial} < 0x80 && ${initial} >> 5 !== 2`;
    choose(
      code,
      clues,
      (clue) => ({
        condition: clue.values?.map(isLiteral).join(" || ") ?? isOther,
        write: () => write(planOf(clue)),
      }),
      context.leave,
    );
  } else {
    code.line(`let ${found};`);
    clues.forEach((clue, index) => {
      code.block(`${index === 0 ? "" : "else "}if ((${found} = ${find(clue)}) > 0)`, () =>
        write(planOf(clue)),
      );
      code.line(`else if (${found} === -2) ${context.leave}`);
    });
    const without = branchOf(plan, kind, CBOR, () => false);
    if (without) code.block("else", () => write(without));
    else code.line(`else ${context.leave}`);
  }
}
