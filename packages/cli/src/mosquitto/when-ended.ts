/** What ends a process from outside, by their numbers: a terminal's Ctrl+C, a service's end, a terminal that is closed. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs something, and lets a signal that comes meanwhile end the process by way of its `exit` listeners, in which the
 * brokers are killed and the folders removed. Without it, a signal ends it at once.
 */
export async function endingInOrder<Result>(run: () => Promise<Result>): Promise<Result> {
  const listeners = Object.entries(SIGNALS).map(
    ([signal, number]) => [signal, () => process.exit(128 + number)] as const,
  );
  for (const [signal, end] of listeners) process.once(signal, end);
  try {
    return await run();
  } finally {
    for (const [signal, end] of listeners) process.off(signal, end);
  }
}
