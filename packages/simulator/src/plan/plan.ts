import type { Message } from "@wirebook/codec";
import { type PayloadFormat, writePayload } from "@wirebook/mqtt/protocol";
import { reqSync, upConfig, upData, upEnv, upStatus } from "@wirebook/schemas";
import { config } from "../messages/config.ts";
import { data } from "../messages/data.ts";
import { env } from "../messages/env.ts";
import { status } from "../messages/status.ts";
import { sync } from "../messages/sync.ts";
import { createRandom, type Random } from "../random.ts";
import { badPayload } from "./bad-payload.ts";
import { type Counting, createCounting, receive } from "./counting.ts";
import { devEuiOf, isAmong } from "./devices.ts";
import type { Faults } from "./faults.ts";

/** What a simulation is made of. The same orders make the same plan, byte for byte. */
export interface Orders {
  readonly devices: number;
  /** Messages per second, of all devices together. */
  readonly rate: number;
  readonly seed: number;
  /** When it begins, in seconds of Unix time. */
  readonly begin: number;
  readonly faults: Faults;
  /** Share of devices that write JSON. */
  readonly json: number;
  readonly firstDevEui: string;
}

/** What happens next. */
export type Step =
  /** Every device is cut off. The requests behind it belong to it. */
  { readonly kind: "storm"; readonly at: number } | MessageStep;

/** One message of one device. */
export interface MessageStep {
  readonly kind: "message";
  /** Seconds from the beginning. */
  readonly at: number;
  /** The device, counted from 0. */
  readonly device: number;
  readonly message: Message;
  readonly number: bigint;
  readonly payload: Uint8Array;
  /** Whether the payload can be read. */
  readonly good: boolean;
  /** Whether it is the same as the one before it. */
  readonly duplicate: boolean;
  /** Whether whoever receives it misses numbers in front of it. */
  readonly gap: boolean;
  /** Whether whoever receives it sees the device count from anew. */
  readonly restart: boolean;
}

type Kind = readonly [message: Message, d: (random: Random, at: number) => unknown];

/** Which message types there are, and up to which share. */
const KINDS: readonly (readonly [until: number, kind: Kind])[] = [
  [0.5, [upData, data]],
  [0.75, [upEnv, env]],
  [0.9, [upStatus, status]],
  [1, [reqSync, sync]],
];

function kindOf(share: number): Kind {
  return (KINDS.find(([until]) => share < until) as (typeof KINDS)[number])[1];
}

/** What goes wrong with one message. */
interface MessageFaults {
  readonly gap?: boolean;
  readonly restart?: boolean;
  readonly bad?: boolean;
}

/** Writes a simulation down, step by step, for ever. */
export function* createPlan(orders: Orders): Generator<Step, never> {
  const { devices, rate, seed, begin, faults, firstDevEui } = orders;
  const { duplicates = 0, gaps = 0, bad = 0, restarts = 0, stormEvery = 0 } = faults;
  const random = createRandom(seed);
  const countings: (Counting | undefined)[] = new Array(devices).fill(undefined);
  let nextStorm = stormEvery > 0 ? stormEvery : Number.POSITIVE_INFINITY;

  const formatOf = (device: number): PayloadFormat => (isAmong(device, orders.json) ? "json" : "cbor");

  const write = (
    device: number,
    at: number,
    [message, d]: readonly [Message, unknown],
    fault: MessageFaults = {},
  ): MessageStep => {
    const counting = countings[device] ?? createCounting();
    countings[device] = counting;
    counting.fresh = fault.restart === true;
    if (fault.restart) counting.next = 0n;
    if (fault.gap) counting.next += BigInt(random.integer(1, 5));
    const number = counting.next++;
    const value = { i: devEuiOf(device, firstDevEui), n: number, q: message.type, d };
    const format = formatOf(device);
    const good = fault.bad !== true;
    const payload = good ? writePayload(message, value, format) : badPayload(random, message, value, format);
    const noticed = good ? receive(counting, message, number) : undefined;
    return {
      kind: "message",
      at,
      device,
      message,
      number,
      payload,
      good,
      duplicate: false,
      gap: noticed === "gap",
      restart: noticed === "restart",
    };
  };

  for (let step = 0; ; step++) {
    const at = step / rate;
    if (at >= nextStorm) {
      nextStorm += stormEvery;
      yield { kind: "storm", at };
      for (let device = 0; device < devices; device++) {
        const asks = countings[device]?.fresh !== true;
        yield write(device, at, asks ? [reqSync, sync(random)] : [upEnv, env(random)]);
      }
    }
    const device = random.integer(0, devices - 1);
    const known = countings[device];
    // A gateway begins with its configuration, after each reset.
    if (known === undefined || random.chance(restarts)) {
      const d = config(random);
      yield write(device, at, [upConfig, d], { restart: known !== undefined && known.next > 0n });
      continue;
    }
    let [message, d] = kindOf(random.next());
    // Requests and uplinks go different ways: which of them is seen first after a reset, nobody can tell.
    if (known.fresh && message === reqSync) [message, d] = [upEnv, env];
    const uplink = message !== reqSync;
    const one = write(device, at, [message, d(random, Math.floor(begin + at))], {
      gap: random.chance(gaps),
      bad: uplink && random.chance(bad),
    });
    yield one;
    if (uplink && one.good && random.chance(duplicates)) yield { ...one, duplicate: true, gap: false };
  }
}
