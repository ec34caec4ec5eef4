import { Bytes, Int64, MapOf, SetOf, Type, Uint64 } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import type { ViewRow } from "./view-row.ts";

/** Sets and maps. */
export const collections: readonly ViewRow[] = [
  {
    row: "SetOf",
    schema: SetOf(Type.Integer(), { minItems: 1, maxItems: 4 }),
    accepted: [
      { hex: "83030120", value: new Set([3, 1, -1]), json: [3, 1, -1] },
      { hex: "9f1802ff", value: new Set([2]), json: [2], written: "8102" },
    ],
    unexpectedHex: ["80", "820101", "82180202", "850102030405", "81f93c00", "d901028101", "a0", "01"],
    unexpectedValues: [[1], new Set(), new Set(["1"]), new Set([1, 2, 3, 4, 5]), new Map([[1, 1]]), null],
    unexpectedJson: [[], [1, 1], ["1"], [1.5], [1, 2, 3, 4, 5], null, { 0: 1 }],
  },
  {
    row: "SetOf behind its tag",
    schema: SetOf(Type.String(), { tag: true }),
    accepted: [
      { hex: "d901028261626161", value: new Set(["b", "a"]), json: ["b", "a"] },
      { hex: "d9010280", value: new Set(), json: [] },
    ],
    unexpectedHex: ["816161", "d901028261616161", "d901028101", "d901036161"],
    unexpectedValues: [["a"], new Set(["\ud800"]), new Set([1])],
    unexpectedJson: [["a", "a"], ["\ud800"], "a"],
    beyondSchema: [["\ud800"]],
    invalidHex: ["d901028161ff"],
  },
  {
    row: "SetOf whose tag is optional",
    schema: SetOf(Uint64(), { tag: "optional" }),
    accepted: [
      { hex: "8105", value: new Set([5n]), json: [5] },
      {
        hex: "d90102821bffffffffffffffff00",
        value: new Set([2n ** 64n - 1n, 0n]),
        json: ["18446744073709551615", 0],
        written: "821bffffffffffffffff00",
      },
    ],
    unexpectedHex: ["8120", "82051805", "d90102d9010280", "d9010380"],
    unexpectedValues: [new Set([5]), new Set([-1n]), [5n]],
    unexpectedJson: [[1, "1"], [-1], ["01"], [1, 1]],
    beyondSchema: [[1, "1"]],
  },
  {
    row: "SetOf of truth values",
    schema: SetOf(Type.Boolean()),
    accepted: [{ hex: "82f5f4", value: new Set([true, false]), json: [true, false] }],
    unexpectedHex: ["82f5f5", "81f6", "8101"],
    unexpectedValues: [new Set([null]), [true]],
    unexpectedJson: [[true, true], ["true"]],
  },
  {
    row: "SetOf of byte strings",
    schema: SetOf(Bytes()),
    accepted: [{ hex: "82410140", value: new Set([fromHex("01"), fromHex("")]), json: ["AQ==", ""] }],
    unexpectedHex: ["8241014101", "825f4101ff4101", "816161"],
    unexpectedValues: [new Set([fromHex("01"), fromHex("01")]), new Set(["AQ=="])],
    unexpectedJson: [["AQ==", "AQ=="], ["AQ"], [1]],
    beyondSchema: [["AQ"]],
  },
  {
    row: "MapOf of integers",
    schema: MapOf(Type.Integer(), Type.String()),
    accepted: [
      {
        hex: "a2026162016161",
        value: new Map([
          [2, "b"],
          [1, "a"],
        ]),
        json: [
          [2, "b"],
          [1, "a"],
        ],
      },
      { hex: "bf18206161ff", value: new Map([[32, "a"]]), json: [[32, "a"]], written: "a118206161" },
      { hex: "a0", value: new Map(), json: [] },
    ],
    unexpectedHex: [
      "a161316161",
      "a10101",
      "a1f93c006161",
      "80",
      "a11bffffffffffffffff6161",
      "a1d90102016161",
    ],
    unexpectedValues: [
      { 1: "a" },
      new Map([["1", "a"]]),
      new Map([[1, 1]]),
      new Map([[2 ** 53, "a"]]),
      new Set([1]),
      null,
    ],
    unexpectedJson: [
      [
        [1, "a"],
        [1, "b"],
      ],
      [["1", "a"]],
      [[1]],
      [[1, "a", 2]],
      { 1: "a" },
      "a",
      [1],
    ],
    beyondSchema: [
      [
        [1, "a"],
        [1, "b"],
      ],
    ],
    invalidHex: ["a2016161016162", "a201616118016162", "a10161ff"],
  },
  {
    row: "MapOf of byte strings",
    schema: MapOf(Bytes(), Int64()),
    accepted: [
      {
        hex: "a241022041011b0020000000000000",
        value: new Map([
          [fromHex("02"), -1n],
          [fromHex("01"), 2n ** 53n],
        ]),
        json: [
          ["Ag==", -1],
          ["AQ==", "9007199254740992"],
        ],
      },
    ],
    unexpectedHex: ["a1616101", "a141016161", "a141011b8000000000000000", "a10101"],
    unexpectedValues: [
      new Map([
        [fromHex("01"), 1n],
        [fromHex("01"), 2n],
      ]),
      new Map([[fromHex("01"), 1]]),
    ],
    unexpectedJson: [
      [
        ["AQ==", 1],
        ["AQ==", 2],
      ],
      [["AQ", 1]],
      [["AQ==", 2 ** 53]],
    ],
    beyondSchema: [
      [
        ["AQ==", 1],
        ["AQ==", 2],
      ],
      [["AQ", 1]],
    ],
    invalidHex: ["a2410101410102"],
  },
  {
    row: "MapOf of 64 bits",
    schema: MapOf(Uint64(), Type.Boolean()),
    accepted: [
      {
        hex: "a21bfffffffffffffffff400f5",
        value: new Map([
          [2n ** 64n - 1n, false],
          [0n, true],
        ]),
        json: [
          ["18446744073709551615", false],
          [0, true],
        ],
      },
    ],
    unexpectedHex: ["a120f5", "a100f6", "a16130f5"],
    unexpectedValues: [new Map([[1, true]]), new Map([[-1n, true]])],
    unexpectedJson: [
      [[-1, true]],
      [[0, 1]],
      [
        [0, true],
        ["0", false],
      ],
    ],
    beyondSchema: [
      [
        [0, true],
        ["0", false],
      ],
    ],
  },
];
