import { readPasted } from "@wirebook/codec/pasted";
import type { Found } from "./pasted.ts";

/** Comments, and texts, which may hold what looks like one. */
const COMMENTS = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
/** A comma behind the last item. */
const LAST_COMMAS = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;

/** Reads JSON, with comments as settings have them; bytes in quotes, or as a list of numbers, are bytes. */
export function readJson(text: string): Found | undefined {
  if (!/^[{["/]/.test(text)) return undefined;
  const plain = keepTexts(keepTexts(text, COMMENTS), LAST_COMMAS);
  const value = parsed(plain);
  // Broken JSON is told as such: the names in front of colons say what it was meant to be.
  if (value === undefined) {
    return /^\{\s*"(?:[^"\\]|\\.)*"\s*:/.test(plain) && !/[(']/.test(plain) ? asJson(plain) : undefined;
  }
  const bytes = bytesIn(value, plain);
  return bytes ?? asJson(plain);
}

/** Whether a text is JSON as it is, or with comments. */
export function isJson(text: string): boolean {
  return parsed(keepTexts(keepTexts(text, COMMENTS), LAST_COMMAS)) !== undefined;
}

function asJson(text: string): Found {
  return { input: { kind: "json", text }, form: "json" };
}

function bytesIn(value: unknown, text: string): Found | undefined {
  const written = typeof value === "string" ? value : isBytes(value) ? text : "";
  const pasted = written === "" ? undefined : readPasted(written);
  return pasted && { input: { kind: "bytes", bytes: pasted.bytes }, form: pasted.form };
}

/** Whether a list may be one of bytes: one item by itself is rather a list of one. */
function isBytes(value: unknown): boolean {
  const isByte = (one: unknown) => Number.isInteger(one) && (one as number) >= 0 && (one as number) < 256;
  return Array.isArray(value) && value.length > 1 && value.every(isByte);
}

/** Drops what a pattern finds, but for texts. */
function keepTexts(text: string, pattern: RegExp): string {
  return text.replaceAll(pattern, (found) => (found.startsWith('"') ? found : " ")).trim();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
