import type { Issue } from "@wirebook/codec";
import type { Annotation } from "../shared/annotate.ts";

/** What the reader typed: bytes, or JSON or diagnostic notation to be written as CBOR. */
export type Input =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "json" | "diagnostic"; readonly text: string };

/** What the page asks of the thread that the codecs run in. */
export interface Question {
  readonly id: number;
  /** Name of the message type; without, the payload is read as any CBOR. */
  readonly name?: string | undefined;
  readonly input: Input;
  /** First byte to show; the one at fault comes into sight where it is left out. */
  readonly from?: number | undefined;
}

/** Text that may have been cut: a megabyte of it would stop the page. */
export interface Text {
  readonly text: string;
  readonly isCut: boolean;
}

/** A fault in the bytes or in the JSON text. */
export type Fault = Pick<Issue, "message"> & { readonly [Part in keyof Issue]?: Issue[Part] | undefined };

/** What comes back. */
export interface Answer {
  readonly id: number;
  /** The payload, where there is one. */
  readonly payload?: Uint8Array;
  readonly annotation?: Annotation;
  readonly from: number;
  readonly fault?: Fault;
  readonly json?: Text;
  readonly value?: Text;
  readonly diagnostic?: Text;
  /** The other message types that the payload fits, where it has none or does not fit it. */
  readonly fits: readonly string[];
  /** Lengths of the arrays near the top: `/d/batch` has 40 items. */
  readonly arrays: readonly { readonly path: string; readonly length: string }[];
  readonly milliseconds: number;
}

/** Bytes that are shown at once. */
export const WINDOW = 512;
