/**
 * What no schema describes, in memory: classes for the data items that no JavaScript value says exactly, and the list of
 * members whose keys or whose order an object cannot keep. All engines, and all bundles of them, share these.
 *
 * @module
 */

/**
 * A tag that no schema declares, with its content. Its JSON form is `{ "tag": …, "value": … }`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.4 | RFC 8949 §3.4}
 */
export class Tag {
  /** 0 to 2^64−1; a bigint beyond 2^53−1. */
  declare readonly tag: number | bigint;
  declare readonly content: unknown;

  constructor(tag: number | bigint, content: unknown) {
    this.tag = tag;
    this.content = content;
  }
}

/**
 * A simple value other than false, true and null; 23 is `undefined`. The JSON form is `null` for that one, and
 * `{ "simple": … }` for the others.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-3.3 | RFC 8949 §3.3}
 */
export class Simple {
  /** 0 to 19, 23, or 32 to 255. */
  declare readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * A float that a plain number would not say: one whose value is a whole number, such as 1.0, or a NaN of other bits than
 * the usual one. It computes as the number that it is, and is written as a float.
 */
export class Float extends Number {
  /** The significand of such a NaN, between 1 and 2, with its sign; that of the usual NaN is 1.5. */
  declare readonly nan?: number;

  constructor(value: number, nan?: number) {
    super(value);
    if (nan) this.nan = nan;
  }
}

/**
 * Under this symbol an object has the list of its undeclared members, where its own names do not say all of them: a key is
 * no text, two keys have one name, or names such as `"2"`, which JavaScript puts first, came later. `encode` follows it. It
 * is enumerable, so that a spread copies it; `structuredClone` and `JSON.stringify` leave it out.
 */
export const undeclared: unique symbol = /* @__PURE__ */ Symbol.for("wirebook members");

/** A member in the list under {@link undeclared}, which is in order of arrival. */
export interface UndeclaredMember {
  /** The key, as a value. */
  readonly key: unknown;
  /** The name under which the object has the value; one that is not there any more is not written. */
  readonly name?: string;
  /** The value, where no name leads to it. */
  readonly value?: unknown;
}
