/**
 * The message types: one line each.
 *
 * @module
 */
export * from "./down/comment.ts";
export * from "./down/config.ts";
export * from "./down/fw.ts";
export * from "./down/reboot.ts";
export * from "./down/sync.ts";
export * from "./req/config.ts";
export * from "./req/fw.ts";
export * from "./req/sync.ts";
export * from "./up/config.ts";
export * from "./up/data.ts";
export * from "./up/env.ts";
export * from "./up/status.ts";
