import type { LinkError } from "../error.ts";
import type { PatientSession } from "./session.ts";

/**
 * Waits until one of several sessions is there: `undefined`, or why the first one is not where none is. What is wrong with
 * the options is so for ever: it is not passed over because another session is there.
 */
export function firstOf(
  sessions: readonly Pick<PatientSession, "first" | "begun">[],
): Promise<LinkError | undefined> {
  return new Promise((resolve) => {
    const failures = new Map<number, LinkError>();
    sessions.forEach(({ first, begun }, index) => {
      void begun.then(() => resolve(undefined));
      void first.then((failure) => {
        if (failure === undefined || failure.code === "invalid-configuration") return resolve(failure);
        failures.set(index, failure);
        if (failures.size === sessions.length) resolve(failures.get(0));
      });
    });
  });
}
