import { Counter, type Registry } from "prom-client";

/** Makes the counters of a registry. */
export interface Counters {
  /** A counter without labels. */
  single(name: string, help: string): { inc(by?: number): void };
  /** A counter by message type; answers what counts one more under a label. */
  byMessage(name: string, help: string): (label: string) => void;
  /** A counter that is kept elsewhere: `read` is asked for it, and leaves it out with `undefined`. */
  kept(name: string, help: string, read: () => number | undefined): void;
}

/** Counters named `wirebook_…_total`. */
export function createCounters(registry: Registry): Counters {
  const registers = [registry];
  const nameOf = (name: string): string => `wirebook_${name}_total`;
  return {
    single: (name, help) => new Counter({ name: nameOf(name), help, registers }),
    byMessage: (name, help) => {
      // Counting costs next to nothing: it is handed over when somebody asks.
      const counts = new Map<string, number>();
      new Counter({
        name: nameOf(name),
        help,
        labelNames: ["message"],
        registers,
        collect() {
          this.reset();
          for (const [message, count] of counts) this.inc({ message }, count);
        },
      });
      return (label) => void counts.set(label, (counts.get(label) ?? 0) + 1);
    },
    kept: (name, help, read) => {
      new Counter({
        name: nameOf(name),
        help,
        registers,
        collect() {
          this.reset();
          const count = read();
          if (count !== undefined) this.inc(count);
        },
      });
    },
  };
}
