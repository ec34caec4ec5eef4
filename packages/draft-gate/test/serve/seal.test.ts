import { expect, test } from "vitest";
import { createSeal } from "../../src/serve/session/seal.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const seal = createSeal(["a secret that is long enough for a test"]);

test("a sealed text has one spelling: no other last character of any part opens it", async () => {
  // Of three lengths one leaves no spare bits.
  for (const name of ["ada", "adam", "adams"]) {
    const text = await seal.close("session", { name }, 60);
    expect(await seal.open("session", text)).toMatchObject({ name });
    const parts = text.split(".");
    for (const [index, part] of parts.entries()) {
      if (part === "") continue;
      const others = [...ALPHABET].filter((one) => one !== part.at(-1));
      for (const other of others) {
        const changed = parts.with(index, part.slice(0, -1) + other).join(".");
        expect([changed, await seal.open("session", changed)]).toEqual([changed, undefined]);
      }
    }
  }
});
