/** `node scripts/published.mjs`: the folders of the packages that are published, in one line. */
import { readWorkspaces } from "./workspaces.mjs";

const published = readWorkspaces().filter(({ manifest }) => !manifest.private);
console.log(published.map(({ folder }) => folder).join(" "));
