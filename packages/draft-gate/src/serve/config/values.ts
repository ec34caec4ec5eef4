import * as v from "valibot";

/** A text that is not empty. */
export const text = v.pipe(v.string("must be a text"), v.nonEmpty("must not be empty"));

/** Texts, none of them empty. */
export const texts = v.array(text, "must be a list of texts");

/** A whole number within limits, both included. */
export function whole(least: number, most: number) {
  const expected = `must be a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(least, expected),
    v.maxValue(most, expected),
  );
}

/** Hosts of one's own machine, where cookies may go over plain http. */
const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a URL is https, or http of one's own machine. */
export function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && localHosts.has(url.hostname));
}
