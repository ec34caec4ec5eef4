import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a backend is told. */
export interface BackendOrders {
  readonly inbox: string;
  /** The devices that write JSON, counted from 0. */
  readonly json: readonly number[];
  /** Password of the user `operator`. */
  readonly operator: string;
}

/** What a backend tells. */
export interface BackendFigures {
  readonly handled: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
  /** Bytes. */
  readonly resident: number;
  /** Those of the process alone: without the pages of files, such as the inbox's, that the system keeps for it and can drop. */
  readonly own: number;
  /** The text that Prometheus would read. */
  readonly scrape: string;
}

/** A backend with the embedded broker, in a process of its own. */
export interface BackendProcess {
  readonly url: string;
  /** The same for somebody who looks on. */
  readonly operatorUrl: string;
  figures(): Promise<BackendFigures>;
  end(): Promise<void>;
}

/** Starts a backend. */
export async function startBackend(inbox: string, json: readonly number[] = []): Promise<BackendProcess> {
  const orders: BackendOrders = { inbox, json, operator: randomBytes(6).toString("hex") };
  const file = fileURLToPath(new URL("backend-process.js", import.meta.url));
  const child: ChildProcess = fork(file, [JSON.stringify(orders)]);
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return {
    url,
    operatorUrl: url.replace("://", `://operator:${orders.operator}@`),
    figures: async () => {
      child.send("figures");
      const [figures] = (await once(child, "message")) as [BackendFigures];
      return figures;
    },
    end: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/** A value of a scrape; with labels, their sum. */
export function metricOf(scrape: string, name: string): number {
  return [...scrape.matchAll(new RegExp(`^wirebook_${name}(?:\\{[^}]*\\})? (\\S+)$`, "gm"))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}
