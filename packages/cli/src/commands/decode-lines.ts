import { isCodecError, type Message, type Registry } from "@wirebook/codec";
import { fromHex, whyNotHex } from "@wirebook/codec/pasted";
import { EXIT } from "../error.ts";
import { type Line, linesOf } from "../input/lines.ts";
import { openInput } from "../input/stream.ts";
import { chooseMessage, loadMessages, type MessageChoice } from "../messages.ts";
import { coloursFor } from "../output/colours.ts";
import { count, counted } from "../output/count.ts";
import { jsonText } from "../output/json.ts";
import { furtherRemark, print, remark } from "../output/print.ts";
import { createProgress } from "../output/progress.ts";
import { openRejects, type Reject } from "../output/rejects.ts";
import { withoutSecretKeys } from "../secrets.ts";

/** What `decode --lines` may be told. */
export interface LinesOptions extends MessageChoice {
  readonly reveal?: boolean;
  readonly rejects?: string;
}

/** A topic name of MQTT's full length, and a tab. */
const BEFORE_HEX = 65_536;

/** Decodes a capture of one payload per line (topic, tab or space, hex) as NDJSON, line by line in constant memory. */
export async function decodeLines(file: string | undefined, options: LinesOptions): Promise<void> {
  const registry = await loadMessages(options.messages);
  const chosen = await chooseMessage(options);
  const input = openInput(file, "a capture of one payload per line");
  const rejects = openRejects(options.rejects, file === "-" ? undefined : file);
  const progress = createProgress(input.size);
  const tally = createTally();
  let bytes = 0;

  async function* measured() {
    for await (const chunk of input.stream) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  for await (const lines of linesOf(measured(), longestLine(registry))) {
    const { decoded, rejected } = decodeBatch(lines, registry, chosen, options.reveal ?? false);
    tally.add(decoded.length, rejected);
    rejects.write(rejected);
    if (process.stdout.isTTY) progress.clear();
    if (decoded.length > 0) await print(decoded.join(""));
    progress.update({ bytes, lines: tally.lines(), rejected: tally.rejected() });
  }
  progress.clear();
  rejects.close();
  tally.tell(options.rejects);
  if (tally.rejected() > 0) process.exitCode = EXIT.badPayload;
}

/** Hex with a space after each byte still fits. */
function longestLine(registry: Registry): number {
  return BEFORE_HEX + 3 * Math.max(...Array.from(registry, (message) => message.limits.bytes));
}

function decodeBatch(
  lines: readonly Line[],
  registry: Registry,
  chosen: Message | undefined,
  reveal: boolean,
) {
  const decoded: string[] = [];
  const rejected: Reject[] = [];
  for (const line of lines) {
    if (line.text?.trim() === "") continue;
    const result = decodeLine(line, registry, chosen, reveal);
    if ("code" in result) rejected.push(result);
    else decoded.push(jsonText(result, true));
  }
  return { decoded, rejected };
}

function decodeLine(
  { number, text }: Line,
  registry: Registry,
  chosen: Message | undefined,
  reveal: boolean,
): Reject | object {
  if (text === undefined) return { line: number, code: "limit", message: "limit: expected a shorter line" };
  const { topic, hex } = divide(text);
  const where = { line: number, ...(topic === undefined ? {} : { topic }) };
  const reject = (code: string, message: string, offset?: number): Reject => ({
    ...where,
    code,
    ...(offset === undefined ? {} : { offset }),
    message,
    hex,
  });

  if (topic === undefined && chosen === undefined)
    return reject("unreadable", "expected a topic, a tab or a space, and hex; found no topic");
  const message = chosen ?? registry.forTopic(topic as string);
  if (message === undefined)
    return reject("unknown-message", "expected a topic that ends in the name of a message type");
  const payload = fromHex(hex);
  if (payload === undefined) return reject("unreadable", `expected hex: ${whyNotHex(hex)}`);
  try {
    const run = () => message.toJson(message.decode(payload), { redact: !reveal });
    const json = reveal ? run() : withoutSecretKeys(payload, message, run);
    return { ...where, message: message.name, json };
  } catch (error) {
    if (isCodecError(error)) return reject(error.code, error.message, error.offset);
    throw error;
  }
}

/** A topic, a tab and hex; or a space, as `mosquitto_sub -v` writes, where what stands in front of it has levels. */
function divide(text: string): { topic?: string; hex: string } {
  const tab = text.lastIndexOf("\t");
  if (tab >= 0) return { topic: text.slice(0, tab), hex: text.slice(tab + 1) };
  const [, topic, hex = text] = /^([^ ]*\/[^ ]*) +(.*)$/.exec(text) ?? [];
  return topic === undefined ? { hex } : { topic, hex };
}

/** Counts lines, and remembers the first that was rejected. */
function createTally() {
  const perCode = new Map<string, number>();
  let decoded = 0;
  let rejected = 0;
  let first: Reject | undefined;
  return {
    lines: () => decoded + rejected,
    rejected: () => rejected,
    add(good: number, bad: readonly Reject[]) {
      decoded += good;
      rejected += bad.length;
      first ??= bad[0];
      for (const { code } of bad) perCode.set(code, (perCode.get(code) ?? 0) + 1);
    },
    tell(file: string | undefined): void {
      const { red, green, dim } = coloursFor(process.stderr);
      const all = `${counted(decoded + rejected, "line")}: ${count(decoded)} decoded`;
      if (first === undefined) return remark(all, green);
      const codes = Array.from(perCode, ([code, number]) => `${code} ${count(number)}`).join(", ");
      remark(`${all}, ${count(rejected)} rejected (${codes})`, red);
      furtherRemark(`first: line ${count(first.line)}: ${first.message}`);
      furtherRemark(
        file === undefined ? "--rejects FILE keeps them all." : `They are in ${file}, payloads included.`,
        dim,
      );
    },
  };
}
