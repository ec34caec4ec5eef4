import { spellings } from "../corpus/respell.ts";

/** What is done with payloads that others spelled. */
export const readingTasks = ["decode", "transcode"] as const;

/** The spelling that ours writes. */
export const declared = spellings[0]?.name as string;

/** Whom a row is about, and the spelling if it is another one. */
export function spelled(peer: string, spelling: string): string {
  return spelling === declared ? peer : `${peer}, ${spelling}`;
}

/** Whom a row is about whose payloads are no Buffers. */
export function plainly(peer: string): string {
  return `${peer}, Uint8Array`;
}
