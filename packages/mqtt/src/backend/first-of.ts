import type { LinkError } from "../error.ts";

/**
 * Waits until one link is there: `undefined`, or why the first one is not where none is. What is wrong with the options is
 * so for ever: it is not passed over because another link is there.
 */
export function firstOf(links: readonly Promise<LinkError | undefined>[]): Promise<LinkError | undefined> {
  return new Promise((resolve) => {
    const failures = new Map<number, LinkError>();
    links.forEach((link, index) => {
      void link.then((failure) => {
        if (failure === undefined || failure.code === "invalid-configuration") return resolve(failure);
        failures.set(index, failure);
        if (failures.size === links.length) resolve(failures.get(0));
      });
    });
  });
}
