/* What it costs to take a good payload of a message, and to refuse each of those that are made from it. */
import { everyCase } from "../corpus/corpus.ts";
import { refusals } from "../corpus/refusals.ts";
import type { Budget } from "../measure/budget.ts";
import { GOOD, refused } from "../measure/errors.ts";
import { interleave } from "../measure/interleave.ts";

const [, , name, budget = ""] = process.argv;
const one = everyCase.find((candidate) => candidate.name === name);
if (one === undefined) throw new Error(`unknown message: ${name}`);

const { message, value } = one;
const contestants = [
  { name: GOOD, run: message.decode, argument: message.encode(value) },
  ...refusals(one).map(({ name, payload }) => ({ name, run: refused(message.decode), argument: payload })),
];
const summaries = interleave(contestants, JSON.parse(budget) as Budget);
console.log(JSON.stringify(contestants.map(({ name }, index) => ({ name, ...summaries[index] }))));
