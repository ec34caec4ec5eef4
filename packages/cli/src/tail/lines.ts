import type { Registry } from "@wirebook/codec";
import type { Colours } from "../output/colours.ts";
import { jsonText } from "../output/json.ts";
import { columnsOf, cutEnd, printable } from "../output/text.ts";
import type { Observation } from "./observe.ts";
import type { Overdue } from "./requests.ts";

/** Writes what was observed, a line each. */
export interface Lines {
  message(observation: Observation): string;
  overdue(overdue: Overdue, time: number): string;
}

/** JSON lines: numbers that JSON cannot hold are texts. */
export function jsonLines(): Lines {
  const safe = (number: bigint): number | string =>
    number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : String(number);
  const line = (object: object): string =>
    jsonText(
      JSON.parse(
        JSON.stringify(object, (_, value: unknown) => (typeof value === "bigint" ? safe(value) : value)),
      ),
      true,
    );
  return {
    message: ({ time, ...observation }) => line({ time: new Date(time).toISOString(), ...observation }),
    overdue: (overdue, time) => line({ time: new Date(time).toISOString(), overdue: true, ...overdue }),
  };
}

const TYPE = 12;
const DEVICE = 16;
const LEAST_JSON = 12;

/** Lines for eyes: a colour for each message type, notes in yellow, what was rejected in red. */
export function textLines(registry: Registry, colours: Colours, columns: number): Lines {
  const { cyan, green, magenta, blue, dim, yellow, red } = colours;
  const { cyanBright, greenBright, magentaBright, blueBright } = colours;
  const palette = [cyan, green, magenta, blue, cyanBright, greenBright, magentaBright, blueBright];
  const colourOf = new Map([...registry].map(({ name }, index) => [name, palette[index % palette.length]]));

  /** The head of a line: time, device and type. */
  const head = (time: number, devEui = "-", message = "-"): [plain: string, shown: string] => {
    const clock = new Date(time).toISOString().slice(11, 23);
    const device = devEui.padEnd(DEVICE);
    const type = printable(message).padEnd(TYPE);
    const paint = colourOf.get(message) ?? ((text: string) => text);
    return [`${clock} ${device} ${type}`, `${dim(clock)} ${device} ${paint(type)}`];
  };
  /** Parts after the head, each cut where the line ends. */
  const fill = ([plain, shown]: [string, string], parts: readonly [string, (text: string) => string][]) => {
    let left = columns - columnsOf(plain);
    let line = shown;
    for (const [text, paint] of parts) {
      if (text === "" || left < 2) continue;
      // No text of a payload is looked at further than a line can hold.
      const short = printable(left === Number.POSITIVE_INFINITY ? text : text.slice(0, left));
      const cut = left === Number.POSITIVE_INFINITY ? short : cutEnd(short, left - 1);
      line += ` ${paint(cut)}`;
      left -= columnsOf(cut) + 1;
    }
    return `${line}\n`;
  };
  const plain = (text: string): string => text;

  return {
    message: (observation) => {
      const { time, devEui, message, topicName, bytes, number, answers, rejected, late, json } = observation;
      const start = head(time, devEui, message);
      const which = answers === undefined ? `n ${number ?? "-"}` : `r ${answers}`;
      const size = `${which.padEnd(8)} ${String(bytes).padStart(5)} B`;
      if (rejected !== undefined) {
        const place = devEui === undefined ? `${topicName}: ` : "";
        return fill(start, [
          [size, dim],
          [`rejected: ${place}${rejected.message}`, red],
        ]);
      }
      const text = JSON.stringify(strip(json, observation));
      return fill(start, [
        [size, dim],
        [warning(observation), yellow],
        [answer(observation), late === true ? red : dim],
        [columns < LEAST_JSON ? "" : text, plain],
      ]);
    },
    overdue: ({ devEui, message, number, deadline }, time) =>
      fill(head(time, devEui, message), [[`n ${number} has no answer after ${deadline} s`, red]]),
  };
}

function warning({ gap, restart, repeat }: Observation): string {
  if (repeat) return "repeat";
  if (restart) return "restart";
  if (gap === undefined) return "";
  const count = gap.to - gap.from + 1n;
  return count === 1n ? `gap: ${gap.from} is missing` : `gap: ${gap.from} to ${gap.to} are missing`;
}

function answer({ answers, latency, late }: Observation): string {
  if (answers === undefined || latency === undefined) return "";
  return `answer after ${latency} ms${late === true ? ", late" : ""}`;
}

/** The value without what the line says already. */
function strip(json: unknown, { message = "" }: Observation): unknown {
  if (typeof json !== "object" || json === null || !("d" in json || "q" in json)) return json;
  const { i: _, n: __, r: ___, q, ...rest } = json as Record<string, unknown>;
  return message.endsWith(`/${q}`) || q === undefined ? rest : { q, ...rest };
}
