/* What it costs to take a good payload of a message, and to refuse each of those that are made from it. */
import type { Case } from "../corpus/case.ts";
import { loadCases } from "../corpus/load.ts";
import { refusals } from "../corpus/refusals.ts";
import type { Budget } from "../measure/budget.ts";
import { interleave } from "../measure/interleave.ts";
import { GOOD, refused } from "../measure/refused.ts";

const [, , name = "", budget = ""] = process.argv;
const one = (await loadCases([name]))[0] as Case;
const { message, value } = one;
const contestants = [
  { name: GOOD, run: message.decode, argument: message.encode(value) },
  ...refusals(one).map(({ name, payload }) => ({ name, run: refused(message.decode), argument: payload })),
];
const summaries = interleave(contestants, JSON.parse(budget) as Budget);
console.log(JSON.stringify(contestants.map(({ name }, index) => ({ name, ...summaries[index] }))));
