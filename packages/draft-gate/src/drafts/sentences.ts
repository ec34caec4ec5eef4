import { splitWords } from "../leaks/words.ts";

/** Words in a row that make a sentence one of a kind; of scripts without spaces, characters. */
const sentenceLength = 6;
const sentenceCharacters = 16;

/** The text of a draft in runs of a few words each. */
interface Sentences {
  /** Runs that nobody else says by chance, and that together cover the text as far as there are such. */
  readonly whole: readonly string[];
  /** What is shorter, or made of everyday words, and is told apart by them all the same. */
  readonly short: readonly string[];
}

/** Takes stretches of text apart. */
export function sentences(stretches: readonly string[]): Sentences {
  const runs = stretches.flatMap(runsOf);
  return {
    whole: runs.filter(isOneOfAKind).map((words) => words.join(" ")),
    short: runs.filter((words) => !isOneOfAKind(words) && isTelling(words)).map((words) => words.join(" ")),
  };
}

function runsOf(stretch: string): (readonly string[])[] {
  const words = splitWords(stretch);
  const characters = words.filter((word) => word.length === 1).length;
  const length = characters * 2 > words.length ? sentenceCharacters : sentenceLength;
  if (words.length < length) return words.length > 0 ? [words] : [];
  const runs: (readonly string[])[] = [];
  for (let start = 0; start < words.length; start += length) {
    const from = Math.min(start, words.length - length);
    runs.push(words.slice(from, from + length));
  }
  return runs;
}

/** Numbers, and a few short words, come together in tables, programs and versions too. */
function isOneOfAKind(words: readonly string[]): boolean {
  const spoken = new Set(words.filter((word) => !/\d/.test(word)));
  const letters = [...spoken].join("").length;
  if (words.length >= sentenceCharacters) return spoken.size >= sentenceCharacters / 2;
  return (
    words.length >= sentenceLength &&
    letters >= 22 &&
    [...spoken].filter((word) => word.length > 2).length >= 4
  );
}

function isTelling(words: readonly string[]): boolean {
  return (words.length > 2 && words.join(" ").length >= 20) || words.some((word) => word.length >= 14);
}
