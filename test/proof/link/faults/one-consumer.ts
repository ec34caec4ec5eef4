import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../../../support/child.ts";
import type { ConsumerOptions } from "./trial.ts";

/** The consumer's program, which has to be compiled: Node.js runs it, not the runner of the tests. */
const CONSUMER = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../../dist/proof/link/faults/consumer.js" : "consumer.js",
    import.meta.url,
  ),
);

/** Starts a consumer; `temporary` is a place for temporary files of its own, as each container has. */
export function startConsumer(options: ConsumerOptions, temporary?: string): Child {
  const command = [process.execPath, CONSUMER, JSON.stringify(options)] as const;
  return temporary === undefined
    ? startChild(command[0], command.slice(1))
    : startChild("env", [`TMPDIR=${temporary}`, ...command]);
}

/** Resolves when a condition holds; what it is has to be said where it never does. */
export async function waitFor(condition: () => boolean, what: string, within = 120_000): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > within) throw new Error(`expected ${what} within ${within / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
