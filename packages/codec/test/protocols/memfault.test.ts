/**
 * Events of Memfault's firmware SDK: a map by numbers, in which the kind of event says what its content is.
 *
 * The payloads are those that the tests of the SDK expect.
 */
import { Bytes, Type } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

const schemaVersion = Type.Literal(1, { key: 3 });
const device = {
  softwareType: Type.String({ key: 10 }),
  softwareVersion: Type.String({ key: 9 }),
  hardwareVersion: Type.String({ key: 6 }),
};

/** A line of a log whose text is left in the image: its number there, and its arguments. */
const compactLog = Type.Tuple(
  [Type.Integer({ minimum: 0 }), Type.Rest(Type.Array(Type.Union([Type.Number(), Type.String()])))],
  { key: 9 },
);

const event = Type.Union([
  Type.Object({
    type: Type.Literal(1, { key: 2 }),
    schemaVersion,
    serial: Type.Optional(Type.String({ key: 7 })),
    ...device,
    content: Type.Object(
      {
        session: Type.Integer({ key: 2 }),
        // In the order in which the firmware declares them; one without a value is null.
        metrics: Type.Array(Type.Union([Type.Integer(), Type.String(), Type.Null()]), { key: 1 }),
      },
      { key: 4 },
    ),
  }),
  Type.Object({
    type: Type.Literal(2, { key: 2 }),
    schemaVersion,
    serial: Type.Optional(Type.String({ key: 7 })),
    ...device,
    content: Type.Object(
      {
        reason: Type.Integer({ key: 6 }),
        programCounter: Type.Optional(Type.Integer({ key: 2, minimum: 0 })),
        linkRegister: Type.Optional(Type.Integer({ key: 3, minimum: 0 })),
        status: Type.Optional(Type.Integer({ key: 7 })),
        log: Type.Optional(Bytes({ key: 8 })),
        compactLog: Type.Optional(compactLog),
      },
      { key: 4 },
    ),
  }),
]);

const versions = { softwareType: "main", softwareVersion: "1.2.3", hardwareVersion: "evt_24" };
const versionsHex = "0a646d61696e0965312e322e3306666576745f3234";
const trace = { type: 2, schemaVersion: 1, serial: "DAABBCCDD", ...versions } as const;
const traceHex = `a7020203010769444141424243434444${versionsHex}04`;
const place = { reason: 3, programCounter: 0x12345678, linkRegister: 0xaabbccdd };
const log = "3132333435363738396162636465";

const metrics = { type: 1, schemaVersion: 1, ...versions } as const;
const session = { ...metrics, content: { session: 0, metrics: [1000] } };
const heartbeat = {
  ...metrics,
  content: { session: 1, metrics: [1000, null, -1000, null, 1234, "123456789abcde"] },
};

testProtocol("an event", {
  payload: event,
  vectors: [
    {
      from: "the metrics of a session",
      hex: `a602010301${versionsHex}04a2020001811903e8`,
      value: session,
      json: session,
    },
    {
      from: "a heartbeat",
      hex: `a602010301${versionsHex}04a2020101861903e8f63903e7f61904d26e${log}`,
      value: heartbeat,
      json: heartbeat,
    },
    {
      from: "a trace",
      hex: `${traceHex}a30603021a12345678031aaabbccdd`,
      value: { ...trace, content: place },
      json: { ...trace, content: place },
    },
    {
      from: "a trace with a status",
      hex: `${traceHex}a40603021a12345678031aaabbccdd0720`,
      value: { ...trace, content: { ...place, status: -1 } },
      json: { ...trace, content: { ...place, status: -1 } },
    },
    {
      from: "a trace with a log",
      hex: `${traceHex}a40603021a12345678031aaabbccdd084e${log}`,
      value: { ...trace, content: { ...place, log: fromHex(log) } },
      json: { ...trace, content: { ...place, log: base64(log) } },
    },
    {
      from: "a trace with a compact log",
      hex: `${traceHex}a30603031aaabbccdd098408010203`,
      value: {
        ...trace,
        content: { reason: 3, linkRegister: place.linkRegister, compactLog: [8, 1, 2, 3] },
      },
      json: { ...trace, content: { reason: 3, linkRegister: place.linkRegister, compactLog: [8, 1, 2, 3] } },
    },
  ],
  refused: {
    "a wrong type": [
      `a602010301${versionsHex}04a202000181f5`,
      "unexpected at byte 32, /content/metrics/0: expected an integer, or text, or null, found boolean",
    ],
    "a missing member": [
      `a502010301${versionsHex}`,
      'unexpected at byte 0: expected the member "content" (key 4), a map, found no such member',
    ],
    "an extra member": [
      `${traceHex}a206031863f6`,
      'unexpected at byte 41, /content/99: expected no members but "reason" (key 6), "programCounter" (key 2), "linkRegister" (key 3), "status" (key 7), "log" (key 8), "compactLog" (key 9), found another key',
    ],
  },
});
