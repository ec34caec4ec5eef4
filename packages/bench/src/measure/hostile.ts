import { hostilePayloads, oddPayloads } from "../corpus/hostile.ts";
import { open } from "../corpus/open.ts";
import { status } from "../corpus/status.ts";
import { refused } from "./refused.ts";
import { race, type Section } from "./section.ts";

/** Name of the row that the largest payloads are compared with. */
export const LOOP = "a bare loop over the bytes";

/** Sizes of the payloads, by the name of their group. */
const hostileSizes = { "hostile/64KiB": 2 ** 16, "hostile/1MiB": 2 ** 20 } as const;

/** Sizes of payloads of odd keys, by the name of their group. */
const oddSizes = { "hostile-odd/64KiB": 2 ** 16, "hostile-odd/1MiB": 2 ** 20 } as const;

/**
 * What payloads cost that were made to cost much: of small items, where the schema leaves most room, in a message with open
 * members; of odd keys, in one that has no place for them.
 */
export const hostile: readonly Section[] = [
  ...Object.entries(hostileSizes).map(([group, bytes]) =>
    race(group, () => [
      { name: LOOP, run: sum, argument: new Uint8Array(bytes).fill(0x81) },
      ...hostilePayloads(bytes).map(({ name, payload }) => ({
        name,
        run: refused(open.message.decode),
        argument: payload,
      })),
    ]),
  ),
  ...Object.entries(oddSizes).map(([group, bytes]) =>
    race(group, () => [
      { name: LOOP, run: sum, argument: new Uint8Array(bytes).fill(0x81) },
      ...oddPayloads(bytes).map(({ name, payload }) => ({
        name,
        run: refused(status.message.decode),
        argument: payload,
      })),
    ]),
  ),
];

function sum(bytes: Uint8Array): number {
  let all = 0;
  for (let at = 0; at < bytes.length; at++) all += bytes[at] as number;
  return all;
}
