import jsonc from "jsonc-parser";
import { badPayload, badUsage } from "../error.ts";
import { readText } from "./text.ts";

/**
 * Reads JSON from the command line: the text itself, a file, or `-` or nothing for standard input.
 *
 * @throws CliError when there is no JSON, or when not all of it would be kept; the text says where, and shows nothing of it
 */
export async function readJson(argument: string | undefined): Promise<unknown> {
  const { text, name, isArgument } = await readText(argument, "JSON", /^\s*[{["]/);
  const fault = faultIn(text);
  if (fault === undefined) return JSON.parse(text);
  if (isArgument && !/^\s*[{["]/.test(text) && fault.isSyntax) {
    throw badUsage(
      "the argument is no JSON, and there is no file of that name",
      "Expected JSON or a file; - is standard input.",
    );
  }
  throw badPayload(`${name}: ${fault.words} at ${placeOf(text, fault.offset)}`, fault.hint);
}

/** What is wrong with a text, and where; the words show nothing of it, since it may be a secret. */
interface JsonFault {
  readonly isSyntax: boolean;
  readonly offset: number;
  readonly words: string;
  readonly hint?: string;
}

/** Whatever `JSON.parse` refuses, and what it takes and does not keep: a member that is there twice, a number that it rounds. */
function faultIn(text: string): JsonFault | undefined {
  let fault: JsonFault | undefined;
  const names: Set<string>[] = [];
  const syntax = (offset: number): void => {
    if (!fault?.isSyntax) fault = { isSyntax: true, offset, words: "expected JSON, found something else" };
  };
  const unkept = (offset: number, words: string, hint: string): void => {
    fault ??= { isSyntax: false, offset, words, hint };
  };
  try {
    jsonc.visit(
      text,
      {
        onObjectBegin: () => void names.push(new Set()),
        onObjectEnd: () => void names.pop(),
        onObjectProperty: (name, offset) => {
          const known = names.at(-1);
          if (known?.has(name))
            unkept(
              offset,
              "expected each member once, found one twice",
              "Which of them is meant? Leave one out.",
            );
          known?.add(name);
        },
        onLiteralValue: (value, offset, length) => {
          if (typeof value === "number" && !isKept(value, text.slice(offset, offset + length)))
            unkept(
              offset,
              "expected a number that a JavaScript number keeps",
              `It would be rounded. An integer of 64 bits is written as a string: "…".`,
            );
        },
        onError: (_code, offset) => syntax(offset),
      },
      { disallowComments: true },
    );
    JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) return { isSyntax: false, offset: 0, words: "expected fewer levels" };
    // What the visit lets pass, such as a control character in a string.
    syntax(text.length);
  }
  return fault;
}

/** Fractions are rounded to what is nearest, as everywhere. */
function isKept(value: number, literal: string): boolean {
  return Number.isFinite(value) && (/[.e]/i.test(literal) || BigInt(literal) === BigInt(value));
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) as string).length + 1}`;
}
