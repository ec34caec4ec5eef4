import { pair, property } from "../compiled/generate/code.ts";
import type { DecodeContext } from "../compiled/generate/decode/context.ts";
import { eachItem, tupleHead } from "../compiled/generate/tuples.ts";
import { FURTHER, type TuplePlan } from "../plan/plan.ts";

/** Writes code that reads the items of an array as the members of an object: as one literal where all of them are there. */
export function decodeStruct(plan: TuplePlan, target: string, depth: number, context: DecodeContext): void {
  const { code } = context;
  const { names = [] } = plan;
  const { length, end } = tupleHead(plan, context);
  const isExact = length === `${names.length}`;
  const pairs: string[] = [];
  if (!isExact) code.line(`${target} = {};`);
  eachItem(
    plan,
    length,
    (item, index) => {
      const local = code.fresh(`item${index}`);
      code.line(`let ${local};`);
      context.item(item, local, depth);
      if (typeof index === "string") return code.line(`(${target}.${FURTHER} ??= []).push(${local});`);
      const name = names[index] as string;
      if (isExact) pairs.push(pair(name, local));
      else code.line(`${property(target, name)} = ${local};`);
    },
    context,
  );
  end();
  if (isExact) code.line(`${target} = { ${pairs.join(", ")} };`);
}
