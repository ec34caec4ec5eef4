import { batch } from "./batch.ts";
import type { Case } from "./case.ts";
import { config } from "./config.ts";
import { integerKeys } from "./integer-keys.ts";
import { megabyte } from "./megabyte.ts";
import { open } from "./open.ts";
import { status } from "./status.ts";

/** The three messages that the targets are about. */
export const mainCases: readonly Case[] = [status, batch, config];

/** Every message that is measured. */
export const corpus: readonly Case[] = [...mainCases, open, integerKeys, megabyte];
