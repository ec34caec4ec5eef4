import { isDeepStrictEqual } from "node:util";
import { messages } from "@wirebook/schemas";
import type { Schema } from "../../../checks/codec.ts";
import { engines } from "../../../checks/engines.ts";
import { compareEngines, type Watch } from "../engines.ts";
import { type Class, createOracle, type Opinion } from "../oracle/oracle.ts";
import { explain } from "../oracle/rules.ts";
import type { AgreementResult, Job } from "./jobs.ts";

/** Compares the engines with one another, and the codec with cbor2 and Ajv. */
export function agreement(
  job: Extract<Job, { part: "agreement" }>,
  beat: (payload: Uint8Array) => void,
): AgreementResult {
  const result: AgreementResult = { payloads: 0, schemas: 0, pairs: {}, explained: {}, failures: [] };
  const onMessage = messages.find(({ name }) => name === job.on);
  const comparison = compareEngines({
    seed: job.seed,
    payloads: job.payloads,
    schemas: typeof job.on === "string" ? 0 : job.on.schemas,
    first: onMessage === undefined ? [] : [onMessage.schema as Schema],
    engines,
    watch(message): Watch {
      const oracle = createOracle(message);
      return {
        before: beat,
        after: (payload, ours, text) => {
          const opinion = oracle(payload);
          const difference = compare(ours, opinion, payload, text, result);
          if (difference === undefined || result.failures.length > 5) return;
          const hex = Buffer.from(payload).toString("hex");
          const schema = JSON.stringify(message.schema);
          result.failures.push(
            `${difference}\n  payload: ${hex}\n  limits: ${JSON.stringify(message.limits)}\n  schema: ${schema}`,
          );
        },
      };
    },
  });
  result.payloads = comparison.payloads;
  result.schemas = comparison.schemas;
  result.failures.push(...comparison.disagreements);
  return result;
}

/** Counts both opinions; answers what no rule explains. */
function compare(
  ours: Class,
  opinion: Opinion,
  payload: Uint8Array,
  text: string | undefined,
  { pairs, explained }: AgreementResult,
): string | undefined {
  const pair = `${ours} ← ${opinion.class}`;
  pairs[pair] = (pairs[pair] ?? 0) + 1;
  if (ours === opinion.class) {
    if (ours !== "accepted") return undefined;
    if (text === undefined && opinion.hasNoJson) return undefined;
    if (text !== undefined && isDeepStrictEqual(JSON.parse(text), opinion.json)) return undefined;
    return `the JSON form is ${text}, to cbor2 and Ajv ${JSON.stringify(opinion.json)}`;
  }
  const rule = explain(ours, opinion, payload);
  if (rule === undefined) return `${ours}, to ${opinion.by} ${opinion.class}`;
  const reason = `${pair}: ${rule.why}`;
  explained[reason] = (explained[reason] ?? 0) + 1;
  return undefined;
}
