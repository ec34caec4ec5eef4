import type { Report } from "../../events.ts";
import { idOf } from "../store/kept.ts";
import type { Missing } from "../store/missing.ts";
import type { Store } from "../store/store.ts";

/** Reports the messages that are missing, once: what waits of them is waited for no more. */
export function reportMissing(store: Store, missing: Missing, report: Report): void {
  const { count, waited, exact, next, ranges } = missing;
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return;
  const gone = [...store.waiting.numbers()].filter(({ number }) => !store.messages.doesExist(number));
  store.commit(() => {
    store.noteMissing(count, next);
    store.waiting.change(({ remove }) => {
      for (const { number } of gone) remove(number);
    });
  });
  store.refresh();
  report({
    type: "inbox-missing",
    messages: count,
    waited,
    exact,
    first: idOf(store, first[0]),
    last: idOf(store, last[1]),
  });
}
