import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

/** From the ground up: a folder, or a file beside them, imports from its own layer and from those before it. */
const layers: readonly (readonly string[])[] = [
  ["error.ts"],
  ["names"],
  ["events.ts", "hosts.ts", "payload.ts", "roles.ts"],
  ["session", "mosquitto"],
  ["inbox", "embedded"],
  ["backend"],
  ["device"],
  ["index.ts", "inbox.ts", "metrics.ts", "wire.ts"],
];

const layerOf = (path: string): number =>
  layers.findIndex((layer) => layer.includes(path.split("/")[0] ?? ""));

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"));

describe("a file imports from its own layer and from those below", () => {
  test.each(files)("%s", (file) => {
    expect(layerOf(file)).toBeGreaterThanOrEqual(0);
    const code = readFileSync(join(source, file), "utf8");
    const imported = [...code.matchAll(/^(?:import|export|\}) .*from "(\.[^"]+)"/gm)].map(([, path = ""]) =>
      normalize(join(dirname(file), path)).replaceAll("\\", "/"),
    );
    expect(imported.filter((path) => layerOf(path) > layerOf(file))).toEqual([]);
    // Folders of one layer do not know each other.
    const folder = (path: string) => path.split("/")[0];
    const beside = imported.filter((path) => layerOf(path) === layerOf(file) && path.includes("/"));
    expect(beside.filter((path) => folder(path) !== folder(file))).toEqual([]);
  });
});

test("the tests are type-checked", () => {
  const compiler = fileURLToPath(new URL("../../../node_modules/.bin/tsc", import.meta.url));
  const project = fileURLToPath(new URL(".", import.meta.url));
  expect(execFileSync(compiler, ["-p", project], { encoding: "utf8" })).toBe("");
});
