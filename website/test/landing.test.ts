import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { upLevel } from "../src/landing/definition.ts";

const program = readFileSync(path.join(import.meta.dirname, "../src/landing/program.ts"), "utf8");
/** Each statement of the program with the comment below it. */
const claims = [...program.matchAll(/^(upLevel\..+);\n((?:\/\/ .+\n?)+)/gm)].map(
  ([, expression = "", comment = ""]) =>
    [
      expression,
      comment
        .replaceAll(/^\/\/ /gm, "")
        .replaceAll("\n", " ")
        .trim(),
    ] as const,
);

test("the landing page claims three things", () => expect(claims.length).toBe(3));

test.each(claims)("%s is what the landing page says", (expression, claim) => {
  const run = () =>
    new Function("upLevel", "payload", `return ${expression}`)(upLevel, upLevel.encode({ level: 1.5 }));
  if (claim.startsWith("=> ")) expect(run()).toEqual(new Function(`return (${claim.slice(3)})`)());
  else expect(run).toThrow(claim);
});
