/**
 * Remote procedure calls of the Golioth firmware SDK.
 *
 * The payloads are those that the tests of the SDK send and expect.
 */
import { Enum, Type } from "@wirebook/codec";
import { testProtocol } from "./protocol.ts";

const argument = Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()]);

testProtocol("a call", {
  payload: Type.Object({
    method: Type.String({ minLength: 1 }),
    id: Type.String(),
    params: Type.Array(argument),
  }),
  vectors: [
    {
      from: "a call without parameters",
      hex: "a3666d6574686f6463666f6f6269646331323366706172616d7380",
      value: { method: "foo", id: "123", params: [] },
      json: { method: "foo", id: "123", params: [] },
    },
    {
      from: "a call with two",
      hex: "a3666d6574686f6464746573746269646331323366706172616d7382616118f8",
      value: { method: "test", id: "123", params: ["a", 248] },
      json: { method: "test", id: "123", params: ["a", 248] },
    },
  ],
  refused: {
    "a wrong type": [
      "a3666d6574686f6463666f6f6269646331323366706172616d73a0",
      "unexpected at byte 26, /params: expected an array, found map",
    ],
    "a missing member": [
      "a2666d6574686f6463666f6f62696463313233",
      'unexpected at byte 0: expected the member "params", an array, found no such member',
    ],
    "an extra member": [
      "a4666d6574686f6463666f6f6269646331323366706172616d7380617800",
      'unexpected at byte 27, /x: expected no members but "method", "id", "params", found another key',
    ],
  },
});

const status = Enum({
  ok: 0,
  canceled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
});

testProtocol("the answer to a call", {
  payload: Type.Object({
    id: Type.String(),
    detail: Type.Optional(Type.Record(Type.String(), argument)),
    statusCode: status,
  }),
  vectors: [
    {
      from: "the method is not known",
      hex: "bf626964633132336a737461747573436f646505ff",
      written: "a2626964633132336a737461747573436f646505",
      value: { id: "123", statusCode: "notFound" },
      json: { id: "123", statusCode: "notFound" },
    },
    {
      from: "what the method returned",
      hex: "bf626964633132336664657461696cbf6a72657475726e5f76616c63666f6fff6a737461747573436f646500ff",
      written: "a3626964633132336664657461696ca16a72657475726e5f76616c63666f6f6a737461747573436f646500",
      value: { id: "123", detail: { return_val: "foo" }, statusCode: "ok" },
      json: { id: "123", detail: { return_val: "foo" }, statusCode: "ok" },
    },
  ],
  refused: {
    "a wrong type": [
      "bf626964187b6a737461747573436f646505ff",
      "unexpected at byte 4, /id: expected text, found integer",
    ],
    "a missing member": [
      "bf6a737461747573436f646505ff",
      'unexpected at byte 0: expected the member "id", text, found no such member',
    ],
    "an extra member": [
      "bf626964633132336178006a737461747573436f646505ff",
      'unexpected at byte 8, /x: expected no members but "id", "detail", "statusCode", found another key',
    ],
  },
});
