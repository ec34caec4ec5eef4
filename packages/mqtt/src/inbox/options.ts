import { LinkError } from "../error.ts";

/** How an inbox works. Times are in milliseconds. */
export interface InboxOptions {
  /** Its folder, made where there is none. Default: `wirebook-inbox`. */
  readonly path?: string;
  /** How many devices are worked for at once. Default: 64. */
  readonly concurrency?: number;
  /** How often a handler is tried before the message is a dead letter. Default: 5. */
  readonly attempts?: number;
  /** Before the second attempt; each further wait is twice as long. Default: 200. */
  readonly firstWait?: number;
  /** The longest wait between attempts. Default: 30 s. */
  readonly mostWait?: number;
  /**
   * How long each message is remembered, so that the same one is left out. After that, the same one is left out that its
   * sender says to send again, or whose number its device cannot have begun to count with. 0 compares none. Default: 10 min.
   */
  readonly duplicateWindow?: number;
  /** How many messages may wait; then nothing more is acknowledged. The last tenth is for devices that hold little of it. Default: 1,000,000. */
  readonly capacity?: number;
  /** How long messages are kept after they were received, for replay: the time that passes, whatever clocks say. Default: 7 days. */
  readonly retention?: number;
  /** How many dead letters are kept; of one device a tenth. Then the oldest are let go, and reported. Default: 100,000. */
  readonly deadCapacity?: number;
  /** How many bytes of them are kept; of one device a tenth. Default: 1 GiB. */
  readonly deadBytes?: number;
  /** How long they are kept. Default: 30 days. */
  readonly deadRetention?: number;
}

/** The folder of an inbox where none is named. */
export const DEFAULT_INBOX = "wirebook-inbox";

const MINUTE = 60_000;

const DEFAULTS: Required<InboxOptions> = {
  path: DEFAULT_INBOX,
  concurrency: 64,
  attempts: 5,
  firstWait: 200,
  mostWait: 30_000,
  duplicateWindow: 10 * MINUTE,
  capacity: 1_000_000,
  retention: 7 * 24 * 60 * MINUTE,
  deadCapacity: 100_000,
  deadBytes: 2 ** 30,
  deadRetention: 30 * 24 * 60 * MINUTE,
};

/**
 * Completes the options.
 *
 * @throws LinkError `invalid-configuration`
 */
export function resolveInboxOptions(options: InboxOptions): Required<InboxOptions> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved = { ...DEFAULTS, ...given };
  for (const name of ["concurrency", "attempts", "capacity", "deadCapacity", "deadBytes"] as const) {
    if (!Number.isSafeInteger(resolved[name]) || resolved[name] < 1) {
      throw new LinkError("invalid-configuration", `inbox.${name}: expected a whole number of at least 1`);
    }
  }
  for (const name of ["firstWait", "mostWait", "duplicateWindow", "retention", "deadRetention"] as const) {
    if (!(resolved[name] >= 0)) {
      throw new LinkError("invalid-configuration", `inbox.${name}: expected milliseconds, 0 or more`);
    }
  }
  if (resolved.retention < 2 * resolved.duplicateWindow) {
    throw new LinkError(
      "invalid-configuration",
      "inbox.retention: expected at least twice inbox.duplicateWindow: a message is compared with those that are kept",
    );
  }
  return resolved;
}
