import { Distinct } from "../../json/distinct.ts";
import { setMember } from "../../json/kinds.ts";
import { addUndeclared } from "../../json/undeclared.ts";
import { isSpelled } from "./names.ts";
import { type Cursor, isPlainName, plainKey } from "./read.ts";

/** How many names are remembered. */
const MOST = 32;
/** Names that are remembered: their bytes are their characters, behind a head of one byte. */
const SHORT = /^[ -~]{0,23}$/;

/** What is known of the members of a map that its schema does not name. */
export interface KnownOthers {
  /** The names that are others' already. */
  readonly declared: ReadonlySet<string>;
  /** Whether keys may be integers. */
  readonly keepsKeys: boolean;
  /** The names that came the last time, each another one: the same are expected, as each firmware has its own. */
  names: readonly string[];
}

/** The members that a schema does not name, in the order in which they came. */
export class Others {
  readonly values: unknown[] = [];
  readonly #known: KnownOthers;
  readonly #expected: readonly string[];
  /** How many came as they were expected, up to the first that did not. */
  #count = 0;
  /** All names, once one was not as expected. */
  #names: Distinct | undefined;
  /** The keys, where one of them is no name that an object keeps in its place. */
  #keys: unknown[] | undefined;

  constructor(known: KnownOthers) {
    this.#known = known;
    this.#expected = known.names;
  }

  /** Takes the key at the cursor, which moves behind it; not one that is no plain key, is declared, or was there before. */
  takes(payload: Uint8Array, cursor: Cursor): boolean {
    const { at } = cursor;
    if (this.#names === undefined) {
      const name = this.#expected[this.#count];
      if (name !== undefined && payload[at] === 0x60 + name.length && isSpelled(name, payload, at + 1)) {
        this.#count++;
        cursor.at = at + 1 + name.length;
        return true;
      }
    }
    const { declared, keepsKeys } = this.#known;
    const key = plainKey(payload, cursor);
    if (key === undefined || (!keepsKeys && typeof key !== "string")) return false;
    const name = typeof key === "string" ? key : String(key);
    if (declared.has(name)) return false;
    this.#names ??= this.#came();
    if (!this.#keys && !isPlainName(key)) this.#keys = [...this.#names.names];
    this.#keys?.push(key);
    return this.#names.takes(name);
  }

  /** The names that came so far. */
  #came(): Distinct {
    const names = new Distinct();
    for (let index = 0; index < this.#count; index++) names.takes(this.#expected[index] as string);
    return names;
  }

  /** Puts them behind the declared members. */
  addTo(object: Record<string, unknown>): void {
    const { values } = this;
    const names = this.#names?.names ?? this.#expected;
    if (this.#keys) {
      const arrived = this.#keys.map((key, index) => ({ key, name: names[index], value: values[index] }));
      return addUndeclared(object, arrived, new Set(Object.keys(object)));
    }
    for (let index = 0; index < values.length; index++) {
      setMember(object, names[index] as string, values[index]);
    }
    if (this.#names && names.length <= MOST && names.every((name) => SHORT.test(name))) {
      this.#known.names = names;
    }
  }
}
