/**
 * Sensor Measurement Lists. With the names of its members the JSON form is SenML JSON, bytes apart: SenML writes them in
 * the alphabet for URLs, and without padding.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8428.html | RFC 8428}
 */
import { Bytes, Type } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { testProtocol } from "./protocol.ts";

const common = {
  bn: Type.Optional(Type.String({ key: -2, description: "Base name" })),
  bt: Type.Optional(Type.Number({ key: -3, unit: "s", description: "Base time" })),
  bu: Type.Optional(Type.String({ key: -4, description: "Base unit" })),
  bver: Type.Optional(Type.Integer({ key: -1, minimum: 0, description: "Version" })),
  n: Type.Optional(Type.String({ key: 0, description: "Name" })),
  u: Type.Optional(Type.String({ key: 1, description: "Unit" })),
  t: Type.Optional(Type.Number({ key: 6, unit: "s", description: "Time" })),
};

/** A record has one value, and the member that holds it says of which type. */
const record = Type.Union([
  Type.Object({ ...common, v: Type.Number({ key: 2 }) }),
  Type.Object({ ...common, vs: Type.String({ key: 3 }) }),
  Type.Object({ ...common, vb: Type.Boolean({ key: 4 }) }),
  Type.Object({ ...common, vd: Bytes({ key: 8 }) }),
]);

const measured = [
  { bn: "urn:dev:ow:10e2073a0108006:", bt: 1276020076.001, bu: "A", bver: 5, n: "voltage", u: "V", v: 120.1 },
  { n: "current", t: -5, v: 1.2 },
  { n: "current", t: -4, v: 1.3 },
  { n: "current", t: -3, v: 1.4 },
  { n: "current", t: -2, v: 1.5 },
  { n: "current", t: -1, v: 1.6 },
  { n: "current", t: 0, v: 1.7 },
];
const mixed = [
  { bn: "urn:dev:ow:10e2073a01080063:", n: "temp", u: "Cel", v: 23.1 },
  { n: "label", vs: "Machine Room" },
  { n: "open", vb: false },
];

testProtocol("a SenML pack", {
  payload: Type.Array(record, { minItems: 1 }),
  vectors: [
    {
      from: "RFC 8428, 6",
      hex: "87a721781b75726e3a6465763a6f773a3130653230373361303130383030363a22fb41d303a15b00106223614120050067766f6c7461676501615602fb405e066666666666a3006763757272656e74062402fb3ff3333333333333a3006763757272656e74062302fb3ff4cccccccccccda3006763757272656e74062202fb3ff6666666666666a3006763757272656e74062102f93e00a3006763757272656e74062002fb3ff999999999999aa3006763757272656e74060002fb3ffb333333333333",
      value: measured,
      json: measured,
    },
    {
      // The RFC prints it as JSON alone.
      from: "RFC 8428, 5.1.5: values of four types",
      hex: "84a421781c75726e3a6465763a6f773a313065323037336130313038303036333a006474656d70016343656c02fb403719999999999aa200656c6162656c036c4d616368696e6520526f6f6da200646f70656e04f4a2006a6e66632d72656164657208446869200a",
      value: [...mixed, { n: "nfc-reader", vd: fromHex("6869200a") }],
      json: [...mixed, { n: "nfc-reader", vd: "aGkgCg==" }],
    },
  ],
  refused: {
    "a wrong type": ["81a20061740301", "unexpected at byte 6, /0/vs: expected text, found integer"],
    "a missing member": [
      "81a1006174",
      'unexpected at byte 1, /0: expected a map with "v" (key 2), or a map with "vs" (key 3), or a map with "vb" (key 4), or a map with "vd" (key 8), found map',
    ],
    "an extra member": [
      "81a300617402010900",
      'unexpected at byte 7, /0/9: expected no members but "bn" (key -2), "bt" (key -3), "bu" (key -4), "bver" (key -1), "n" (key 0), "u" (key 1), "t" (key 6), "v" (key 2), found another key',
    ],
  },
});
