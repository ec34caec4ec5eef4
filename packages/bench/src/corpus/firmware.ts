import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { fromBase64, toBase64 } from "./base64.ts";
import { type Case, field } from "./case.ts";
import { noise } from "./noise.ts";

const message = defineMessage({
  name: "down/chunk",
  title: "Firmware chunk",
  payload: Type.Object({
    image: Type.String(),
    offset: Type.Integer({ minimum: 0 }),
    total: Type.Integer({ minimum: 0 }),
    digest: Bytes({ length: 32 }),
    data: Bytes({ maxLength: 16_384 }),
  }),
});

type Chunk = MessageValue<typeof message>;

const chunk = (name: string, length: number): Case =>
  field({
    name,
    about: `firmware chunk of ${length} bytes`,
    message,
    value: {
      image: "gateway-2.7.1",
      offset: 32_768,
      total: 417_812,
      digest: noise(32, 9),
      data: noise(length, 10),
    },
    bytesToText(read: Chunk) {
      read.digest = toBase64(read.digest) as never;
      read.data = toBase64(read.data) as never;
      return read;
    },
    textToBytes(json: Chunk) {
      json.digest = fromBase64(json.digest);
      json.data = fromBase64(json.data);
      return json;
    },
    toJson: (value: Chunk) => ({ ...value, digest: toBase64(value.digest), data: toBase64(value.data) }),
  });

export const chunk64 = chunk("chunk-64", 64);
export const chunk1k = chunk("chunk-1k", 1024);
export const chunk16k = chunk("chunk-16k", 16_384);
