import type { Child } from "../../../support/child.ts";
import type { CutProxy } from "../../../support/cut-proxy.ts";
import type { ConsumerFiles, Fault, InboxFault } from "./trial.ts";

/** What a fault of the inbox has to do with. */
export interface InboxFaultScene {
  readonly consumer: Child;
  readonly proxy: CutProxy | undefined;
  /** How long the network is cut, in milliseconds. */
  readonly cut: number;
  /** Resolves when the handler has done a part of the work. */
  reached(part: number): Promise<void>;
}

/** A window that has forgotten all of it when the network is back. */
const SHORT = 100;
const YEAR = 365 * 86_400_000;

const SETTINGS: Readonly<Record<InboxFault, Partial<ConsumerFiles>>> = {
  late: { inboxOptions: { duplicateWindow: SHORT } },
  clock: {},
  // So that the devices fill it many times over.
  flood: { inboxOptions: { capacity: 200 }, slow: 1 },
};

/** How the consumer is started for a fault. */
export function settingsOf(fault: Fault): Partial<ConsumerFiles> {
  return isInboxFault(fault) ? SETTINGS[fault] : {};
}

/** Whether a fault is one of the inbox. */
export function isInboxFault(fault: Fault): fault is InboxFault {
  return fault in SETTINGS;
}

/** Lets it go wrong. */
export async function makeInboxFault(fault: InboxFault, scene: InboxFaultScene): Promise<void> {
  const { consumer, proxy, cut, reached } = scene;
  if (fault === "late") {
    await reached(0.3);
    await proxy?.cut(Math.max(cut, 3 * SHORT));
  }
  if (fault !== "clock") return;
  for (const [part, by] of [
    [0.2, YEAR],
    [0.4, -YEAR],
    [0.6, 0],
  ] as const) {
    await reached(part);
    consumer.process.stdin?.write(`${by}\n`);
    await consumer.says(`clock ${by}\n`);
  }
}
