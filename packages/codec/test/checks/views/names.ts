import { Bits, Enum } from "@wirebook/codec";
import { same, type ViewRow } from "./view-row.ts";

/** Numbers, texts and bits that stand for names. */
export const names: readonly ViewRow[] = [
  {
    row: "Enum of numbers",
    schema: Enum({ idle: 0, running: 1, lost: -1, 7: 1000, constructor: 3 }),
    accepted: [
      same("00", "idle"),
      { hex: "1801", value: "running", json: "running", written: "01" },
      same("20", "lost"),
      same("1903e8", "7"),
      same("03", "constructor"),
    ],
    unexpectedHex: ["02", "f90000", "6469646c65", "f6", "c100", "1b0000000000000009"],
    unexpectedValues: ["Idle", "toString", "__proto__", 0, "0", null],
    unexpectedJson: ["Idle", "toString", "__proto__", 0, "0", null, ["idle"]],
  },
  {
    row: "Enum of texts",
    schema: Enum({ celsius: "C", fahrenheit: "F", none: 0 }),
    accepted: [
      same("6143", "celsius"),
      { hex: "7f6146ff", value: "fahrenheit", json: "fahrenheit", written: "6146" },
      same("00", "none"),
    ],
    unexpectedHex: ["6163", "6763656c73697573", "01", "4143"],
    unexpectedValues: ["C", 0],
    unexpectedJson: ["C", 0],
  },
  {
    row: "Bits",
    schema: Bits({ alarm: 0, mode: [1, 3], far: 40 }),
    accepted: [
      same("00", { alarm: false, mode: 0, far: false }),
      same("0b", { alarm: true, mode: 5, far: false }),
      same("1b000001000000000e", { alarm: false, mode: 7, far: true }),
    ],
    unexpectedHex: ["10", "20", "1b0000020000000000", "f90000", "a0", "60"],
    unexpectedValues: [
      { alarm: true, mode: 8, far: false },
      { alarm: 1, mode: 0, far: false },
      { alarm: true, mode: 0 },
      { alarm: true, mode: 0.5, far: true },
      { alarm: true, mode: -1, far: true },
      { alarm: true, mode: 0, far: true, others: 16 },
      0,
      [],
    ],
    unexpectedJson: [
      { alarm: true, mode: 8, far: false },
      { alarm: 1, mode: 0, far: false },
      { alarm: true, mode: 0 },
      { alarm: true, mode: true, far: true },
      { alarm: true, mode: 0, far: true, others: 16 },
      0,
      null,
    ],
  },
  {
    row: "Bits, open",
    schema: Bits({ alarm: 0, mode: [1, 3] }, { open: true }),
    accepted: [
      same("0b", { alarm: true, mode: 5 }),
      same("1b001fffffffffffff", { alarm: true, mode: 7, others: 2 ** 53 - 16 }),
      same("10", { alarm: false, mode: 0, others: 16 }),
    ],
    unexpectedHex: ["20", "1b0020000000000000", "f6"],
    unexpectedValues: [
      { alarm: true, mode: 0, others: 1 },
      { alarm: true, mode: 0, others: 0 },
      { alarm: true, mode: 0, others: 2 ** 53 },
      { alarm: true, mode: 0, more: 16 },
    ],
    unexpectedJson: [
      { alarm: true, mode: 0, others: 1 },
      { alarm: true, mode: 0, others: 0 },
      { alarm: true, mode: 0, others: "16" },
    ],
    beyondSchema: [{ alarm: true, mode: 0, others: 1 }],
  },
];
