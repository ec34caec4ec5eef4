import { expect, test } from "vitest";
import type { Definition } from "../src/definitions/definition.ts";
import { forAudience } from "../src/write-pages.ts";

const definitions = [{ name: "up/shown" }, { name: "up/draft", draft: true }] as Definition[];

test.each([
  ["public", ["up/shown"]],
  ["private", ["up/shown", "up/draft"]],
  [undefined, ["up/shown", "up/draft"]],
])("for the audience %s there are pages of %j", (audience, names) => {
  expect(forAudience(definitions, audience).map(({ name }) => name)).toEqual(names);
});
