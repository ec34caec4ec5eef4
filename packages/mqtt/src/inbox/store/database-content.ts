import { readTime, readTopicName, topicNameAt } from "./record.ts";

/** A key of the tables whose keys are numbers; `undefined` where it is none. */
export function numberOfKey(key: Buffer): number | undefined {
  if (key.length < 4 || key.length > 9 || (key[0] as number) >> 4 !== 1) return undefined;
  const bytes = Buffer.alloc(12);
  key.copy(bytes);
  const first = bytes.readUInt32BE(0) & 0x0fff_ffff;
  const second = bytes.readUInt32BE(4);
  const third = (bytes[8] as number) >> 4;
  const double = Buffer.alloc(8);
  double.writeUInt32BE(((first << 4) | (second >>> 28)) >>> 0, 0);
  double.writeUInt32BE(((second << 4) | third) >>> 0, 4);
  const number = double.readDoubleBE(0);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Milliseconds of Unix time after which nothing can have been received: the year 2200. */
const LATEST = 7_258_118_400_000;

/** Whether bytes are a record that can be handled. */
export function isRecord(bytes: Buffer): boolean {
  const head = topicNameAt(bytes);
  if (head === undefined || (bytes[1] as number) > 1) return false;
  const time = readTime(bytes);
  if (!(time >= 0 && time < LATEST) || head + bytes.readUInt16BE(10) > bytes.length) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: MQTT allows none in the names that are kept
  return !/[\u0000-\u001f\ufffd]/.test(readTopicName(bytes));
}

/** Whether bytes are an entry of the dead letters. */
export function isDeadEntry(bytes: Buffer): boolean {
  try {
    const { reason, attempts, diedAt } = JSON.parse(bytes.toString());
    return (
      typeof reason?.code === "string" && typeof reason.message === "string" && attempts >= 0 && diedAt >= 0
    );
  } catch {
    return false;
  }
}
