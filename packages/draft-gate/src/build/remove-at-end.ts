/** Something that must not outlive this process. */
interface Removable {
  remove(): void;
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** Runs `use` and removes the thing after it, whether it succeeds, fails or is ended by a signal. */
export async function removeAtEnd<Thing extends Removable, Result>(
  thing: Thing,
  use: (thing: Thing) => Promise<Result>,
  stop: () => void,
): Promise<Result> {
  const end = (signal: keyof typeof signals) => {
    stop();
    thing.remove();
    process.exit(128 + signals[signal]);
  };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  for (const name of names) process.once(name, end);
  try {
    return await use(thing);
  } finally {
    for (const name of names) process.off(name, end);
    thing.remove();
  }
}
