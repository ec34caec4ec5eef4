import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "./broker-trial.ts";

/** A version of mosquitto, and the program where there is one. */
export interface FoundProgram {
  readonly version: Program["version"];
  readonly program: Program | undefined;
  /** What it says that it is. */
  readonly words: string;
}

/** Where Debian's packages have the plugins of 2.1. */
const PLUGIN_FOLDERS = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((kind) => `/usr/lib/${kind}/mosquitto`);

/** The mosquitto of the system, and the 2.1 that `scripts/newer-mosquitto.sh` brings. */
export function findPrograms(): readonly FoundProgram[] {
  const root = rootAbove(fileURLToPath(import.meta.url));
  const newer = join(root, ".cache/mosquitto-2.1");
  const candidates = [
    { command: "mosquitto", pluginFolder: PLUGIN_FOLDERS.find(existsSync) },
    { command: join(newer, "mosquitto"), pluginFolder: join(newer, "plugins") },
  ];
  return (["2.0", "2.1"] as const).map((version) => {
    for (const { command, pluginFolder } of candidates) {
      const words = versionOf(command);
      if (!words.startsWith(`mosquitto version ${version}.`)) continue;
      const plugins = version === "2.1" && pluginFolder !== undefined ? { pluginFolder } : {};
      return { version, program: { version, command, ...plugins }, words };
    }
    return { version, program: undefined, words: "not here" };
  });
}

function versionOf(command: string): string {
  try {
    return (
      execFileSync(command, ["-h"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split(
        "\n",
        1,
      )[0] ?? ""
    );
  } catch (error) {
    // 2.0 ends with 3 behind its help.
    return String((error as { stdout?: string }).stdout ?? "").split("\n", 1)[0] ?? "";
  }
}

/** The folder of the repository: this file is in `test`, or is compiled to `test/dist`. */
function rootAbove(file: string): string {
  return file.slice(0, file.lastIndexOf("/test/"));
}
