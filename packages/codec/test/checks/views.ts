/**
 * The rows of the mapping table that are views, each with samples of whatever can become of it.
 *
 * @module
 */
import { collections } from "./views/collections.ts";
import { identifiers } from "./views/identifiers.ts";
import { names } from "./views/names.ts";
import { numbers } from "./views/numbers.ts";
import { times } from "./views/times.ts";
import type { ViewRow } from "./views/view-row.ts";

export type { ViewRow };

/** Each view of the table. */
export const viewRows: readonly ViewRow[] = [...identifiers, ...names, ...times, ...numbers, ...collections];
