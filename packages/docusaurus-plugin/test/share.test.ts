import { expect, test } from "vitest";
import { fragmentFor, readFragment } from "../src/client/share.ts";

test("a payload comes back from an address as it was, if it is not too long for one", () => {
  const every = Uint8Array.from({ length: 256 }, (_, at) => at);
  const fragment = fragmentFor({ name: "up/data", bytes: every }) ?? "";
  expect(readFragment(fragment)).toEqual({ name: "up/data", bytes: every });
  expect(fragmentFor({ bytes: new Uint8Array(10_000) })).toBeUndefined();
  expect(readFragment("#members")).toBeUndefined();
});
