import { BytesLiteral, Hex, IpAddress, Uuid } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { same, type ViewRow } from "./view-row.ts";

/** The example of RFC 9562, appendix A.1. */
const UUID = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
const UUID_BYTES = "50c232ab00941411ecb3c89f6bdeced846";

/** The texts that RFC 5952 asks for, and RFC 4291's loopback and nothing at all. */
const sixes: Record<string, string> = {
  "::": "00000000000000000000000000000000",
  "::1": "00000000000000000000000000000001",
  "2001:db8::1": "20010db8000000000000000000000001",
  "2001:db8:0:1:1:1:1:1": "20010db8000000010001000100010001",
  "2001:0:0:1::1": "20010000000000010000000000000001",
  "2001:db8::1:0:0:1": "20010db8000000000001000000000001",
  "1:2:3:4:5:6:7:0": "00010002000300040005000600070000",
  "1::": "00010000000000000000000000000000",
  "::ffff:192.0.2.1": "00000000000000000000ffffc0000201",
};

/** Byte strings and texts that name something: ids, addresses, and bytes that are always the same. */
export const identifiers: readonly ViewRow[] = [
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
    row: "BytesLiteral",
    schema: BytesLiteral("D9D9f7"),
    accepted: [
      { hex: "43d9d9f7", value: fromHex("d9d9f7"), json: "2dn3" },
      { hex: "5f41d942d9f7ff", value: fromHex("d9d9f7"), json: "2dn3", written: "43d9d9f7" },
    ],
    unexpectedHex: ["43d9d9f8", "42d9d9", "40", "63616263", "d9d9f743d9d9f7"],
    unexpectedValues: [fromHex("d9d9f8"), fromHex(""), "2dn3", [0xd9, 0xd9, 0xf7], null],
    unexpectedJson: ["2dn4", "", "d9d9f7", null],
  },
  {
    row: "Hex",
    schema: Hex({ length: 8 }),
    accepted: [
      same("4870b3d5e050020901", "70b3d5e050020901"),
      {
        hex: "5f4470b3d5e04450020901ff",
        value: "70b3d5e050020901",
        json: "70b3d5e050020901",
        written: "4870b3d5e050020901",
      },
    ],
    unexpectedHex: [
      "4770b3d5e0500209",
      "49000000000000000000",
      "60",
      "683730623364356530",
      "d8254870b3d5e050020901",
    ],
    unexpectedValues: [
      "70B3D5E050020901",
      "70b3d5e05002090",
      "70-b3-d5-e0-50-02-09-01",
      fromHex("70b3d5e050020901"),
      1,
      "70b3d5e050020901\n",
    ],
    unexpectedJson: ["70B3D5E050020901", "70b3d5e05002090", "", "cLPV4FACCQE=", 1, "70b3d5e050020901\n"],
  },
  {
    row: "Hex of bytes",
    schema: Hex({ minLength: 1, maxLength: 3, value: "bytes" }),
    accepted: [
      { hex: "4101", value: fromHex("01"), json: "01" },
      { hex: "43ff00aa", value: fromHex("ff00aa"), json: "ff00aa" },
    ],
    unexpectedHex: ["40", "4400000000", "6130"],
    unexpectedValues: [fromHex(""), fromHex("00000000"), "01", [1], new Uint16Array(1)],
    unexpectedJson: ["", "0", "00000000", "FF", 1],
  },
  {
    row: "IpAddress",
    schema: IpAddress(),
    accepted: [
      same("d83444c0000201", "192.0.2.1"),
      same("d8365020010db81234deedbeefcafefacefeed", "2001:db8:1234:deed:beef:cafe:face:feed"),
      ...Object.entries(sixes).map(([text, groups]) => same(`d83650${groups}`, text)),
    ],
    unexpectedHex: [
      "44c0000201",
      "d83443c00002",
      "d8345020010db81234deedbeefcafefacefeed",
      "d83644c0000201",
      "d83482181844c0000201",
      "d8340f",
      "d83744c0000201",
    ],
    unexpectedValues: [
      "192.0.2.01",
      "192.0.2",
      "192.0.2.256",
      "::ffff:c000:201",
      "2001:DB8::1",
      "2001:0db8::1",
      "2001:db8::1:0:0:0",
      ":::",
      "1::2::3",
      "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7",
      "fe80::1%eth0",
      "12345::",
      "::1.2.3",
      "192.0.2.0/24",
      1,
      null,
    ],
    unexpectedJson: [
      "192.0.2.01",
      "192.0.2.256",
      "2001:DB8::1",
      "2001:0db8::1",
      "::0",
      "0:0:0:0:0:0:0:1",
      "1::2::3",
      "",
      1,
      null,
    ],
    beyondSchema: ["2001:0db8::1", "::0", "0:0:0:0:0:0:0:1", "1::2::3"],
  },
  {
    row: "IpAddress of one version",
    schema: IpAddress({ version: 4 }),
    accepted: [same("d83444ffffffff", "255.255.255.255"), same("d8344400000000", "0.0.0.0")],
    unexpectedHex: ["d8365020010db81234deedbeefcafefacefeed", "d83445c000020100", "44c0000201"],
    unexpectedValues: ["::", 1],
    unexpectedJson: ["::", 1, "0.0.0.0 "],
  },
];
