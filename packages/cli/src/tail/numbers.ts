import { type Counter, createCounter } from "@wirebook/mqtt/protocol";
import { createRepeats, type Repeats } from "./repeats.ts";

/** What a number says about those before it. */
export interface NumberNote {
  /** Numbers that never came, both ends included. */
  readonly gap?: { readonly from: bigint; readonly to: bigint };
  /** The device counts from anew. */
  readonly restart?: true;
  /** The same message came a moment ago. */
  readonly repeat?: true;
}

/** Follows the numbers of all devices, as a backend does: see `createCounter`. */
export interface Numbers {
  /** The number of an uplink. */
  take(devEui: string, number: bigint, payload: Uint8Array): NumberNote;
  /** The number of a request: it may overtake the uplinks in front of it. */
  note(devEui: string, number: bigint, payload: Uint8Array): NumberNote;
  /** A message whose number cannot be read: one number less is missing later. */
  unread(devEui: string): void;
}

interface Followed {
  readonly counter: Counter;
  readonly uplinks: Repeats;
  readonly requests: Repeats;
}

/** How many devices are followed; the one that was silent longest is forgotten first. */
const MOST_DEVICES = 200_000;

/** Follows numbers, as the uplinks of a device come in order. */
export function createNumbers(): Numbers {
  const devices = new Map<string, Followed>();
  const follow = (devEui: string): Followed => {
    const known = devices.get(devEui);
    if (known === undefined && devices.size >= MOST_DEVICES) {
      devices.delete(devices.keys().next().value as string);
    }
    const followed = known ?? {
      counter: createCounter(),
      uplinks: createRepeats(),
      requests: createRepeats(),
    };
    devices.delete(devEui);
    devices.set(devEui, followed);
    return followed;
  };
  return {
    take: (devEui, number, payload) => {
      const { counter, uplinks } = follow(devEui);
      if (uplinks.isRepeat(number, payload)) return { repeat: true };
      const irregular = counter.take(number);
      if (irregular === undefined) return {};
      if (irregular.type === "gap") return { gap: { from: irregular.from, to: irregular.to } };
      uplinks.forgetBefore(number);
      return { restart: true };
    },
    note: (devEui, number, payload) => {
      const { counter, requests } = follow(devEui);
      if (requests.isRepeat(number, payload)) return { repeat: true };
      counter.note(number);
      return {};
    },
    unread: (devEui) => follow(devEui).counter.unread(),
  };
}
