/**
 * Maps whose members come in another order than the declared one, or whose keys have another spelling: each firmware has
 * its own, and keeps to it.
 *
 * @module
 */
import type { Member } from "../../../plan/plan.ts";
import { constantsOf } from "../bytes.ts";
import { type Context, use } from "../context.ts";

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
}

/** Writes the variables of a map whose head has been passed. */
export function declarePlaces(members: readonly Member[], rounds: string, { code }: Context): Places {
  const places = {
    rounds,
    count: code.fresh("count"),
    behind: code.fresh("behind"),
    values: members.map(({ name }) => code.fresh(name)),
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
export function inAnyOrder(
  members: readonly Member[],
  places: Places,
  inside: (again: string) => void,
  context: Context,
): void {
  const { code, before, leave } = context;
  const [loop, pass, from, text, counted] = ["map", "pass", "from", "text", "counted"].map(code.fresh);
  // Another one for each map, those in other functions among them.
  const learned = `$order_${before.length}`;
  before.push(`const ${learned} = { isOther: false, hints: [] };`);
  code.line(`const ${from} = at, ${text} = to, ${counted} = items;`);
  code.block(`${loop}: for (let ${pass} = ${learned}.isOther ? 1 : 0; ; ${pass}++)`, () => {
    code.block(`if (${pass} !== 0)`, () => {
      code.line(`if (${pass} > 1 || (again += at - ${from}) > end) ${leave}`);
      code.line(`at = ${from}; to = ${text}; items = ${counted};`);
      look(members, places, learned, context);
    });
    inside(`continue ${loop};`);
    code.line("break;");
  });
}

/** Writes the code that finds out where the value of each member stands. */
function look(
  members: readonly Member[],
  { rounds, count, behind, values }: Places,
  learned: string,
  context: Context,
): void {
  const { code, leave } = context;
  const all = constantsOf(
    members.map(({ key }) => key),
    context,
  );
  const [last, index, isDeclared] = ["last", "index", "isDeclared"].map(code.fresh);
  code.line(`let ${last} = -1, ${isDeclared} = true;`);
  code.block(`for (${count} = 0; ${count} !== ${rounds}; ${count}++)`, () => {
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    code.line(
      `const ${index} = ${use(context, "findKey")}(payload, at, ${all}, ${learned}.hints[${count}] | 0);`,
    );
    code.line(`if (${index} < 0) ${leave}`);
    code.line(`${learned}.hints[${count}] = ${index};`);
    const isPlain = `${index} > ${last} && ${use(context, "isAt")}(payload, at, ${all}[${index}])`;
    code.line(`${isDeclared} &&= ${isPlain};`);
    code.line(`${last} = ${index};`);
    code.line(`at = ${use(context, "behindHead")}(payload, at);`);
    code.block(`switch (${index})`, () => {
      values.forEach((value, which) => {
        code.line(`case ${which}: if (${value} !== 0) ${leave} ${value} = at; break;`);
      });
    });
    code.line(`at = ${use(context, "skip")}(payload, at);`);
    code.line(`if (at < 0) ${leave}`);
  });
  code.line(`${behind} = ${rounds} < 0 ? at + 1 : at;`);
  code.line(`${learned}.isOther = !${isDeclared};`);
}
