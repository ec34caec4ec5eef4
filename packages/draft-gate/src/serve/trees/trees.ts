import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../../error.ts";
import type { SiteAddresses } from "../../model/addresses.ts";
import type { Audience } from "../../model/audience.ts";
import type { PolicyNeed } from "../../model/policy-need.ts";
import { type IndexedFile, type Release, readRelease } from "../../model/release.ts";
import { type SiteLook, siteLook } from "../pages/look.ts";
import type { Log } from "../telemetry/log.ts";
import { servedFile, type TreeHeaders } from "./served-file.ts";
import { publicView, readerView, type View } from "./view.ts";

/** One release, ready to be served. */
export interface Trees {
  readonly site: SiteAddresses;
  /** What everybody sees. */
  readonly everybody: View;
  /** What readers see. */
  readonly readers: View;
  readonly look: SiteLook;
  /** What to tell the operator of the pages; nothing where all is as it should be. */
  readonly advice: string | undefined;
}

/** The trees that are published now. */
export interface TreesWatch {
  now(): Trees;
  /** Whether `DIR/current` leads somewhere; where it does not, the files of the release before may be gone. */
  isThere(): boolean;
  /** Looks for a new release at once, for a request that found its file gone. */
  refresh(): Promise<void>;
  close(): void;
}

/** How often the link to the current release is looked at, in milliseconds. */
const interval = 500;

/**
 * Loads the release that `DIR/current` leads to, and each one that is published later.
 *
 * @throws DraftGateError `release` when there is none that can be served
 */
export async function watchTrees(dir: string, headers: TreeHeaders, log: Log): Promise<TreesWatch> {
  let folder = await currentRelease(dir);
  let trees = await loadTrees(folder, headers);
  if (trees.advice !== undefined) log("warn", trees.advice);
  let loading: Promise<void> | undefined;
  let isThere = true;

  /** Tells once that the link leads nowhere, and once that it leads somewhere again. */
  async function look(): Promise<string | undefined> {
    try {
      const next = await currentRelease(dir);
      if (!isThere) log("info", `${path.join(dir, "current")} leads to a release again`);
      isThere = true;
      return next;
    } catch (error) {
      if (isThere) log("error", `${(error as Error).message} Until then the server is not ready.`);
      isThere = false;
      return undefined;
    }
  }

  async function load(): Promise<void> {
    const next = await look();
    if (next === undefined || next === folder) return;
    // What cannot be loaded is told of once; the release before is still there to be served.
    folder = next;
    const loaded = await loadTrees(next, headers);
    if (JSON.stringify(loaded.site) !== JSON.stringify(trees.site)) {
      throw new DraftGateError(
        "release",
        `The site moved from ${trees.site.baseUrl}, or its sign-in page did. Restart the server to serve ${next}.`,
      );
    }
    log("info", `serving ${next}`);
    if (loaded.advice !== undefined && loaded.advice !== trees.advice) log("warn", loaded.advice);
    trees = loaded;
  }
  function refresh(): Promise<void> {
    loading ??= load()
      .catch((error: unknown) => log("error", (error as Error).message))
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }
  const timer = setInterval(refresh, interval);
  timer.unref();
  return { now: () => trees, isThere: () => isThere, refresh, close: () => clearInterval(timer) };
}

async function currentRelease(dir: string): Promise<string> {
  const current = path.join(dir, "current");
  return realpath(current).catch((cause: unknown) => {
    throw new DraftGateError(
      "release",
      `${current} does not exist, or leads nowhere. Build the site first: docusaurus-draft-gate build; or give --dir the folder that it was published to.`,
      { cause },
    );
  });
}

async function loadTrees(folder: string, headers: TreeHeaders): Promise<Trees> {
  const { site, trees, needs }: Release = await readRelease(folder);
  const serve = (audience: Audience, files: readonly IndexedFile[]) =>
    files.map((file) => servedFile(folder, audience, file, headers));
  const everybody = publicView(serve("public", trees.public));
  const readers = readerView(serve("private", trees.private), everybody);
  const notFound = everybody.notFound("");
  const look = siteLook(notFound === undefined ? "" : await readFile(notFound.plain.file, "utf8"));
  // Readers see pages of the private tree alone, everybody else those of the public one.
  const all = [...(needs?.public ?? []), ...(needs?.private ?? [])];
  const advice = headers.advise(uniqueNeeds(all));
  return { site, everybody, readers, look, advice };
}

function uniqueNeeds(needs: readonly PolicyNeed[]): PolicyNeed[] {
  return [...new Map(needs.map((need) => [`${need.directive} ${need.source}`, need])).values()];
}
