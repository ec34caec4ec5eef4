import { inspect } from "@wirebook/codec";
import type { Case } from "./case.ts";

/** A payload that must be refused, made from a good one. */
export interface Broken {
  readonly name: string;
  readonly code: string;
  readonly payload: Uint8Array;
}

const NESTED = 24;

/** One payload of each error class, each wrong as near to its end as can be. */
export function brokenPayloads({ message, value }: Case): Broken[] {
  const payload = message.encode(value);
  return [
    { name: "truncated", code: "not-well-formed", payload: payload.slice(0, -1) },
    { name: "reserved head at the end", code: "not-well-formed", payload: withLast(payload, [0x1c]) },
    { name: "too deep at the end", code: "limit", payload: withLast(payload, nested()) },
    {
      name: "invalid UTF-8 at the end",
      code: "invalid",
      payload: withLast(payload, [0x64, 0x61, 0x62, 0x63, 0xc3]),
    },
    { name: "duplicate key at the end", code: "invalid", payload: repeatLast(payload) },
    { name: "null at the end", code: "unexpected", payload: withLast(payload, [0xf6]) },
  ];
}

function nested(): number[] {
  return [...Array<number>(NESTED).fill(0x81), 0];
}

/** The payload with other bytes in place of its last item. */
function withLast(payload: Uint8Array, bytes: readonly number[]): Uint8Array {
  const last = inspect(payload).items.at(-1);
  return Uint8Array.of(...payload.subarray(0, last?.offset), ...bytes);
}

/** The payload with the last member of its last map twice. */
function repeatLast(payload: Uint8Array): Uint8Array {
  const { items } = inspect(payload);
  const map = items.findLast(({ diagnostic }) => diagnostic.startsWith("map("))?.offset as number;
  const key = items.at(-2)?.offset as number;
  const repeated = Uint8Array.of(...payload, ...payload.subarray(key));
  const count = payload[map] === 0xb8 ? map + 1 : map;
  repeated[count] = (repeated[count] as number) + 1;
  return repeated;
}
