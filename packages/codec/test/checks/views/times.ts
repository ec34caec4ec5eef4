import { DateTime, Duration, Timestamp } from "@wirebook/codec";
import { same, type ViewRow } from "./view-row.ts";

/** A text as CBOR. */
function textHex(text: string): string {
  const { length } = text;
  const head = length < 24 ? (0x60 + length).toString(16) : `78${length.toString(16).padStart(2, "0")}`;
  return head + Buffer.from(text).toString("hex");
}

/** A number as the bytes of a float of 64 bits. */
function doubleHex(number: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(number);
  return bytes.toString("hex");
}

/** Texts that are no time by RFC 3339. */
const wrongTimes = [
  "2021-02-29T00:00:00Z",
  "2021-06-15T23:59:60Z",
  "1990-12-31T23:59:60+01:00",
  "2020-12-31T12:00:60Z",
  "2020-01-01T00:00:00",
  "2020-01-01 00:00:00Z",
  "2020-01-01T00:00Z",
  "2020-01-01T24:00:00Z",
  "2020-01-01T00:60:00Z",
  "2020-01-01T00:00:61Z",
  "2020-13-01T00:00:00Z",
  "2020-00-01T00:00:00Z",
  "2020-01-01T00:00:00.Z",
  "2020-01-01T00:00:00,5Z",
  "2020-01-01T00:00:00+24:00",
  "2020-01-01T00:00:00+00:60",
  "2020-01-01T00:00:00+0000",
  "20-01-01T00:00:00Z",
  "",
];

/** Moments, dates and spans of time. */
export const times: readonly ViewRow[] = [
  {
    row: "Timestamp",
    schema: Timestamp(),
    accepted: [
      { hex: "1a514b67b0", value: new Date(1363896240_000), json: "2013-03-21T20:04:00Z" },
      { hex: "fb41d452d9ec200000", value: new Date(1363896240_500), json: "2013-03-21T20:04:00.5Z" },
      {
        hex: `fb${doubleHex(1795812693.123)}`,
        value: new Date(1795812693_123),
        json: "2026-11-27T20:51:33.123Z",
      },
      { hex: "00", value: new Date(0), json: "1970-01-01T00:00:00Z" },
      { hex: "f93800", value: new Date(500), json: "1970-01-01T00:00:00.5Z" },
      { hex: "f90000", value: new Date(0), json: "1970-01-01T00:00:00Z", written: "00" },
      { hex: "3b0000000e79747bff", value: new Date(-62167219200_000), json: "0000-01-01T00:00:00Z" },
      { hex: "1b0000003afff4417f", value: new Date(253402300799_000), json: "9999-12-31T23:59:59Z" },
    ],
    unexpectedHex: [
      "3b0000000e79747c00",
      "1b0000003afff44180",
      "f97e00",
      "f97c00",
      `fb${doubleHex(1.0001)}`,
      "6130",
      "c100",
      "1b001fffffffffffff",
      "1bffffffffffffffff",
      "f6",
    ],
    unexpectedValues: [new Date(Number.NaN), new Date(253402300800_000), 0, "1970-01-01T00:00:00Z", null, {}],
    unexpectedJson: [
      "1970-01-01T00:00:00.000Z",
      "1970-01-01T00:00:00.50Z",
      "1970-01-01T00:00:00+00:00",
      "1970-01-01t00:00:00z",
      "1970-01-01",
      "2026-02-29T00:00:00Z",
      "2026-04-31T00:00:00Z",
      "2016-12-31T23:59:60Z",
      "2026-01-01T24:00:00Z",
      "+010000-01-01T00:00:00Z",
      "1970-01-01T00:00:00Z\n",
      0,
      null,
    ],
    beyondSchema: ["2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z"],
  },
  {
    row: "Timestamp behind tag 1, numbers",
    schema: Timestamp({ tag: true, value: "number", json: "number" }),
    accepted: [
      same("c11a514b67b0", 1363896240),
      same("c1fb41d452d9ec200000", 1363896240.5),
      same("c1f93800", 0.5),
      { hex: "c1f98000", value: 0, json: 0, written: "c100" },
    ],
    unexpectedHex: [
      "1a514b67b0",
      "c074323031332d30332d32315432303a30343a30305a",
      "c160",
      "c1f97e00",
      "c1c100",
      "c11b0000003afff44180",
    ],
    unexpectedValues: [1.0005, 253402300800, new Date(0), "0", 1n, Number.NaN],
    unexpectedJson: [1.0005, 253402300800, -62167219201, "1970-01-01T00:00:00Z", null],
    beyondSchema: [1.0005],
  },
  {
    row: "Timestamp whose tag is optional, bigint",
    schema: Timestamp({ tag: "optional", value: "bigint" }),
    accepted: [
      { hex: "1a514b67b0", value: 1363896240n, json: "2013-03-21T20:04:00Z" },
      { hex: "c11a514b67b0", value: 1363896240n, json: "2013-03-21T20:04:00Z", written: "1a514b67b0" },
    ],
    unexpectedHex: ["f93800", "c1f93800", "c000", "c1fb41d452d9ec200000", "c181c1f6"],
    unexpectedValues: [1, new Date(0), 253402300800n, 2n ** 70n],
    unexpectedJson: ["2013-03-21T20:04:00.5Z", 1363896240, "2013-02-30T20:04:00Z"],
    beyondSchema: ["2013-02-30T20:04:00Z"],
  },
  {
    row: "Timestamp in milliseconds",
    schema: Timestamp({ unit: "ms", json: "number" }),
    accepted: [
      { hex: "1b000001a21fcbbe63", value: new Date(0x1a21fcbbe63), json: 0x1a21fcbbe63 },
      { hex: "20", value: new Date(-1), json: -1 },
    ],
    unexpectedHex: ["f93800", "f90000", "1b0000e677d21fdc00", "c100"],
    unexpectedValues: [new Date(Number.NaN), 0, new Date(8.64e15)],
    unexpectedJson: [0.5, "0", 253402300800000, new Date(0)],
  },
  {
    row: "DateTime",
    schema: DateTime(),
    accepted: [
      same("c074323031332d30332d32315432303a30343a30305a", "2013-03-21T20:04:00Z"),
      ...[
        "1985-04-12T23:20:50.52Z",
        "1996-12-19T16:39:57-08:00",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60-08:00",
        "1937-01-01T12:00:27.87+00:20",
        "2020-02-29t00:00:00.123456789z",
        "2020-01-01T00:00:00-00:00",
      ].map((text) => same(`c0${textHex(text)}`, text)),
    ],
    unexpectedHex: [
      "74323031332d30332d32315432303a30343a30305a",
      "c000",
      "c0656e6f70652e",
      "c174323031332d30332d32315432303a30343a30305a",
      ...wrongTimes.map((text) => `c0${textHex(text)}`),
    ],
    unexpectedValues: [...wrongTimes, new Date(0), 0, "\ud800"],
    unexpectedJson: [...wrongTimes, 0, null],
    beyondSchema: [
      "2021-02-29T00:00:00Z",
      "2021-06-15T23:59:60Z",
      "1990-12-31T23:59:60+01:00",
      "2020-12-31T12:00:60Z",
    ],
    invalidHex: ["c061ff"],
  },
  {
    row: "DateTime as a date",
    schema: DateTime({ value: "date", tag: "optional" }),
    accepted: [
      {
        hex: textHex("1996-12-19T16:39:57-08:00"),
        value: new Date("1996-12-20T00:39:57Z"),
        json: "1996-12-20T00:39:57Z",
        written: textHex("1996-12-20T00:39:57Z"),
      },
      {
        hex: `c0${textHex("2020-01-01t00:00:00.1200z")}`,
        value: new Date("2020-01-01T00:00:00.12Z"),
        json: "2020-01-01T00:00:00.12Z",
        written: textHex("2020-01-01T00:00:00.12Z"),
      },
    ],
    unexpectedHex: [
      ...[
        "1990-12-31T23:59:60Z",
        "2020-01-01T00:00:00.1234Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        ...wrongTimes,
      ].map(textHex),
      "00",
      "c100",
      "c000",
    ],
    unexpectedValues: ["1996-12-20T00:39:57Z", new Date(Number.NaN), 0],
    unexpectedJson: ["1996-12-19T16:39:57-08:00", "2020-01-01T00:00:00.120Z", "2021-02-29T00:00:00Z", 0],
    beyondSchema: ["2021-02-29T00:00:00Z"],
  },
  {
    row: "Duration",
    schema: Duration(),
    accepted: [
      { hex: "00", value: 0, json: "PT0S" },
      { hex: "191518", value: 5400, json: "PT1H30M" },
      { hex: "1a0001518f", value: 86415, json: "PT24H15S" },
      { hex: "f93800", value: 0.5, json: "PT0.5S" },
      { hex: `fb${doubleHex(60.001)}`, value: 60.001, json: "PT1M0.001S" },
      { hex: "f98000", value: 0, json: "PT0S", written: "00" },
    ],
    unexpectedHex: [
      "20",
      "f9b800",
      "f97e00",
      `fb${doubleHex(0.0001)}`,
      "6450543053",
      "c100",
      "1b0020000000000000",
    ],
    unexpectedValues: [-1, 0.0001, "PT0S", Number.POSITIVE_INFINITY, 2 ** 53],
    unexpectedJson: [
      "PT",
      "PT60S",
      "P1D",
      "PT0H",
      "PT1H0M",
      "PT1.50S",
      "pt1s",
      "PT1M0S",
      "PT0M",
      "PT01S",
      0,
      null,
    ],
    beyondSchema: ["PT0H", "PT1M0S"],
  },
];
