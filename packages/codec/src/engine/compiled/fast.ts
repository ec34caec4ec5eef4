import { plainJson } from "../../json/plain-json.ts";
import type { Engine } from "../engine.ts";
import { takeStop } from "./runtime/stop.ts";

/** The functions made for a message type. Each answers `undefined` where it does not want to decide. */
export interface Fast {
  decode(payload: Uint8Array): unknown;
  encode(value: unknown): Uint8Array | undefined;
  transcode?(payload: Uint8Array): string | undefined;
}

/** Puts functions made for a message type in front of the engine that decides what they leave. */
export function withFast(fast: Fast, slow: Engine): Engine {
  function decode(payload: Uint8Array): unknown {
    const value = fast.decode(payload);
    // Not `??`: null is a value that a payload can hold.
    return value === undefined ? slow.decode(payload, takeStop()) : value;
  }

  return {
    ...slow,
    decode,
    encode: (value) => fast.encode(value) ?? slow.encode(value),
    transcode: (payload) => fast.transcode?.(payload) ?? JSON.stringify(plainJson(decode(payload))),
  };
}
