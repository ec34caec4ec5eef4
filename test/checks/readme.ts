/**
 * Code blocks of a README as programs. A block that begins with an import is a program; one that does not goes on with
 * the program before it. In it, a comment behind a statement is a claim:
 *
 * - `expression; // => value`: the value is this, as JavaScript;
 * - `expression; // throws text`: it throws an error with this in its message;
 * - `console.log(…); // text`: it prints this line.
 *
 * @module
 */

/** One block of a README. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** The line it begins on. */
  readonly line: number;
}

/** All fenced blocks of a Markdown text. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^ *```(\w*)[^\n]*\n([\s\S]*?)^ *```$/gm)].map(
    ({ 1: language = "", 2: code = "", index }) => ({
      language,
      code,
      line: markdown.slice(0, index).split("\n").length + 1,
    }),
  );
}

/** The TypeScript programs of a Markdown text. */
export function programsOf(markdown: string): Block[] {
  const programs: Block[] = [];
  for (const block of blocksOf(markdown).filter(({ language }) => language === "ts")) {
    const before = programs.at(-1);
    if (before === undefined || /^import /.test(block.code)) programs.push(block);
    else programs.splice(-1, 1, { ...before, code: `${before.code}\n${block.code}` });
  }
  return programs;
}

const CLAIM = /^(\s*)(.+?);?\s*\/\/ (=>|throws)\s*(.+)$/;
const PRINTED = /^(\s*)console\.log\((.+)\);\s*\/\/ (.+)$/;

/** How many claims a program makes. */
export function claimsIn(code: string): number {
  return code.split("\n").filter((line) => CLAIM.test(line) || PRINTED.test(line)).length;
}

/** The program with its claims as assertions. */
export function withAssertions(code: string): string {
  const lines = code.split("\n").map((line) => {
    const claim = CLAIM.exec(line);
    if (claim !== null) {
      const [, indent, expression, kind, value] = claim;
      return kind === "throws"
        ? `${indent}claims.throws(() => (${expression}), ${JSON.stringify(value)});`
        : `${indent}claims.equal(${expression}, ${value});`;
    }
    const printed = PRINTED.exec(line);
    return printed === null
      ? line
      : `${printed[1]}claims.prints([${printed[2]}], ${JSON.stringify(printed[3])});`;
  });
  return `${ASSERTIONS}\n${lines.join("\n")}\n`;
}

const ASSERTIONS = `import assert from "node:assert/strict";
import { format } from "node:util";
const claims = {
  made: 0,
  equal(actual: unknown, expected: unknown) { claims.made++; assert.deepEqual(actual, expected); },
  throws(run: () => unknown, text: string) {
    claims.made++;
    assert.throws(run, (error) => String(error).includes(text) || assert.fail(\`"\${error}" does not say "\${text}"\`));
  },
  prints(values: unknown[], text: string) { claims.made++; assert.equal(format(...values), text); },
};
process.on("exit", () => process.stdout.write(\`claims: \${claims.made}\\n\`));`;
