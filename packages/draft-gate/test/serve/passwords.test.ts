import { expect, test } from "vitest";
import { createPasswords, hashPassword } from "../../src/serve/sign-in/local/passwords.ts";

test("two passwords are compared at once, twenty wait, the rest is sent away, and each place is given back", async () => {
  const passwords = await createPasswords();
  const stored = await hashPassword("a long pass phrase");
  for (const round of [1, 2]) {
    const results = await Promise.all(Array.from({ length: 30 }, () => passwords.matches(undefined, "x")));
    expect([round, results.filter((result) => result === undefined).length]).toEqual([round, 8]);
    expect(await passwords.matches(stored, "a long pass phrase")).toBe(true);
  }
});
