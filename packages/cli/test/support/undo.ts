import { afterEach } from "vitest";

const undone: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undone.splice(0).reverse()) await one();
});

/** Undoes something when the test has ended, the last thing first. */
export function undo(one: () => Promise<unknown> | unknown): void {
  undone.push(one);
}

/** Resolves when a condition holds that the test brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
