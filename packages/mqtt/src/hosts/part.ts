import { LinkError } from "../error.ts";

/** A part of a Host URI, and where in the text the part begins. */
export interface Part {
  readonly text: string;
  readonly at: number;
}

/** What stands before the first divider, and what behind it, where there is one. */
export function cut(part: Part, divider: string): [before: Part, behind?: Part] {
  const index = part.text.indexOf(divider);
  if (index < 0) return [part];
  return [{ text: part.text.slice(0, index), at: part.at }, from(part, index + 1)];
}

/** What stands in a part from a character on. */
export function from({ text, at }: Part, index: number): Part {
  return { text: text.slice(index), at: at + index };
}

/** The parts between dividers. */
export function divide({ text, at }: Part, divider: string): Part[] {
  let offset = at;
  return text.split(divider).map((part) => {
    const start = offset;
    offset += part.length + 1;
    return { text: part, at: start };
  });
}

/** Text out of its URL encoding; `undefined` where it is none. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** What was expected where. It quotes nothing: there may be a password in it. */
export function wrong(expected: string, offset: number): LinkError {
  return new LinkError("invalid-host", `Host URI at character ${offset}: expected ${expected}`, { offset });
}
