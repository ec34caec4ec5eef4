import type { Member, ObjectPlan, Plan, RecordPlan } from "../../../plan/plan.ts";
import { encoded, standsAt } from "../bytes.ts";
import { leaveIf, use } from "../context.ts";
import { head } from "../heads.ts";
import { flush, type TranscodeContext } from "./context.ts";
import { declarePlaces, inDeclaredOrder, isNamed, type Places } from "./order.ts";

/** Writes code that turns a map into text, its members in declared order. */
export function transcodeObject(plan: ObjectPlan, depth: number, context: TranscodeContext): void {
  const { code } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  context.pending += "{";
  flush(context);
  const places = declarePlaces(plan.members, rounds, context);
  const { count, behind } = places;
  const start = code.fresh("start");
  if (!plan.members[0]?.required) code.line(`const ${start} = to;`);
  const members = (again: string) => {
    // Whether something certainly stands in front of the next member, so that a comma does too.
    let begun = false;
    for (const [index, member] of plan.members.entries()) {
      const comma = begun ? "always" : index === 0 ? "never" : `to !== ${start}`;
      transcodeMember(
        { member, value: places.values[index] as string, comma, again },
        places,
        depth,
        context,
      );
      begun ||= member.required;
    }
    flush(context);
    if (plan.additional === undefined) {
      code.line(`if (${behind} >= 0) at = ${behind};`);
      code.line(`else if (${rounds} < 0 ? payload[at++] !== 0xff : ${count} !== 0) ${again}`);
    } else {
      const comma = begun ? undefined : `to !== ${start}`;
      transcodeOthers(plan, plan.additional, { comma, again }, places, depth, context);
    }
  };
  inDeclaredOrder(plan, places, members, context);
  const read = code.fresh("read");
  code.line(`const ${read} = ${behind} < 0 ? ${rounds} - ${count} : ${count};`);
  code.line(`items += ${read} * 2;`);
  if (plan.minProperties !== undefined) leaveIf([`${read} < ${plan.minProperties}`], context);
  if (plan.maxProperties !== undefined) leaveIf([`${read} > ${plan.maxProperties}`], context);
  context.pending += "}";
}

/** Writes code that turns the members into text that the schema does not name, behind the others. */
function transcodeOthers(
  plan: ObjectPlan,
  additional: Plan,
  { comma, again }: { readonly comma: string | undefined; readonly again: string },
  { rounds, count, behind, others }: Places,
  depth: number,
  context: TranscodeContext,
): void {
  const { code, leave } = context;
  const [keys, other] = [code.fresh("keys"), code.fresh("other")];
  code.line(`let ${keys};`);
  const isNext = `${behind} < 0 ? ${rounds} < 0 ? payload[at] !== 0xff : ${count} !== 0 : ${other} < ${others}.length`;
  code.block(`for (let ${other} = 0; ${isNext}; ${other}++)`, () => {
    code.line(`if (${behind} >= 0) at = ${others}[${other}];`);
    if (plan.members.length > 0) code.line(`else if (${isNamed(plan, "at", context)}) ${again}`);
    code.line(`else ${count}--;`);
    code.line(`if (!${use(context, "takesKey")}(payload, at, ${keys} ??= [])) ${leave}`);
    code.line(comma === undefined ? "out[to++] = 0x2c;" : `if (${comma}) out[to++] = 0x2c;`);
    code.line(`to = ${use(context, "putKey")}(payload, cursor, ${keys}, out, to) | 0;`);
    code.line("if (!cursor.isAscii) ascii = false;");
    code.line("at = cursor.at;");
    context.item(additional, depth);
    flush(context);
  });
  code.line(`if (${behind} >= 0) at = ${behind};`);
  code.line(`else if (${rounds} < 0) at++;`);
}

/** One member, and what the code around it is like. */
interface Place {
  readonly member: Member;
  /** The variable that says where its value stands, once it has been looked for. */
  readonly value: string;
  /** Whether a comma stands in front of it: the condition, where that depends on what came. */
  readonly comma: string;
  /** The statement that looks for all members of the map. */
  readonly again: string;
}

/** Writes code that turns a member into text, if it is there. */
function transcodeMember(
  { member: { name, key, required, value }, value: place, comma, again }: Place,
  { count, behind }: Places,
  depth: number,
  context: TranscodeContext,
): void {
  const { code } = context;
  const bytes = encoded(key);
  const isNext = standsAt(bytes, "at", context);
  const pass = `at += ${bytes.length}; ${count}--;`;
  const write = () => {
    if (comma === "always") context.pending += ",";
    else if (comma !== "never") code.line(`if (${comma}) out[to++] = 0x2c;`);
    context.pending += `${JSON.stringify(name)}:`;
    context.item(value, depth);
  };
  if (required) {
    flush(context);
    code.block(`if (${behind} < 0)`, () => {
      code.line(`if (${count} === 0 || !(${isNext})) ${again}`);
      code.line(pass);
    });
    code.line(`else if (${place} === 0) ${context.leave}`);
    code.line(`else at = ${place};`);
    write();
  } else {
    flush(context);
    code.block(`if (${behind} < 0 ? ${count} !== 0 && ${isNext} : ${place} !== 0)`, () => {
      code.line(`if (${behind} < 0) { ${pass} }`);
      code.line(`else at = ${place};`);
      write();
      flush(context);
    });
  }
}

/** Writes code that turns a map whose keys are all of one type into text: texts, or integers that ascend from 0. */
export function transcodeRecord(plan: RecordPlan, depth: number, context: TranscodeContext): void {
  const { code, leave } = context;
  code.comment(plan.schemaPath);
  const rounds = head(5, undefined, context);
  const [round, keys] = [code.fresh("round"), code.fresh("keys")];
  const isInteger = plan.keys === "integer";
  context.pending += "{";
  flush(context);
  code.line(`let ${round} = 0, ${keys} = ${isInteger ? "-1" : "[]"};`);
  code.block(`for (; ${round} !== ${rounds}; ${round}++)`, () => {
    code.line(`if (${rounds} < 0 && payload[at] === 0xff) break;`);
    code.line(`if (${round} > 0) out[to++] = 0x2c;`);
    if (isInteger) {
      const key = code.fresh("key");
      code.line(`const ${key} = ${use(context, "integer")}(payload, at);`);
      // JavaScript has them in this order too; NaN is none.
      code.line(`if (!(${key} > ${keys})) ${leave}`);
      code.line(`${keys} = ${key};`);
      code.line(`at += ${use(context, "heads")}[payload[at] & 31];`);
      code.line("out[to++] = 0x22;");
      code.line(`to = ${use(context, "putDecimal")}(out, to, ${key}) | 0;`);
      context.pending = '":';
    } else {
      code.line(`if (!${use(context, "takesKey")}(payload, at, ${keys})) ${leave}`);
      code.line(`to = ${use(context, "putKey")}(payload, cursor, ${keys}, out, to) | 0;`);
      code.line("if (!cursor.isAscii) ascii = false;");
      code.line("at = cursor.at;");
    }
    context.item(plan.values, depth);
    flush(context);
  });
  code.line(`if (${rounds} < 0) at++;`);
  code.line(`items += ${round} * 2;`);
  if (plan.minProperties !== undefined) leaveIf([`${round} < ${plan.minProperties}`], context);
  if (plan.maxProperties !== undefined) leaveIf([`${round} > ${plan.maxProperties}`], context);
  context.pending += "}";
}
