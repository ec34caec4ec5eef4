/** What is looked at, in this order. */
export type Rule =
  | "reachable"
  | "tls"
  | "version"
  | "time"
  | "name"
  | "chain"
  | "purpose"
  | "key"
  | "client certificate"
  | "devices";

/** What was found of a rule. */
export interface Finding {
  readonly rule: Rule;
  /** `unknown` where it could not be looked at. */
  readonly verdict: "good" | "failed" | "warning" | "unknown";
  /** What is, and, where that is wrong, what to do. */
  readonly words: string;
}

/** A finding of a rule that holds. */
export function good(rule: Rule, words: string): Finding {
  return { rule, verdict: "good", words };
}

/** A finding of a rule that does not hold. */
export function failed(rule: Rule, words: string): Finding {
  return { rule, verdict: "failed", words };
}

/** A finding of what holds here, and may not elsewhere. */
export function warning(rule: Rule, words: string): Finding {
  return { rule, verdict: "warning", words };
}
