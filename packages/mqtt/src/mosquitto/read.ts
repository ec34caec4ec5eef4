import type { Tell } from "./fault.ts";

/** Reads a value of any kind; `undefined` where it is not what it has to be, which is told. */
export type Read<Value> = (value: unknown, path: string, tell: Tell) => Value | undefined;

/** Whether something is true. */
export const flag: Read<boolean> = (value, path, tell) => {
  if (typeof value === "boolean") return value;
  tell("invalid", path, "expected true or false");
  return undefined;
};

/** A whole number within bounds. */
export function whole(least: number, most: number): Read<number> {
  return (value, path, tell) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) {
      return value as number;
    }
    tell("invalid", path, `expected a whole number from ${least} to ${most}`);
    return undefined;
  };
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): Read<Word> {
  return (value, path, tell) => {
    const found = words.find((word) => word === value);
    if (found === undefined) tell("invalid", path, `expected ${listed(words)}`);
    return found;
  };
}

/** A text of which a rule says what it should be; `undefined` where it is that. */
export function text(rule: (text: string) => string | undefined): Read<string> {
  return (value, path, tell) => {
    const expected = typeof value === "string" ? rule(value) : "a text";
    if (expected === undefined) return value as string;
    tell("invalid", path, `expected ${expected}`);
    return undefined;
  };
}

/** A list of up to so many items. */
export function list<Item>(item: Read<Item>, most: number): Read<readonly Item[]> {
  return (value, path, tell) => {
    if (!Array.isArray(value) || value.length > most) {
      tell("invalid", path, `expected a list of at most ${most}`);
      return undefined;
    }
    const items = Array.from(value as readonly unknown[], (one, index) =>
      item(one, `${path}/${index}`, tell),
    );
    return items.filter((one) => one !== undefined) as readonly Item[];
  };
}

/** How each member of an object is read. */
export type MemberReads<Shape> = {
  readonly [Name in keyof Shape]-?: Read<Exclude<Shape[Name], undefined>>;
};

/** An object with these members and no others; `refused` says of some that people may try what to do instead. */
export function members<Shape extends object>(
  reads: MemberReads<Shape>,
  needed: readonly (keyof Shape & string)[],
  refused: Readonly<Record<string, string>> = {},
): Read<Shape> {
  const names = Object.keys(reads) as (keyof Shape & string)[];
  return (value, path, tell) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      tell("invalid", path, `expected an object with ${listed(names, "and")}`);
      return undefined;
    }
    const shape: Partial<Record<string, unknown>> = {};
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const at = `${path}/${pointed(name)}`;
      const known = names.find((one) => one === name);
      if (known === undefined) {
        // Such as constructor, which every object has.
        const instead = Object.hasOwn(refused, name) ? refused[name] : undefined;
        tell("unknown", at, instead ?? `expected ${listed(names)}`);
      } else shape[known] = reads[known](member, at, tell);
    }
    for (const name of needed) {
      if (!Object.hasOwn(shape, name)) tell("missing", `${path}/${name}`, "expected it to be there");
    }
    return shape as Shape;
  };
}

/** The most characters of a name that is shown in a path. */
const MOST_SHOWN = 40;

/** A member's name in a JSON Pointer; one that no setting could have is not shown as it is. */
function pointed(name: string): string {
  return name.length <= MOST_SHOWN && /^[\w.-]+$/.test(name) ? name : "?";
}

function listed(words: readonly string[], and = "or"): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}
