import type { Reader } from "./reader.ts";

/** A reader's session. Times are in milliseconds. */
export interface Session {
  /** Made by chance at each sign-in; it says which session is meant and opens nothing. */
  readonly id: string;
  readonly reader: Reader;
  /** Sessions of another epoch have ended. */
  readonly epoch: number;
  readonly started: number;
  /** When it was last used. */
  readonly seen: number;
  readonly expires: number;
  /** The browser that signed in, in a word or two. */
  readonly browser: string;
}
