/**
 * Typed codecs for the messages of Lobaro's gateways, with the list of them. Each has a subpath of its own as well,
 * such as `@wirebook/schemas/up/data`.
 *
 * @module
 */
import type { Message } from "@wirebook/codec";
import * as byExport from "./messages.ts";

export { answer, command, type Expectation, either, request, uplink } from "./envelope.ts";
export * from "./messages.ts";
export { sources } from "./sources.ts";

/** Every message type of this package, in the order of their names. */
export const messages: readonly Message[] = /* @__PURE__ */ Object.values(byExport);
