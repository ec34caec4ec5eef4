import type { Task } from "../peers/peer.ts";

/** What each task is called in tables. */
export const titles: Record<Task, string> = {
  decode: "Decode and check",
  transcode: "CBOR to JSON text",
  encode: "Check and encode",
};
