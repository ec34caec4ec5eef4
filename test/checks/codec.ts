/** The package under test, however it was loaded: the checks name no file of it. */
export type Codec = typeof import("@wirebook/codec");

/** A TypeBox schema. */
export type Schema = Parameters<Codec["Tagged"]>[1];
