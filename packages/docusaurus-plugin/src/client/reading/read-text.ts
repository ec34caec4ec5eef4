import { isOneItem, readPasted } from "@wirebook/codec/pasted";
import { isJson, readJson } from "./json.ts";
import type { Found, Pasted, Unreadable } from "./pasted.ts";

/** So many payloads are taken out of one text. */
const MOST = 100;

/**
 * Reads what was pasted: bytes as people have them, JSON, diagnostic notation; or a line of a log, a topic with a payload
 * behind it; or a line for each of several payloads.
 */
export function readText(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === "") return { problem: "empty" };
  const several = readLines(trimmed);
  if (several !== undefined) return { payloads: several };
  const one = readOne(trimmed);
  return one === undefined ? whyNot(trimmed) : { payloads: [one] };
}

function readOne(text: string): Found | undefined {
  return readPlain(text) ?? readBehindTopic(text) ?? readDiagnostic(text);
}

function readPlain(text: string): Found | undefined {
  const json = readJson(text);
  if (json !== undefined) return json;
  const pasted = readPasted(text);
  return pasted && { input: { kind: "bytes", bytes: pasted.bytes }, form: pasted.form };
}

/** As in RFC 8949 §8; whether it is right is found out when it is read. */
function readDiagnostic(text: string): Found | undefined {
  const begins = /^(?:[{[(<"'-]|\d|h'|b64'|(?:true|false|null|undefined|NaN|Infinity)\b|simple\()/.test(text);
  return begins ? { input: { kind: "diagnostic", text }, form: "diagnostic" } : undefined;
}

/** As `mosquitto_sub -v` and its like write a message; what stands in front of the topic, such as a time, is passed over. */
function readBehindTopic(text: string): Found | undefined {
  const [, topic, rest = ""] = /^(?:[^\s/]+\s+)*?(\S+\/\S+?):?\s+(\S[\s\S]*)$/.exec(text) ?? [];
  // A comment begins so too, and a path in quotes.
  if (topic === undefined || /^(?:\/\/|\/\*|["'{[(])/.test(topic)) return undefined;
  const found = readPlain(rest) ?? readDiagnostic(rest);
  return found && { ...found, topic };
}

/** Several payloads, where each line is one by itself and all of them together are none. */
function readLines(text: string): [Found, ...Found[]] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length < 2 || lines.length > MOST || isJson(text)) return undefined;
  const found = lines.map(readOne);
  const isEach = (one: Found | undefined): one is Found => one !== undefined && isWhole(one);
  return found.every(isEach) ? (found as [Found, ...Found[]]) : undefined;
}

/** Whether a line is a payload rather than a part of one: it says its topic, or is all of a value. */
function isWhole({ topic, input }: Found): boolean {
  if (topic !== undefined) return true;
  if (input.kind === "json") return isJson(input.text);
  return input.kind === "bytes" && isOneItem(input.bytes);
}

function whyNot(text: string): Unreadable {
  const digits = text.replaceAll(/0x|[\s:,;-]+/gi, "");
  if (/^[0-9a-f]+$/i.test(digits) && digits.length % 2 === 1) {
    return { problem: "half-byte", at: (digits.length - 1) / 2 };
  }
  return { problem: "unknown" };
}
