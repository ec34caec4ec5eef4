/**
 * Mobile documents: how a holder's telephone tells a reader to engage with it, and one element of a driving licence.
 *
 * @see {@link https://www.iso.org/standard/69084.html | ISO/IEC 18013-5, with its Annex D}
 */
import { ArrayStruct, Bytes, Embedded, Enum, Tagged, Type, Uuid } from "@wirebook/codec";
import { fromHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

/** A key of COSE in the order in which the example has its members: keys of the session are derived from these bytes. */
const deviceKey = Type.Object({
  kty: Type.Literal(2, { key: 1 }),
  crv: Enum({ "P-256": 1, "P-384": 2, "P-521": 3 }, { key: -1 }),
  x: Bytes({ key: -2 }),
  y: Type.Union([Bytes(), Type.Boolean()], { key: -3 }),
});

/** Bluetooth Low Energy, the method that the example offers; the members 10 and 11 are UUIDs of its two roles. */
const bluetooth = Type.Object({
  isPeripheral: Type.Boolean({ key: 0 }),
  isCentral: Type.Boolean({ key: 1 }),
  peripheralUuid: Type.Optional(Uuid({ key: 10 })),
  centralUuid: Type.Optional(Uuid({ key: 11 })),
});
const retrieval = ArrayStruct({ type: Type.Literal(2), version: Type.Literal(1), options: bluetooth });

const [x, y] = [
  "5a88d182bce5f42efa59943f33359d2e8a968ff289d93e5fa444b624343167fe",
  "b16e8cf858ddc7690407ba61d4c338237a8cfcf3de6aa672fc60a557aa32fc67",
] as const;
/** The engagement as a value, or as JSON: they differ in what becomes of bytes. */
const engaged = <Binary>(bytes: (hex: string) => Binary) => ({
  version: "1.0",
  security: {
    cipherSuite: 1 as const,
    deviceKey: { kty: 2 as const, crv: "P-256" as const, x: bytes(x), y: bytes(y) },
  },
  retrieval: [
    {
      type: 2 as const,
      version: 1 as const,
      options: {
        isPeripheral: false,
        isCentral: true,
        centralUuid: "45efef74-2b2c-4837-a9a3-b0e1d05a6917",
      },
    },
  ],
});
const engagement = `a30063312e30018201d818584ba401022001215820${x}225820${y}0281830201a300f401f50b5045efef742b2c4837a9a3b0e1d05a6917`;

testProtocol("a device engagement", {
  payload: Type.Object({
    version: Type.String({ key: 0 }),
    security: ArrayStruct(
      { cipherSuite: Type.Literal(1), deviceKey: Embedded(deviceKey, { tag: true }) },
      { key: 1 },
    ),
    retrieval: Type.Optional(Type.Array(retrieval, { key: 2, minItems: 1 })),
  }),
  vectors: [
    {
      from: "ISO/IEC 18013-5, D.3.1",
      hex: engagement,
      value: engaged(fromHex),
      json: engaged(base64),
    },
  ],
  refused: {
    "a wrong type": [
      "a20063312e30018201a0",
      "unexpected at byte 9, /security/deviceKey: expected tag 24 with a byte string with a map, found map",
    ],
    "a missing member": [
      "a20063312e30018101",
      "unexpected at byte 7, /security: expected an array of 2, found one of 1",
    ],
    "an extra member": [
      engagement.replace(/^a3/, "a4").concat("1863f6"),
      'unexpected at byte 116, /99: expected no members but "version" (key 0), "security" (key 1), "retrieval" (key 2), found another key',
    ],
  },
});

/** A day without a time, RFC 8943. */
const day = Tagged(1004, Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }));
const privileges = [
  { vehicle_category_code: "A", issue_date: "2018-08-09", expiry_date: "2024-10-20" },
  { vehicle_category_code: "B", issue_date: "2017-02-23", expiry_date: "2024-10-20" },
];

testProtocol("driving privileges", {
  payload: Type.Array(
    Type.Object({
      vehicle_category_code: Type.String(),
      issue_date: Type.Optional(day),
      expiry_date: Type.Optional(day),
    }),
  ),
  vectors: [
    {
      from: "ISO/IEC 18013-5, D.2.1",
      hex: "82a37576656869636c655f63617465676f72795f636f646561416a69737375655f64617465d903ec6a323031382d30382d30396b6578706972795f64617465d903ec6a323032342d31302d3230a37576656869636c655f63617465676f72795f636f646561426a69737375655f64617465d903ec6a323031372d30322d32336b6578706972795f64617465d903ec6a323032342d31302d3230",
      value: privileges,
      json: privileges,
    },
  ],
  refused: {
    "a wrong type": [
      "81a27576656869636c655f63617465676f72795f636f646561416a69737375655f646174656a323031382d30382d3039",
      "unexpected at byte 37, /0/issue_date: expected tag 1004 with text that matches ^[0-9]{4}-[0-9]{2}-[0-9]{2}$, found text",
    ],
    "a missing member": [
      "81a0",
      'unexpected at byte 1, /0: expected the member "vehicle_category_code", text, found no such member',
    ],
    "an extra member": [
      "81a27576656869636c655f63617465676f72795f636f64656141617800",
      'unexpected at byte 26, /0/x: expected no members but "vehicle_category_code", "issue_date", "expiry_date", found another key',
    ],
  },
});
