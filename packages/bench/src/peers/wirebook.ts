import { type Peer, plain } from "./peer.ts";

/** Our codec, with the engine that `defineMessage` takes unasked. */
export const wirebook: Peer = {
  name: "wirebook",
  prepare: ({ message, value }) => ({
    payload: message.encode(value),
    value,
    decode: message.decode,
    transcode: message.transcode,
    encode: message.encode,
    comparable: plain,
  }),
};
