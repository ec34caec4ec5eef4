import type { BaseIssue } from "valibot";

/** What is wrong with one value of a setting or an option, on one line that does not show the value. */
export function describeIssue(issue: BaseIssue<unknown>, kind: "setting" | "option"): string {
  const name = (issue.path ?? []).map(({ key }) => String(key)).join(".");
  if (issue.type !== "strict_object") return `${name}: ${issue.message}`;
  // The library's own words, which quote what was received.
  if (issue.expected === "never") return `${name}: there is no such ${kind}`;
  return `${name}: ${issue.received === "undefined" ? "is missing" : "must hold names and values"}`;
}
