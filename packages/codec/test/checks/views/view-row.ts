import type { Row } from "../mapping.ts";

/** A row, with what JSON Schema cannot say. */
export interface ViewRow extends Row {
  /** JSON that the schema accepts and `fromJson` refuses: a date that there is not, a number that is no step. */
  readonly beyondSchema?: readonly unknown[];
}

/** A sample whose value is its JSON form too. */
export const same = (hex: string, value: unknown) => ({ hex, value, json: value });
