/**
 * Patterns on bytes. A regular expression costs some forty nanoseconds and wants a string; most patterns of device
 * messages are a few ASCII characters in a row, which are quicker to compare where they stand.
 *
 * @module
 */
import { type Context, use } from "./context.ts";

/** One stretch of a pattern. */
type Part =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "class"; readonly characters: string; readonly least: number; readonly most: number }
  | { readonly kind: "optional"; readonly parts: readonly Part[] };

const CLASS = /^\[((?:[A-Za-z0-9_ .:-])+)\](?:\{(\d{1,3})(?:,(\d{1,3}))?\}|([+*?]))?/;
const LITERAL = /^[A-Za-z0-9_ :-]+/;
const OPTIONAL = /^\((?:\?:)?([^()]+)\)\?/;

/** The parts of a pattern that one look at each byte decides, or `undefined` for any other pattern. */
function readPattern(pattern: string): readonly Part[] | undefined {
  return pattern.startsWith("^") && pattern.endsWith("$") ? readParts(pattern.slice(1, -1)) : undefined;
}

function readParts(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== "") {
    const taken = readPart(rest);
    if (taken === undefined) return undefined;
    parts.push(taken.part);
    rest = rest.slice(taken.length);
  }
  return parts.every((part, index) => isDecided(part, parts[index + 1])) ? parts : undefined;
}

function readPart(rest: string): { part: Part; length: number } | undefined {
  const optional = OPTIONAL.exec(rest);
  if (optional !== null) {
    const parts = readParts(optional[1] as string);
    const begins = parts !== undefined && firstOf(parts[0]) !== undefined;
    return begins ? { part: { kind: "optional", parts }, length: optional[0].length } : undefined;
  }
  const one = CLASS.exec(rest);
  if (one !== null) {
    const characters = charactersIn(one[1] as string);
    if (characters === undefined) return undefined;
    const [least, most] = repetition(one[2], one[3], one[4]);
    return { part: { kind: "class", characters, least, most }, length: one[0].length };
  }
  const text = LITERAL.exec(rest)?.[0];
  if (text === undefined || /^[?*+{]/.test(rest.slice(text.length))) return undefined;
  return { part: { kind: "literal", text }, length: text.length };
}

/** The characters that a part begins with, or `undefined` for one that may be empty. */
function firstOf(part: Part | undefined): string | undefined {
  if (part?.kind === "literal") return part.text.charAt(0);
  return part?.kind === "class" && part.least > 0 ? part.characters : undefined;
}

function repetition(
  least: string | undefined,
  most: string | undefined,
  sign: string | undefined,
): [number, number] {
  if (sign === "?") return [0, 1];
  if (sign !== undefined) return [sign === "+" ? 1 : 0, Number.POSITIVE_INFINITY];
  if (least === undefined) return [1, 1];
  return [Number(least), Number(most ?? least)];
}

/** The characters of a class such as `0-9A-F`, or `undefined` where a dash is out of place. */
function charactersIn(text: string): string | undefined {
  const characters = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const first = text.charAt(at);
    if (first === "-") return undefined;
    if (text.charAt(at + 1) !== "-") characters.add(first);
    else {
      const last = text.charCodeAt(at + 2);
      if (!(last >= first.charCodeAt(0))) return undefined;
      for (let code = first.charCodeAt(0); code <= last; code++) characters.add(String.fromCharCode(code));
      at += 2;
    }
  }
  return [...characters].sort().join("");
}

/** Whether what can be taken has to be taken: what comes next begins with something else. */
function isDecided(part: Part, next: Part | undefined): boolean {
  if (part.kind === "literal" || (part.kind === "class" && part.least === part.most)) return true;
  if (next === undefined) return true;
  const first = part.kind === "class" ? part.characters : firstOf(part.parts[0]);
  const following = firstOf(next);
  if (first === undefined || following === undefined) return false;
  return ![...first].some((character) => following.includes(character));
}

/** The name of a function that tells whether bytes are as a pattern says, or `undefined` where a pattern is not so simple. */
export function bytePattern(pattern: string | undefined, context: Context): string | undefined {
  const parts = pattern === undefined ? undefined : readPattern(pattern);
  if (parts === undefined) return undefined;
  const lines = parts.flatMap((part) => check(part, context));
  const body = ["(bytes, from, end) => {", `// ${pattern}`, "let at = from;", ...lines, "return at === end;"];
  return context.constant("matches", `${body.join("\n  ")}\n}`);
}

/** Statements that pass a part, or return false. They may look beyond the end: whoever gets there is not at the end. */
function check(part: Part, context: Context): string[] {
  switch (part.kind) {
    case "literal": {
      const codes = Array.from(part.text, (character) => character.charCodeAt(0));
      return [...codes.map((code) => `if (bytes[at++] !== ${code}) return false;`)];
    }
    case "class": {
      const { least, most } = part;
      const isOne = `${tableOf(part.characters, context)}[bytes[at]] === 1`;
      const required = `for (const stop = at + ${least}; at < stop; at++) if (!(${isOne})) return false;`;
      const stop = most === Number.POSITIVE_INFINITY ? "end" : `Math.min(end, at + ${most - least})`;
      const others = `for (const stop = ${stop}; at < stop && ${isOne}; at++);`;
      return [...(least > 0 ? [required] : []), ...(most > least ? [others] : [])];
    }
    case "optional": {
      const [first] = part.parts;
      const begins =
        first?.kind === "literal"
          ? `bytes[at] === ${first.text.charCodeAt(0)}`
          : `${tableOf(firstOf(first) as string, context)}[bytes[at]] === 1`;
      const inside = part.parts.flatMap((one) => check(one, context));
      return [`if (at < end && ${begins}) {`, ...inside.map((line) => `  ${line}`), "}"];
    }
  }
}

function tableOf(characters: string, context: Context): string {
  return context.constant("characters", `${use(context, "charactersOf")}(${JSON.stringify(characters)})`);
}
