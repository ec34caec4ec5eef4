/**
 * `@wirebook/codec/pasted`: bytes as people have them, from a log, a program or a debugger. It has no part in the codec.
 *
 * @module
 */
export { fromBase64 } from "./base64.ts";
export { fromHex, fromNumbers, whyNotHex } from "./hex.ts";
export { isOneItem } from "./one-item.ts";
export { type Pasted, type PastedForm, readPasted } from "./read-pasted.ts";
