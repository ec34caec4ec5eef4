import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { DraftGateError } from "../error.ts";
import type { Audience } from "../model/audience.ts";

/** One run of Docusaurus. */
export interface SiteBuild {
  readonly siteDir: string;
  readonly audience: Audience;
  /** Where the tree goes. */
  readonly outDir: string;
  /** Where its output goes: it names drafts, so it goes to a file and not to a terminal or a CI log. */
  readonly log: string;
  readonly manifest: string;
}

/** A process that has loaded Docusaurus, or is about to, and waits until it is told to build. */
export interface SiteProcess {
  /** @throws DraftGateError `build` when Docusaurus fails */
  build(): Promise<void>;
  /** Ends the process, whether it waits, works or is done. */
  end(): void;
}

/**
 * Starts the process that builds the site for one audience. It reads nothing of the site before `build` is called, so it
 * can be started while another build is at work; it ends when this process does, however that ends.
 */
export function startSite({ siteDir, audience, outDir, log, manifest }: SiteBuild): SiteProcess {
  const env = {
    ...process.env,
    DOCS_AUDIENCE: audience,
    DOCS_MANIFEST: manifest,
    NODE_ENV: "production",
    NO_COLOR: "1",
  };
  const child = fork(fileURLToPath(new URL("site-process.js", import.meta.url)), [siteDir, outDir], {
    cwd: siteDir,
    env,
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const output = createWriteStream(log, { mode: 0o600 });
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const closed = once(child, "close");

  return {
    async build() {
      // A process that has ended by itself cannot be told; its exit code says why.
      child.send("build", () => {});
      const [code, signal] = await closed;
      output.end();
      await finished(output);
      if (code === 0) return;
      // Only a public build fails over something that everybody may read.
      const tail =
        audience === "public"
          ? `\n${(await readFile(log, "utf8")).trimEnd().split("\n").slice(-20).join("\n")}`
          : "";
      throw new DraftGateError(
        "build",
        `Docusaurus could not build the ${audience} tree (${signal ?? `exit ${code}`}). Its output is in ${log}.${tail}`,
      );
    },
    end() {
      child.kill("SIGKILL");
    },
  };
}
