import { cpus, platform, release, totalmem } from "node:os";

/** What the figures were measured on. */
export function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node} (V8 ${process.versions.v8}), ${first?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, ${memory} GiB, ${platform()} ${release()}`;
}
