/**
 * The rows of the mapping table that are views, each with samples of whatever can become of it.
 *
 * @module
 */
import { Enum, Uuid } from "@wirebook/codec";
import type { Row } from "./mapping.ts";

/** A row, with what JSON Schema cannot say. */
export interface ViewRow extends Row {
  /** JSON that the schema accepts and `fromJson` refuses: a date that there is not, a number that is no step. */
  readonly beyondSchema?: readonly unknown[];
}

const same = (hex: string, value: unknown) => ({ hex, value, json: value });

/** The example of RFC 9562, appendix A.1. */
const UUID = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
const UUID_BYTES = "50c232ab00941411ecb3c89f6bdeced846";

/** Each view of the table. */
export const viewRows: readonly ViewRow[] = [
  {
    row: "Uuid",
    schema: Uuid(),
    accepted: [
      same(UUID_BYTES, UUID),
      {
        hex: "5f48c232ab00941411ec48b3c89f6bdeced846ff",
        value: UUID,
        json: UUID,
        written: UUID_BYTES,
      },
    ],
    unexpectedHex: ["40", `4f${"00".repeat(15)}`, `51${"00".repeat(17)}`, `d825${UUID_BYTES}`, "00", "6161"],
    unexpectedValues: [
      UUID.toUpperCase(),
      UUID.replaceAll("-", ""),
      `{${UUID}}`,
      `${UUID}\n`,
      "",
      1,
      null,
      new Uint8Array(16),
    ],
    unexpectedJson: [
      UUID.toUpperCase(),
      UUID.replaceAll("-", ""),
      `urn:uuid:${UUID}`,
      `${UUID}\n`,
      "",
      1,
      null,
      {},
    ],
  },
  {
    row: "Uuid with its tag",
    schema: Uuid({ tag: true }),
    accepted: [
      same(`d825${UUID_BYTES}`, UUID),
      { hex: `d90025${UUID_BYTES}`, value: UUID, json: UUID, written: `d825${UUID_BYTES}` },
    ],
    unexpectedHex: [UUID_BYTES, `d826${UUID_BYTES}`, "d82540", "d82500", `d825d825${UUID_BYTES}`],
    unexpectedValues: ["", 1],
    unexpectedJson: ["", 1],
  },
  {
    row: "Uuid whose tag is optional",
    schema: Uuid({ tag: "optional" }),
    accepted: [
      same(UUID_BYTES, UUID),
      { hex: `d825${UUID_BYTES}`, value: UUID, json: UUID, written: UUID_BYTES },
    ],
    unexpectedHex: [`d826${UUID_BYTES}`, "d82540", "d8256161", `d825d825${UUID_BYTES}`, "d8258100", "00"],
    unexpectedValues: ["", 1],
    unexpectedJson: ["", 1],
  },
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
];
