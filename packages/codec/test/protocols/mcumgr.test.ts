/**
 * Management of devices by MCUmgr, as Zephyr and Mynewt speak it: the state of the images of a device.
 *
 * The payload is what a PineTime with MCUboot answers.
 */
import { Hex, Type } from "@wirebook/codec";
import { testProtocol } from "./protocol.ts";

const flag = (description: string) => Type.Optional(Type.Boolean({ description }));

const image = Type.Object({
  image: Type.Optional(Type.Integer({ minimum: 0, description: "Which one, where a device has several" })),
  slot: Type.Integer({ minimum: 0 }),
  version: Type.String(),
  hash: Type.Optional(Hex({ length: 32 })),
  bootable: flag("It could be started"),
  pending: flag("It starts next time"),
  confirmed: flag("It stays"),
  active: flag("It runs"),
  permanent: flag("It starts next time, and stays"),
});

const hash = "703ebbf811458b1fad189e64e3a5e0f809cbe6bad883c76b3dd712791c822fb5";
const state = {
  slot: 0,
  version: "1.0.0",
  bootable: true,
  pending: false,
  confirmed: true,
  active: true,
  permanent: false,
};
const members = `64736c6f74006776657273696f6e65312e302e3064686173685820${hash}68626f6f7461626c65f56770656e64696e67f469636f6e6669726d6564f566616374697665f5697065726d616e656e74f4`;
const splitStatus = "6b73706c697453746174757300";

testProtocol("the state of the images", {
  payload: Type.Object({ images: Type.Array(image), splitStatus: Type.Optional(Type.Integer()) }),
  vectors: [
    {
      from: "a PineTime",
      hex: `bf66696d616765739fbf${members}ffff${splitStatus}ff`,
      written: `a266696d6167657381a8${members}${splitStatus}`,
      value: { images: [{ ...state, hash }], splitStatus: 0 },
      json: { images: [{ ...state, hash }], splitStatus: 0 },
    },
  ],
  refused: {
    "a wrong type": [
      "bf66696d616765739fbf64736c6f74f66776657273696f6e6131ffffff",
      "unexpected at byte 15, /images/0/slot: expected an integer of at least 0, found null",
    ],
    "a missing member": [
      "bf66696d616765739fbf64736c6f7400ffffff",
      'unexpected at byte 9, /images/0: expected the member "version", text, found no such member',
    ],
    "an extra member": [
      "bf66696d616765739fbf64736c6f74006776657273696f6e61316178f5ffffff",
      'unexpected at byte 26, /images/0/x: expected no members but "image", "slot", "version", "hash", "bootable", "pending", "confirmed", "active", …, found another key',
    ],
  },
});
