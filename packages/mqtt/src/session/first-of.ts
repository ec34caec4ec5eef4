import type { LinkError } from "../error.ts";

/**
 * Waits until one of several sessions is there: `undefined`, or why the first one is not where none is. What is wrong with
 * the options is so for ever: it is not passed over because another session is there.
 */
export function firstOf(sessions: readonly Promise<LinkError | undefined>[]): Promise<LinkError | undefined> {
  return new Promise((resolve) => {
    const failures = new Map<number, LinkError>();
    sessions.forEach((session, index) => {
      void session.then((failure) => {
        if (failure === undefined || failure.code === "invalid-configuration") return resolve(failure);
        failures.set(index, failure);
        if (failures.size === sessions.length) resolve(failures.get(0));
      });
    });
  });
}
