/** A piece of the proof that a worker does alone; its seed repeats it. */
export type Job =
  | { readonly part: "mutated"; readonly seed: number; readonly payloads: number; readonly message: string }
  | {
      readonly part: "agreement";
      readonly seed: number;
      readonly payloads: number;
      /** A message type, or random schemas. */
      readonly on: string | { readonly schemas: number };
    };

/** What mutated payloads did to the default engine. */
export interface MutatedResult {
  payloads: number;
  /** Outcomes: accepted, or the code. */
  readonly codes: Record<string, number>;
  /** Errors of another class than `CodecError`, and payloads that took too long. */
  readonly failures: string[];
}

/** What the engines, cbor2 and Ajv made of the same payloads. */
export interface AgreementResult {
  payloads: number;
  schemas: number;
  /** How often payloads came to each pair of ours and theirs, such as `unexpected ← Ajv: unexpected`. */
  readonly pairs: Record<string, number>;
  /** How often each rule explained a difference. */
  readonly explained: Record<string, number>;
  readonly failures: string[];
}

/** A result of either part. */
export type Result = MutatedResult | AgreementResult;

/** Adds the counts of one record to those of another. */
export function addCounts(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}
