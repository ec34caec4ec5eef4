/**
 * Arduino IoT Cloud: properties of a thing as records of SenML, and commands as arrays behind a tag each.
 *
 * The payloads are those that the tests of ArduinoIoTCloud 2.x expect.
 */
import { ArrayStruct, Hex, Tagged, Timestamp, Type } from "@wirebook/codec";
import { testProtocol } from "./protocol.ts";

/** A property is known by its name, or by a number in its place. */
const common = {
  bn: Type.Optional(Type.String({ key: -2 })),
  bt: Type.Optional(Type.Number({ key: -3, unit: "s" })),
  n: Type.Union([Type.String(), Type.Integer()], { key: 0 }),
};

const properties = Type.Array(
  Type.Union([
    Type.Object({ ...common, v: Type.Number({ key: 2 }), t: Type.Optional(Type.Number({ key: 6 })) }),
    Type.Object({ ...common, vs: Type.String({ key: 3 }), t: Type.Optional(Type.Number({ key: 6 })) }),
    Type.Object({ ...common, vb: Type.Boolean({ key: 4 }), t: Type.Optional(Type.Number({ key: 6 })) }),
  ]),
);

const television = [
  { n: "test:swi", vb: true },
  { n: "test:vol", v: 50 },
  { n: "test:mut", vb: false },
  { n: "test:pbc", v: 3 },
  { n: "test:inp", v: 55 },
  { n: "test:cha", v: 7 },
];
const records =
  "a20068746573743a73776904f5a20068746573743a766f6c021832a20068746573743a6d757404f4a20068746573743a7062630203a20068746573743a696e70021837a20068746573743a6368610207";
const each = [
  { n: "int_test", v: 1 },
  { n: "bool_test", vb: false },
  { n: "float_test", v: 2 },
  { n: "str_test", vs: "str_test" },
];

testProtocol("properties of a thing", {
  payload: properties,
  vectors: [
    {
      from: "one that is on",
      hex: "9fa200647465737404f5ff",
      written: "81a200647465737404f5",
      value: [{ n: "test", vb: true }],
      json: [{ n: "test", vb: true }],
    },
    {
      from: "one that is known by a number",
      hex: "9fa2000104f5ff",
      written: "81a2000104f5",
      value: [{ n: 1, vb: true }],
      json: [{ n: 1, vb: true }],
    },
    {
      from: "a number that 32 bits hold",
      hex: "9fa200647465737402fa40490fd0ff",
      written: "81a200647465737402fa40490fd0",
      value: [{ n: "test", v: 3.141590118408203 }],
      json: [{ n: "test", v: 3.141590118408203 }],
    },
    {
      from: "a television",
      hex: `9f${records}ff`,
      written: `86${records}`,
      value: television,
      json: television,
    },
    {
      // On the wire a float tells that the property is one; what is written for a whole number is an integer.
      from: "one of each type",
      hex: "9fa20068696e745f746573740201a20069626f6f6c5f7465737404f4a2006a666c6f61745f7465737402fa40000000a200687374725f7465737403687374725f74657374ff",
      written:
        "84a20068696e745f746573740201a20069626f6f6c5f7465737404f4a2006a666c6f61745f746573740202a200687374725f7465737403687374725f74657374",
      value: each,
      json: each,
    },
  ],
  refused: {
    "a wrong type": [
      "9fa200617402f5ff",
      "unexpected at byte 6, /0/v: expected a finite number, found boolean",
    ],
    "a missing member": [
      "9fa1006174ff",
      'unexpected at byte 1, /0: expected a map with "v" (key 2), or a map with "vs" (key 3), or a map with "vb" (key 4), found map',
    ],
    "an extra member": [
      "9fa300617402010700ff",
      'unexpected at byte 7, /0/7: expected no members but "bn" (key -2), "bt" (key -3), "n" (key 0), "v" (key 2), "t" (key 6), found another key',
    ],
  },
});

const otaBegin = ArrayStruct({ sha256: Hex({ length: 32, description: "of the running image" }) });
const thingBegin = ArrayStruct({ thingId: Type.String() });
const lastValuesBegin = Type.Tuple([]);
const timezone = ArrayStruct({
  offset: Type.Integer({ unit: "s" }),
  until: Timestamp({ description: "Good until then" }),
});

const sha256 = "01020304".padEnd(64, "0");

testProtocol("the command that begins an update", {
  payload: Tagged(0x010000, otaBegin),
  vectors: [
    {
      from: "OtaBeginUp",
      hex: `da00010000815820${sha256}`,
      value: { sha256 },
      json: { sha256 },
    },
  ],
  refused: {
    "a wrong type": [
      "da00010000814101",
      "unexpected at byte 6, /sha256: expected lower-case hexadecimal digits of 32 bytes, found another bytes",
    ],
    "a missing member": ["da0001000080", "unexpected at byte 5: expected an array of 1, found one of 0"],
    "an extra member": [
      `da00010000825820${"00".repeat(32)}00`,
      "unexpected at byte 5: expected an array of 1, found one of 2",
    ],
  },
});

testProtocol("the command that names the thing", {
  payload: Tagged(0x010300, thingBegin),
  vectors: [
    {
      from: "ThingBeginCmd",
      hex: "da0001030081687468696e675f6964",
      value: { thingId: "thing_id" },
      json: { thingId: "thing_id" },
    },
  ],
  refused: {
    "a wrong type": ["da000103008101", "unexpected at byte 6, /thingId: expected text, found integer"],
    "a missing member": ["da0001030080", "unexpected at byte 5: expected an array of 1, found one of 0"],
    "an extra member": ["da00010300826161f6", "unexpected at byte 5: expected an array of 1, found one of 2"],
  },
});

testProtocol("the command without parameters", {
  payload: Tagged(0x010500, lastValuesBegin),
  vectors: [{ from: "LastValuesBeginCmd", hex: "da0001050080", value: [], json: [] }],
  refused: {
    "a wrong type": ["da00010500a0", "unexpected at byte 5: expected an array of 0, found map"],
    "a missing member": [
      "da0001060080",
      "unexpected at byte 0: expected tag 66816 with an array of 0, found tag 67072",
    ],
    "an extra member": ["da000105008100", "unexpected at byte 5: expected an array of 0, found one of 1"],
  },
});

testProtocol("the command that sets the zone of time", {
  payload: Tagged(0x010900, timezone),
  vectors: [
    {
      from: "TimezoneCommandDown",
      hex: "da00010900821a65dcb8211a78aca191",
      value: { offset: 1708963873, until: new Date("2034-02-26T15:11:13Z") },
      json: { offset: 1708963873, until: "2034-02-26T15:11:13Z" },
    },
  ],
  refused: {
    "a wrong type": [
      "da00010900821a65dcb8214100",
      "unexpected at byte 11, /until: expected a time in whole milliseconds from year 0 to 9999, found bytes",
    ],
    "a missing member": [
      "da00010900811a65dcb821",
      "unexpected at byte 5: expected an array of 2, found one of 1",
    ],
    "an extra member": ["da0001090083000000", "unexpected at byte 5: expected an array of 2, found one of 3"],
  },
});

testProtocol("any of these commands", {
  payload: Type.Union([
    Tagged(0x010000, otaBegin, { keep: true }),
    Tagged(0x010300, thingBegin, { keep: true }),
    Tagged(0x010500, lastValuesBegin, { keep: true }),
    Tagged(0x010900, timezone, { keep: true }),
  ]),
  vectors: [
    {
      from: "ThingBeginCmd",
      hex: "da0001030081687468696e675f6964",
      value: { tag: 0x010300, value: { thingId: "thing_id" } },
      json: { tag: 0x010300, value: { thingId: "thing_id" } },
    },
    {
      from: "LastValuesBeginCmd",
      hex: "da0001050080",
      value: { tag: 0x010500, value: [] },
      json: { tag: 0x010500, value: [] },
    },
  ],
  refused: {
    "a wrong type": ["da000103008101", "unexpected at byte 6, /value/thingId: expected text, found integer"],
    "a missing member": [
      "da0001030080",
      "unexpected at byte 5, /value: expected an array of 1, found one of 0",
    ],
    "an extra member": [
      "da00010300826161f6",
      "unexpected at byte 5, /value: expected an array of 1, found one of 2",
    ],
  },
});
