import { randomBytes } from "node:crypto";
import { readDeviceEntry } from "../store/device-entry.ts";
import type { Store } from "../store/store.ts";

/** The most devices whose entries are kept though nothing else of them is: anybody may make up more. */
const MOST_KEPT = 1_000_000;
/** The most entries that are looked at in one transaction. */
const MOST_VISITED = 20_000;

/** Forgets devices of which no message is kept, where there are more than `most`. Only within a transaction. */
export function pruneDevices(
  { devices, messages }: Pick<Store, "devices" | "messages">,
  most = MOST_KEPT,
): void {
  const { entryCount } = devices.getStats() as { readonly entryCount: number };
  let surplus = entryCount - most;
  if (surplus <= 0) return;
  const [oldest = Number.POSITIVE_INFINITY] = messages.getKeys({ limit: 1 });
  const forgotten: string[] = [];
  // From anywhere on, and round: a part that has none to forget would else be looked at each time.
  const start = randomBytes(8).toString("hex");
  let visited = 0;
  for (const range of [{ start }, { end: start }]) {
    for (const { key, value } of devices.getRange(range)) {
      if (surplus <= 0 || visited++ >= MOST_VISITED) break;
      if (readDeviceEntry(value).latest >= oldest) continue;
      forgotten.push(key);
      surplus--;
    }
  }
  for (const devEui of forgotten) devices.removeSync(devEui);
}
