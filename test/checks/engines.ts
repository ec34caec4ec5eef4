import type { EngineName } from "@wirebook/codec";

/** Every engine by name: the compiler tells when one is missing here. */
const all: Record<EngineName, true> = { reference: true, interpreted: true, compiled: true };

/** The engines, each of which must act as the others do. */
export const engines = Object.keys(all) as EngineName[];
