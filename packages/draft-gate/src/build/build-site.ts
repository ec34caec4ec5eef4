import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { DraftGateError } from "../error.ts";
import type { SiteMirror } from "../mirror/create-mirror.ts";
import type { Audience } from "../model/audience.ts";
import { mirrorEnvironment } from "../model/mirror.ts";
import type { Failure } from "./site-failure.ts";

/** What Docusaurus is told beside where the site is, in the words of its own command. */
export interface SiteOptions {
  /** The configuration, relative to the site. */
  readonly config?: string;
  /** The locales to build; without it, all that the site has. */
  readonly locale?: readonly string[];
}

/** What a process that waits is told when it is to build. */
export interface Place {
  readonly siteDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/** One run of Docusaurus. */
export interface SiteBuild {
  readonly siteDir: string;
  readonly options: SiteOptions;
  readonly audience: Audience;
  /** Whether to spare the time to make files small, as what needs only the pages can. */
  readonly isForPages?: boolean;
  /** Where the tree goes. */
  readonly outDir: string;
  /** Where its output goes: it names drafts, so it goes to a file; a terminal or a CI log has the reason of a failure. */
  readonly log: string;
  readonly manifest: string;
}

/** A process that has loaded Docusaurus, or is about to, and waits until it is told to build. */
export interface SiteProcess {
  /**
   * @param mirror - where to build from, unless it is the site itself
   * @throws DraftGateError `build` when Docusaurus fails, `config` when the gate is not in the site
   */
  build(mirror?: SiteMirror): Promise<void>;
  /** Ends the process, whether it waits, works or is done. */
  end(): void;
}

/**
 * Starts the process that builds the site for one audience. It reads nothing of the site before `build` is called, so it
 * can be started while another build is at work; it ends when this process does, however that ends.
 */
export function startSite(build: SiteBuild): SiteProcess {
  const { siteDir, options, audience, isForPages = false, outDir, log, manifest } = build;
  const env = {
    ...process.env,
    DOCS_AUDIENCE: audience,
    DOCS_MANIFEST: manifest,
    NODE_ENV: "production",
    NO_COLOR: "1",
  };
  const child = fork(
    fileURLToPath(new URL("site-process.js", import.meta.url)),
    [siteDir, JSON.stringify({ ...options, outDir, ...(isForPages && { minify: false }) })],
    {
      cwd: siteDir,
      env,
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  const output = createWriteStream(log, { mode: 0o600 });
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const closed = once(child, "close");
  let failure: Failure | undefined;
  child.on("message", (message) => {
    failure = message as Failure;
  });

  return {
    async build(mirror) {
      const place: Place = mirror
        ? { siteDir: mirror.siteDir, env: mirrorEnvironment(mirror) }
        : { siteDir, env: {} };
      // A process that has ended by itself cannot be told; its exit code says why.
      child.send(place, () => {});
      const [code, signal] = await closed;
      output.end();
      await finished(output);
      if (code === 0) return;
      if (failure?.isWrapped === false) throw notWrapped(siteDir);
      const reason = failure?.causes ?? (await lastLines(log));
      throw new DraftGateError(
        "build",
        `Docusaurus could not build the ${audience} tree (${signal ?? `exit ${code}`}). Its output is in ${log}.${reason.map((line) => `\n  ${line}`).join("")}`,
      );
    },
    end() {
      child.kill("SIGKILL");
    },
  };
}

/** The error of a site that the gate is not in. */
export function notWrapped(siteDir: string, options?: ErrorOptions): DraftGateError {
  return new DraftGateError(
    "config",
    `The gate is not in the site's configuration, so nothing can be proven. Wrap the configuration in ${siteDir} with withDraftGate.`,
    options,
  );
}

/** What a process said last that ended without a word. */
async function lastLines(log: string): Promise<string[]> {
  return (await readFile(log, "utf8")).trimEnd().split("\n").slice(-10);
}
