/**
 * The first act: every example of every message type, read from CBOR and written again, then one hostile payload for
 * each error code.
 *
 * @module
 */
import type { Message } from "@wirebook/codec";
import { messages } from "@wirebook/schemas";
import { pc } from "../terminal/colours.ts";
import { bar, bytesOf, clip, rule } from "../terminal/picture.ts";
import { type Hostile, hostilePayloads } from "./hostile.ts";

const NAME = 13;
const TITLE = 44;

/** What became of one example on its way from JSON to CBOR and back. */
interface Trip {
  readonly title: string;
  readonly json: number;
  readonly cbor: number;
  readonly returned: boolean;
}

function travel(message: Message): Trip[] {
  return message.examples.map(({ title, json }) => {
    const text = JSON.stringify(json);
    const payload = message.encode(message.fromJson(json));
    const back = message.transcode(payload);
    const again = message.encode(message.decode(payload));
    const returned =
      back === JSON.stringify(message.toJson(message.fromJson(json))) && bytesOf(again) === bytesOf(payload);
    return { title, json: text.length, cbor: payload.length, returned };
  });
}

function printTrips(message: Message, trips: readonly Trip[]): void {
  for (const [index, { title, json, cbor, returned }] of trips.entries()) {
    const name = (index === 0 ? message.name : "").padEnd(NAME);
    const sizes = `${String(json).padStart(6)} ${String(cbor).padStart(6)}`;
    const mark = returned ? pc.green("✓") : pc.red("✗");
    console.log(`${mark} ${pc.cyan(name)} ${clip(title, TITLE)} ${sizes} ${bar(cbor / json)}`);
  }
}

function printSample(message: Message): void {
  const [example] = message.examples;
  if (example === undefined) return;
  const value = message.fromJson(example.json);
  console.log(`\n${pc.bold(message.name)} ${pc.dim(`${message.title}. Sensitive values are hidden.`)}`);
  console.log(`${pc.dim("CBOR ")}${clip(bytesOf(message.encode(value)), 91)}`);
  console.log(`${pc.dim("JSON ")}${clip(JSON.stringify(message.toJson(value, { redact: true })), 91)}`);
}

function printRefusal({ message, about, payload }: Hostile): boolean {
  const result = message.safeDecode(payload);
  if (result.ok) {
    console.log(pc.red(`${about}: accepted, which is wrong`));
    return false;
  }
  const { code, offset = 0, message: text } = result.error;
  const from = Math.max(0, Math.min(offset - 12, payload.length - 24));
  const shown = Array.from(payload.subarray(from, from + 24), (byte, index) => {
    const hex = byte.toString(16).padStart(2, "0");
    return from + index === offset ? pc.bgRed(pc.white(hex)) : hex;
  });
  const dots = (there: boolean) => pc.dim(there ? "… " : "  ");
  console.log(`\n${pc.red(pc.bold(code))} ${pc.dim(`${about}, ${payload.length} bytes`)}`);
  console.log(`${dots(from > 0)}${shown.join(" ")} ${dots(from + 24 < payload.length)}`);
  console.log(`${" ".repeat(2 + 3 * (offset - from))}${pc.red("^")}`);
  console.log(`  ${text}`);
  return true;
}

/**
 * Shows all of it.
 *
 * @returns whether every example came back and every hostile payload was refused
 */
export function showMessages(): boolean {
  console.log(rule("Every example, from JSON to CBOR and back"));
  console.log(pc.dim(`  ${"message".padEnd(NAME)} ${"example".padEnd(TITLE)}   JSON   CBOR share`));
  const trips = messages.flatMap((message: Message) => {
    const travelled = travel(message);
    printTrips(message, travelled);
    return travelled;
  });

  console.log(rule("What a payload looks like"));
  for (const message of messages.filter(({ name }: Message) => ["up/config", "up/data"].includes(name))) {
    printSample(message);
  }

  console.log(rule("Hostile payloads: one error each, at a byte"));
  const refused = hostilePayloads().map(printRefusal);

  const returned = trips.filter((trip) => trip.returned).length;
  console.log(
    `\n${messages.length} message types, ${returned} of ${trips.length} examples came back byte for byte, ` +
      `${refused.filter(Boolean).length} of ${refused.length} hostile payloads were refused.`,
  );
  return returned === trips.length && !refused.includes(false);
}
