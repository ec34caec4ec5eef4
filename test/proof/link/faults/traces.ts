import { existsSync, readFileSync, statSync } from "node:fs";
import { openInboxFiles } from "@wirebook/mqtt/inbox";

/** What a handler did: a line in a file. */
export interface Effect {
  readonly key: string;
  readonly id: string;
  readonly flagged: boolean;
}

/** What the handler did, in order. */
export function readEffects(file: string): Effect[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [devEui, n, id = "", flag] = line.split(" ");
      return { key: `${devEui} ${n}`, id, flagged: flag === "1" };
    });
}

/** Dead letters by device and number. A damaged payload lacks its last byte alone, so its number is still there. */
export function readDead(inbox: string): { key: string; code: string }[] {
  const files = openInboxFiles(inbox);
  // Of a message that was too large there is no number.
  const whole = [...files.dead()].filter(({ reason }) => reason.code !== "too-large");
  const letters = whole.map(({ devEui, payload, reason }) => ({
    key: `${devEui} ${numberIn(payload)}`,
    code: reason.code,
  }));
  files.close();
  return letters;
}

/** The number behind the key `n`, read by hand. */
function numberIn(payload: Uint8Array): number {
  const bytes = Buffer.from(payload);
  const at = bytes.indexOf(Buffer.from([0x61, 0x6e])) + 2;
  const head = bytes[at] as number;
  if (head < 24) return head;
  return head === 24 ? bytes.readUInt8(at + 1) : bytes.readUInt16BE(at + 1);
}

/** How many lines a file has. */
export function linesIn(file: string): number {
  if (!existsSync(file)) return 0;
  // Lines have about 35 bytes: they are counted only when there may be enough.
  return statSync(file).size === 0
    ? 0
    : readFileSync(file).reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
}

/** How often a text stands in a file. */
export function linesWith(file: string, text: string): number {
  return existsSync(file) ? readFileSync(file, "utf8").split(text).length - 1 : 0;
}
