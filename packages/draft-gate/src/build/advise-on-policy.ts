import { writeFile } from "node:fs/promises";
import type { Audience } from "../model/audience.ts";
import type { PolicyNeed } from "../model/policy-need.ts";
import type { Progress } from "../progress.ts";
import { isNever, policyLines } from "../release/policy-advice.ts";
import type { OutFolder } from "./out-folder.ts";

/** What the pages of each tree ask for beyond the policy. */
export type TreeNeeds = Readonly<Record<Audience, readonly PolicyNeed[]>>;

/**
 * Says what the server's policy will stop on these pages, with the lines for its configuration.
 *
 * @param hosts - the site's own
 */
export async function adviseOnPolicy(
  out: OutFolder,
  needs: TreeNeeds,
  hosts: readonly string[],
  { line }: Progress,
): Promise<void> {
  await writeFile(out.policy, `${JSON.stringify(needs, null, 2)}\n`, { mode: 0o600 });
  const own = new Set(hosts.flatMap((host) => [`https://${host}`, `http://${host}`]));
  const [everybody, readers] = [needs.public, needs.private].map((list) =>
    list.filter(({ source }) => !own.has(source)),
  ) as [PolicyNeed[], PolicyNeed[]];
  const told = new Set(everybody.map(keyOf));
  // Of pages that only readers get, this output may say no more than that there are such.
  const hidden = readers.filter((need) => !told.has(keyOf(need)));
  if (everybody.length > 0) {
    line("  The policy of docusaurus-draft-gate serve stops what these pages ask for:");
    for (const need of everybody) line(`    ${describe(need)}`);
    line("  What of it you trust, its configuration can allow:");
    for (const one of policyLines(everybody)) line(`    ${one}`);
  }
  if (hidden.length > 0) {
    line(`  Pages that only readers get ask for ${hidden.length} more: ${out.policy} lists them.`);
  }
}

function keyOf({ directive, source }: PolicyNeed): string {
  return `${directive} ${source}`;
}

function describe(need: PolicyNeed): string {
  const { directive, source, what, file, files } = need;
  const more = files > 1 ? ` and ${files - 1} more` : "";
  const never = isNever(need) ? ", which cannot be allowed" : "";
  return `${directive} ${source} ${what} in ${file}${more}${never}`;
}
