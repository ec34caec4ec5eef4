/**
 * `npm run check:packages`: what each package that is not private would publish, to publint and to arethetypeswrong.
 * Prints a line as each is done and what was complained of; exit code 1 when anything was.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { readWorkspaces, root } from "./workspaces.mjs";

/** The programs, by what they ask of a package. */
const checks = {
  publint: (/** @type {string} */ folder) => ["publint", folder],
  types: (/** @type {string} */ folder) => [
    "attw",
    "--profile",
    "esm-only",
    "--format",
    "ascii",
    "--pack",
    folder,
  ],
};

const published = readWorkspaces().filter(({ manifest }) => !manifest.private);
const width = Math.max(...published.map(({ manifest }) => manifest.name.length));
const open = published.flatMap(({ folder, manifest }) =>
  Object.entries(checks).map(([check, command]) => ({
    name: manifest.name,
    check,
    command: command(folder),
  })),
);
/** @type {string[]} */
const failed = [];

await Promise.all(Array.from({ length: availableParallelism() }, work));
console.log(
  failed.length === 0 ? `${published.length} packages may be published` : `failed: ${failed.join(", ")}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Runs one check after the other, until none is left. */
async function work() {
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { name, check, command } = next;
    const complaint = await run(command);
    console.log(
      `${name.padEnd(width)}  ${check.padEnd(8)}${complaint === undefined ? "good" : `FAILED\n${complaint}`}`,
    );
    if (complaint !== undefined) failed.push(`${name} (${check})`);
  }
}

/**
 * @param {string[]} command a program of the root's `node_modules`, and its words
 * @returns {Promise<string | undefined>} what it printed when it ended with an error
 */
function run([program = "", ...words]) {
  const file = join(root, "node_modules/.bin", program);
  return new Promise((resolve) => {
    execFile(file, words, { cwd: root }, (error, stdout, stderr) => {
      resolve(error === null ? undefined : `${stdout}${stderr}`);
    });
  });
}
