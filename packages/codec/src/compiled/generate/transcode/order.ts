/**
 * Maps whose members come in another order than the declared one, or whose keys have another spelling: each firmware has
 * its own, and keeps to it.
 *
 * @module
 */
import type { Member, ObjectPlan } from "../../../plan/plan.ts";
import { constantsOf, encoded, shortenHead, standsBehind } from "../bytes.ts";
import { createCode } from "../code.ts";
import { type Context, use } from "../context.ts";
import { learnedOrder } from "../order.ts";

/** The variables of one map. */
export interface Places {
  /** How many members there are: −1 for an indefinite length. */
  readonly rounds: string;
  /** How many are yet to come, while they come in declared order; how many came, once they have been looked for. */
  readonly count: string;
  /** Where the map ends, once its members have been looked for; −1 before. */
  readonly behind: string;
  /** Where the value of each member stands, then; 0 of one that is not there. */
  readonly values: readonly string[];
  /** Where the keys stand of those that the schema does not name, then. */
  readonly others: string;
}

/** So many members that a schema does not name are looked for in another order: with more, a map is left. */
const MOST_OTHERS = 48;

/** Writes the variables of a map whose head has been passed. */
export function declarePlaces(members: readonly Member[], rounds: string, { code }: Context): Places {
  const places = {
    rounds,
    count: code.fresh("count"),
    behind: code.fresh("behind"),
    values: members.map(({ name }) => code.fresh(name)),
    others: code.fresh("others"),
  };
  const zeros = places.values.map((value) => `${value} = 0`);
  code.line(`let ${[`${places.count} = ${rounds}`, `${places.behind} = -1`, ...zeros].join(", ")};`);
  return places;
}

/**
 * Writes a loop around the code that goes through the members of a map: it goes through them as they come and, where that
 * code begins once more, behind a look for where each of them stands. What the map was like in the last message is tried
 * first. All that is read twice in a message may be as much as the message, whatever lies in whatever.
 *
 * @param inside - writes that code; the statement that it is given begins once more
 */
export function inDeclaredOrder(
  plan: ObjectPlan,
  { rounds, count, behind, values, others }: Places,
  inside: (again: string) => void,
  context: Context,
): void {
  const { code, leave } = context;
  const [loop, pass, from, text, counted] = ["map", "pass", "from", "text", "counted"].map(code.fresh);
  const learned = learnedOrder(plan.members.length, context);
  const places = `${learned}_places`;
  context.before.push(finder(plan, learned, places, context));
  if (plan.additional) code.line(`let ${others};`);
  code.line(`const ${from} = at, ${text} = to, ${counted} = items;`);
  code.block(`${loop}: for (let ${pass} = ${learned}.isOther ? 1 : 0; ; ${pass}++)`, () => {
    code.block(`if (${pass} !== 0)`, () => {
      code.line(`if (${pass} > 1 || (again += at - ${from}) > end) ${leave}`);
      code.line(`to = ${text}; items = ${counted};`);
      code.line(`${behind} = ${learned}_find(payload, ${from}, ${rounds}) | 0;`);
      code.line(`if (${behind} < 0) ${leave}`);
      [count, ...values].forEach((name, index) => {
        code.line(`${name} = ${places}[${index}];`);
      });
      // The same map may lie in one of them.
      if (plan.additional) code.line(`${others} = ${learned}_others.slice();`);
    });
    inside(`continue ${loop};`);
    code.line("break;");
  });
}

/**
 * A function that finds out where the values of all members of a map stand, and answers where the map ends, or −1. It stands
 * by itself, or V8 would keep all of its variables while it goes through members that come in declared order.
 *
 * @param places - the constant in which it notes how many members there are, and where the value of each of them stands
 */
function finder(plan: ObjectPlan, learned: string, places: string, outer: Context): string {
  const { members } = plan;
  const code = createCode();
  const context = { ...outer, code, leave: "return -1;" };
  const keys = members.map(({ key }) => encoded(key));
  const all = constantsOf(
    members.map(({ key }) => key),
    context,
  );
  code.line(`${places}.fill(0);`);
  if (plan.additional) code.line(`${learned}_others.length = 0;`);
  code.line("let round = 0, last = 0, jumped = false;");
  code.block("for (; round !== rounds; round++)", () => {
    code.line("const start = at;");
    const first = shortenHead("at", context, "if (rounds < 0 && payload[at] === 0xff) break;");
    code.line("let index = -1;");
    code.block(`switch (${learned}.behind[last])`, () => {
      keys.forEach((key, index) => {
        const isKey = standsBehind(first, key, "at", context);
        code.line(`case ${index}: if (${isKey}) { index = ${index}; break; } // or fall through`);
      });
    });
    code.line(`if (index < 0) index = ${use(context, "findKey")}(payload, start, ${all}, 0);`);
    const declared = () => {
      code.line(`if (${places}[index + 1] !== 0) return -1;`);
      const isBehind = plan.additional ? ` || ${learned}_others.length > 0` : "";
      code.line(`if (at !== start || index < last${isBehind}) jumped = true;`);
      code.line(`${learned}.behind[last] = index;`);
      code.line("last = index + 1;");
      code.line(`at += ${all}[index].length;`);
      code.line(`${places}[last] = at;`);
    };
    if (plan.additional) {
      code.block("if (index >= 0)", declared);
      code.block("else", () => {
        code.line(`if (${learned}_others.push(start) > ${MOST_OTHERS}) return -1;`);
        code.line(`if (${isNamed(plan, "start", context)}) return -1;`);
        code.line(`at = ${use(context, "skip")}(payload, start) | 0;`);
        code.line("if (at < 0) return -1;");
      });
    } else {
      code.line("if (index < 0) return -1;");
      declared();
    }
    code.line(`at = payload[at] < 24 ? at + 1 : ${use(context, "skip")}(payload, at) | 0;`);
    code.line("if (at < 0) return -1;");
  });
  code.line(`${learned}.isOther = jumped;`);
  code.line(`${places}[0] = round;`);
  code.line("return rounds < 0 ? at + 1 : at;");
  const others = plan.additional ? `\n\nconst ${learned}_others = [];` : "";
  const head = `const ${places} = new Int32Array(${members.length + 1});${others}`;
  return `${head}\n\nfunction ${learned}_find(payload, at, rounds) {\n${code}\n}`;
}

/** The condition that a declared name, or the key of one, stands at `at`. */
export function isNamed({ members }: ObjectPlan, at: string, context: Context): string {
  const named = constantsOf([...new Set(members.flatMap(({ name, key }) => [name, key]))], context);
  return `${use(context, "findKey")}(payload, ${at}, ${named}, 0) >= 0`;
}
