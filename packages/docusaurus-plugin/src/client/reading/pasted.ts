import type { Input } from "../protocol.ts";

/** How a payload was written. */
export type Form = "hex" | "decimal numbers" | "base64" | "json" | "diagnostic";

/** A payload that was found in a text. */
export interface Found {
  readonly input: Input;
  /** What it was taken for. */
  readonly form: Form;
  /** The topic that stood in front of it. */
  readonly topic?: string;
}

/** Why a text is no payload, and where. */
export type Unreadable =
  | { readonly problem: "empty" }
  | { readonly problem: "half-byte"; readonly at: number }
  | { readonly problem: "unknown" };

/** What somebody pasted, one payload or several, or why it is nothing that can be read. */
export type Pasted = { readonly payloads: readonly [Found, ...Found[]] } | Unreadable;
