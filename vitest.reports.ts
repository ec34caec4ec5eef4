import { join } from "node:path";

/** How a run of tests reports: to the terminal and, where CI asks for it, to a file that CI sums up. */
export function reporters(name: string): ("default" | ["json", { outputFile: string }])[] {
  const folder = process.env.TEST_REPORTS;
  return folder === undefined
    ? ["default"]
    : ["default", ["json", { outputFile: join(folder, `${name}.json`) }]];
}
