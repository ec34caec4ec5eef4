/** What is neither a number nor behind a tag is of the same kind on each side. */
export type CommonKind = "text" | "bytes" | "boolean" | "null" | "array" | "map" | "anything";

/** What a value in memory is called that is of a class: views have such. */
export const OF_A_CLASS = "object of a class";

/** Kinds of values in memory and of JSON values. */
export type ValueKind = CommonKind | "number" | "bigint" | typeof OF_A_CLASS;
