import { LinkError } from "../../error.ts";
import { readLease } from "../lease/lease-files.ts";
import { isHeldBy } from "../lease/owner.ts";
import { whoIs } from "../lease/watch-owner.ts";
import type { Store } from "../store/store.ts";
import type { WriteOrder } from "./writer.ts";

/**
 * Refuses a write of whoever is not the owner any more, or whose first number is not the one that follows. Only within
 * a transaction: while it runs, no other process can take the inbox or write to it.
 *
 * @throws LinkError `storage`
 */
export function checkTurn(
  store: Pick<Store, "path" | "nextNumber">,
  token: string | undefined,
  { changes, again }: WriteOrder,
): void {
  if (token === undefined) return;
  const lease = readLease(store.path);
  if (!isHeldBy(lease, token)) throw lostTo(store.path, lease);
  const next = store.nextNumber();
  if (changes.lengths.length === 0 || changes.first === next || (again && changes.first < next)) return;
  throw new LinkError(
    "storage",
    `inbox ${store.path}: expected the next message to be number ${changes.first}, found ${next}: something else has written to it; end this process, and see that one alone uses the folder`,
  );
}

/** What an owner is told that is none any more. */
export function lostTo(path: string, lease: ReturnType<typeof readLease>): LinkError {
  return new LinkError(
    "storage",
    `inbox ${path}: this process stood still and was taken for dead; another works from the inbox now${whoIs(lease)}. Nothing more is acknowledged here: end this process`,
  );
}
