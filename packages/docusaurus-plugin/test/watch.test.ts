import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import plugin, { DEFAULT_OPTIONS } from "docusaurus-plugin-wirebook";
import { beforeAll, expect, test } from "vitest";

// Below the workspace, where the definitions find the codec.
const siteDir = path.join(import.meta.dirname, ".sites/watched");
const file = path.join(siteDir, "definitions/level.mjs");
const context = {
  siteDir,
  generatedFilesDir: path.join(siteDir, ".docusaurus"),
  localizationDir: path.join(siteDir, "i18n/de"),
  baseUrl: "/",
  i18n: { currentLocale: "de", defaultLocale: "en" },
} as LoadContext;
const page = (folder: string) => readFileSync(path.join(siteDir, folder, "messages/up/level.mdx"), "utf8");

function define(title: string): void {
  writeFileSync(
    file,
    `import { defineMessage, Type } from "@wirebook/codec";
     export const level = defineMessage({ name: "up/level", title: "${title}", payload: Type.Object({ level: Type.Number() }) });`,
  );
}

beforeAll(() => {
  rmSync(siteDir, { recursive: true, force: true });
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    path.join(siteDir, "messages.mjs"),
    `import { level } from "./definitions/level.mjs"; export const messages = [level];`,
  );
});

test("a change in what the module imports changes the pages, in each language", async () => {
  define("Level");
  const made = await plugin(context, { ...DEFAULT_OPTIONS, messages: "./messages.mjs" });
  const german = "i18n/de/docusaurus-plugin-content-docs/current";
  expect(page("docs")).toContain('title: "Level"');
  expect(page("docs")).toContain("## Members");
  expect(page(german)).toContain("## Felder");
  expect(made.getPathsToWatch?.()).toEqual([path.join(siteDir, "messages.mjs"), file]);
  await made.loadContent?.();
  define("Height");
  await made.loadContent?.();
  expect(page("docs")).toContain('title: "Height"');
  expect(page(german)).toContain('title: "Height"');
});

test("a folder outside of the docs is refused", async () => {
  const options = { ...DEFAULT_OPTIONS, messages: "./messages.mjs", path: "elsewhere" };
  await expect(plugin(context, options)).rejects.toThrow(
    'expected "path" (elsewhere) inside of "docsPath" (docs)',
  );
});

test.each([
  ["export const messages = [{}];", "expected a list of what defineMessage returns"],
  ["export const other = [];", 'expected an export named "messages"'],
  ["throw new Error('broken on purpose');", "broken on purpose"],
])("%s is told with the module", async (code, words) => {
  writeFileSync(path.join(siteDir, "broken.mjs"), code);
  const options = { ...DEFAULT_OPTIONS, messages: "./broken.mjs" };
  await expect(plugin(context, options)).rejects.toThrow(words);
});
