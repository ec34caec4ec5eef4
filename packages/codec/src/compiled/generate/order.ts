/**
 * Maps in whatever order their members come, and with heads of whatever length: each firmware has its own, and keeps to it.
 *
 * @module
 */
import type { Member } from "../../plan/plan.ts";
import { constantsOf, encoded, shortenHead, standsBehind } from "./bytes.ts";
import { quote } from "./code.ts";
import { type Context, use } from "./context.ts";

/** What is done with the members of a map. */
interface Members {
  readonly members: readonly Member[];
  /** The variable for how many there are to be: −1 for an indefinite length. */
  readonly rounds: string;
  /** The variable that counts them, from 0. */
  readonly round: string;
  /** The condition that a member has been there before. */
  seen(index: number): string;
  /** Writes code that reads its value. */
  read(index: number): void;
  /** Writes code that reads a member which is none of them, and counts it, or leaves. */
  other(): void;
}

/**
 * Names a constant that remembers from one map of a plan to the next in which order its members came: of each, which one
 * came behind it. Whatever comes, it holds no more than that.
 */
export function learnedOrder(count: number, { before }: Context): string {
  // Another one for each map, those in other functions among them.
  const learned = `$order_${before.length}`;
  const declared = Array.from({ length: count + 1 }, (_, index) => index).join(", ");
  before.push(`const ${learned} = { isOther: false, behind: [${declared}] };`);
  return learned;
}

/**
 * Writes code that reads the members of a map, without the break at its end: in declared order where they come so. Where they
 * come in another, what came behind each of them the last time is tried first.
 */
export function inAnyOrder(
  { members, rounds, round, seen, read, other }: Members,
  learned: string,
  context: Context,
): void {
  const { code, leave } = context;
  const isOver = `if (${rounds} < 0 && payload[at] === 0xff) break;`;
  if (members.length === 0) {
    return code.block(`while (${round} !== ${rounds})`, () => {
      code.line(isOver);
      other();
    });
  }
  const [loop, isOther, next, last] = ["members", "isOther", "next", "last"].map(code.fresh);
  const [start, begun] = ["start", "begun"].map(code.fresh);
  // Whether a member came behind one that is declared behind it, or with a longer head.
  const jumped = code.fresh("jumped");
  code.line(`const ${isOther} = ${learned}.isOther;`);
  code.line(`let ${jumped} = false, ${last} = 0, ${next} = ${isOther} ? ${learned}.behind[0] : 0;`);
  code.block(`${loop}: while (${round} !== ${rounds})`, () => {
    code.line(`const ${start} = at;`);
    const first = shortenHead("at", context, isOver);
    code.line(`const ${begun} = at;`);
    code.line(`if (${begun} !== ${start}) ${jumped} = true;`);
    code.block(`switch (${next})`, () => {
      members.forEach((member, index) => {
        const key = encoded(member.key);
        code.line(`case ${index}: // ${quote(member.name)}, and fall through`);
        code.block(`if (${standsBehind(first, key, "at", context)})`, () => {
          code.line(`if (${seen(index)}) ${leave}`);
          code.line(`at += ${key.length};`);
          read(index);
          code.block(`if (${isOther})`, () => {
            code.line(`if (${last} > ${index}) ${jumped} = true;`);
            code.line(`${learned}.behind[${last}] = ${index};`);
            code.line(`${next} = ${learned}.behind[${last} = ${index + 1}];`);
            code.line(`if (++${round} === ${rounds}) break ${loop};`);
            code.line("continue;");
          });
          code.line(`${last} = ${index + 1};`);
          code.line(`if (++${round} === ${rounds}) break ${loop};`);
          code.line(`${first} = payload[at];`);
        });
      });
    });
    code.comment("in another order, with longer heads, or at the end");
    code.block(`if (at !== ${begun})`, () => {
      code.line(`${next} = ${last};`);
      code.line("continue;");
    });
    const keys = constantsOf(
      members.map(({ key }) => key),
      context,
    );
    const found = code.fresh("found");
    code.line(`at = ${start};`);
    code.line(
      `const ${found} = ${use(context, "findKey")}(payload, at, ${keys}, ${learned}.behind[${last}]);`,
    );
    code.block(`if (${found} >= 0)`, () => {
      code.line(`if (${found} < ${last}) ${jumped} = true;`);
      code.line(`${learned}.behind[${last}] = ${next} = ${found};`);
      code.line("continue;");
    });
    other();
  });
  code.line(`${learned}.isOther = ${jumped};`);
}
