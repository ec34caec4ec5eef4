import type { LoadContext, Preset } from "@docusaurus/types";
import type { GatedPresetOptions } from "./site/wrap-preset.ts";

/** The preset that stands in for each preset of the site; `withDraftGate` hands over the way to load the real one. */
export default function draftGatePreset(
  context: LoadContext,
  { draftGate, ...options }: GatedPresetOptions,
): Promise<Preset> {
  return draftGate(context, options);
}
