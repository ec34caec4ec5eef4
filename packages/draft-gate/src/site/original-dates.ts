import { stat } from "node:fs/promises";
import type { Config, FutureConfig, VcsChangeInfo, VcsConfig } from "@docusaurus/types";
import { getVcsPreset } from "@docusaurus/utils";
import { type Mirror, originalOf } from "../model/mirror.ts";

type Future = NonNullable<Config["future"]>;

/** The settings with version control that looks at the originals: a mirror has no history. */
export function withOriginalDates({ future = {} }: Config, mirror: Mirror): Future {
  const vcs = versionControl(future);
  const experimental_vcs: VcsConfig = {
    initialize: ({ siteDir, ...others }) =>
      vcs.initialize({ ...others, siteDir: originalOf(mirror, siteDir) }),
    async getFileCreationInfo(file) {
      const original = originalOf(mirror, file);
      return (await vcs.getFileCreationInfo(original)) ?? birthOf(original);
    },
    getFileLastUpdateInfo: (file) => vcs.getFileLastUpdateInfo(originalOf(mirror, file)),
  };
  return { ...future, experimental_vcs };
}

/** Docusaurus dates a post that no history knows by its file, and the copy's came to be with the build. */
async function birthOf(file: string): Promise<VcsChangeInfo | null> {
  const found = await stat(file).catch(() => undefined);
  return found ? { timestamp: found.birthtimeMs, author: "" } : null;
}

/** What Docusaurus makes of the setting. */
function versionControl({ experimental_vcs: told, faster, v4 }: Future): VcsConfig {
  if (typeof told === "object") return told as VcsConfig;
  if (typeof told === "string") return getVcsPreset(told);
  if (told === false) return getVcsPreset("disabled");
  const { gitEagerVcs = isOn(v4, "fasterByDefault") } =
    typeof faster === "object" ? faster : { gitEagerVcs: faster };
  return getVcsPreset(told === true && gitEagerVcs ? "default-v2" : "default-v1");
}

function isOn(
  flags: boolean | Partial<FutureConfig["v4"]> | undefined,
  name: keyof FutureConfig["v4"],
): boolean {
  return typeof flags === "object" ? flags[name] === true : flags === true;
}
