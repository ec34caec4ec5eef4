import type { Counts, Simulation } from "@wirebook/simulator";
import { asUsage, type BrokerChoice, untilEnd, urlOf } from "../input/broker.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { count } from "../output/count.ts";
import { jsonText } from "../output/json.ts";
import { print, remark } from "../output/print.ts";
import { table } from "../output/table.ts";

/** What a simulation may be told. */
interface SimulateOptions extends BrokerChoice {
  readonly devices: number;
  readonly rate?: number;
  readonly seed: number;
  readonly duration?: number;
  readonly qos: "0" | "1";
  readonly first?: string;
  readonly jsonDevices: number;
  readonly duplicates: number;
  readonly gaps: number;
  readonly bad: number;
  readonly restarts: number;
  readonly stormEvery?: number;
  readonly slow: number;
  readonly json?: boolean;
}

/** Milliseconds that what is on its way has at the end. */
const LAST_WAIT = 10_000;

/** Lets gateways report to a broker until Ctrl-C, and tells what they did. */
export async function simulateGateways(options: SimulateOptions): Promise<void> {
  const { devices, rate, seed, qos, first, jsonDevices, stormEvery, json = false, ...rest } = options;
  const { duplicates, gaps, bad, restarts, slow } = rest;
  const hosts = urlOf(options);
  const { simulate } = await import("@wirebook/simulator");
  const { ended } = untilEnd(options.duration);
  const leaving = new AbortController();
  ended.then(() => leaving.abort());
  let simulation: Simulation;
  try {
    simulation = await simulate({
      ...access(options),
      hosts,
      devices,
      ...(rate === undefined ? {} : { rate }),
      seed,
      qos: qos === "1" ? 1 : 0,
      ...(first === undefined ? {} : { firstDevEui: first }),
      json: jsonDevices,
      faults: { duplicates, gaps, bad, restarts, slow, ...(stormEvery === undefined ? {} : { stormEvery }) },
      signal: leaving.signal,
    });
  } catch (error) {
    throw asUsage(error);
  }
  const { counts } = simulation;
  const stop = showProgress(counts);
  await ended;
  await simulation.settle(LAST_WAIT);
  stop();
  await simulation.close();
  await print(json ? jsonText(counts, true) : summary(counts));
}

function access({ ca, cert, key, psk, serverName }: BrokerChoice) {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(psk === undefined ? {} : { psk }),
    ...(serverName === undefined ? {} : { serverName }),
  };
}

/** A line that is written anew each second at a terminal; elsewhere one remark at the beginning. */
function showProgress(counts: Counts): () => void {
  const screen = process.stderr;
  const line = () =>
    `${count(counts.connected)} connected, ${count(counts.sent)} sent, ${count(counts.answers)} of ${count(counts.requests)} requests answered`;
  if (!screen.isTTY) {
    remark(`${count(counts.connected)} devices are connected; Ctrl-C ends it`);
    return () => {};
  }
  const draw = (): void => void screen.write(`\r\x1b[2K${line()}`);
  draw();
  const timer = setInterval(draw, 1000);
  return () => {
    clearInterval(timer);
    screen.write("\r\x1b[2K");
  };
}

function summary(counts: Counts): string {
  const { byType, ...others } = counts;
  const words: Readonly<Record<keyof typeof others, string>> = {
    connected: "devices connected at the end",
    connections: "connections made",
    reconnections: "of these, after a cut",
    refused: "attempts that failed at first",
    storms: "storms",
    sent: "messages sent",
    acknowledged: "of these, taken by the broker",
    duplicates: "of these, sent twice",
    bad: "of these, bad payloads",
    gaps: "gaps",
    restarts: "restarts",
    requests: "requests",
    answers: "answers",
    late: "of these, late",
    unanswered: "requests given up",
    slowestAnswer: "slowest answer, ms",
  };
  const rows = [
    ...Object.entries(words).map(([name, text]) => [text, count(others[name as keyof typeof others])]),
    ...Object.entries(byType).map(([name, number]) => [name, count(number)]),
  ];
  return table(["simulation", "count"], rows, widthOf(process.stdout), coloursFor(process.stdout));
}
