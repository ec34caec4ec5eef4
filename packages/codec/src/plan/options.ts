/**
 * What builders take beside what is their own.
 *
 * @module
 */
import { annotations } from "./json-schema.ts";

/** What may be said of any field beside the words of JSON Schema. */
const OWN: readonly string[] = ["unit", "sensitive", "key", "source", "since"];

/**
 * Refuses an option that is none of those that there are: it would be taken for another.
 *
 * @throws TypeError naming the builder and the option
 */
export function choose(builder: string, option: string, given: unknown, among: readonly unknown[]): void {
  if (among.includes(given)) return;
  const shown = among.filter((one) => one !== undefined).map((one) => JSON.stringify(one));
  throw new TypeError(`${builder}: expected ${option} to be one of ${shown.join(", ")}`);
}

/**
 * Refuses options that are said of no field: nothing would check them.
 *
 * @throws TypeError naming the builder and the option
 */
export function refuseOptions(builder: string, options: object): void {
  for (const word of Object.keys(options)) {
    const isWord = (annotations as readonly string[]).includes(word) || OWN.includes(word);
    if (isWord || word.startsWith("x-")) continue;
    throw new TypeError(`${builder}: the option "${word}" is not supported here`);
  }
}
