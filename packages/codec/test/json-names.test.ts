import { describe, expect, test } from "vitest";
import { keyName } from "../src/cbor/key.ts";
import { isIntegerName } from "../src/json/names.ts";
import { fromHex } from "./generating.ts";

describe("the name of an integer key", () => {
  test.each(["0", "7", "-1", "10", "9007199254740991", "-9007199254740991"])("%s is one", (name) => {
    expect(isIntegerName(name)).toBe(true);
  });

  test.each([
    ...["", "-", "-0", "+1", "01", "1.0", "1e3", " 1", "1 ", "0x1", "a", "١"],
    ...["9007199254740992", "-9007199254740992", "1".repeat(400)],
  ])("%j is none", (name) => {
    expect(isIntegerName(name)).toBe(false);
  });
});

describe("what a key in a map becomes in JSON", () => {
  test.each([
    ["01", "1"],
    ["20", "-1"],
    ["1bffffffffffffffff", "18446744073709551615"],
    ["3bffffffffffffffff", "-18446744073709551616"],
    ["6161", "a"],
    ["7f61616162ff", "ab"],
    ["42ff00", "/wA="],
    ["5f41ff4100ff", "/wA="],
    ["f4", "false"],
    ["f5", "true"],
    ["f6", "null"],
    ["f93e00", "1.5"],
    ["fb7e37e43c8800759c", "1e+300"],
    ["f93c00", "1"],
    ["f98000", "0"],
  ])("%s is %j", (hex, name) => {
    expect(keyName(fromHex(hex), 0)).toBe(name);
  });

  test.each(["f7", "f0", "f8ff", "f97e00", "f97c00", "c101", "80", "a0"])("%s has no name", (hex) => {
    expect(keyName(fromHex(hex), 0)).toBeUndefined();
  });
});
