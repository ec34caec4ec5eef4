import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../../src/serve/config/read-config.ts";
import { newSite } from "../site.ts";
import { secretOfServer } from "./running.ts";

const folder = fileURLToPath(new URL("../../", import.meta.url));
const example = (name: string) => readFileSync(path.join(folder, "examples", name), "utf8");

const assignments = (text: string, prefix: RegExp) =>
  Object.fromEntries(
    [...text.matchAll(prefix)].flatMap(([, line = ""]) =>
      line.split(" ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    ),
  );

describe("the server starts with the settings of the examples", () => {
  test.each([
    [
      "of the container",
      () => ({
        ...assignments(example("Dockerfile"), /^ENV (.*)$/gm),
        ...parse(example("compose.yaml")).services.docs.environment,
      }),
      { listen: { host: "0.0.0.0", port: 3000 }, users: "/data/draft-gate-users.json" },
    ],
    [
      "of systemd",
      () => assignments(example("draft-gate.service"), /^Environment=(.*)$/gm),
      { users: "/var/lib/draft-gate/users.json", audit: "/var/log/draft-gate/audit.jsonl" },
    ],
  ])("%s", async (_, env, expected) => {
    const secret = path.join(newSite("examples"), "secret");
    writeFileSync(secret, secretOfServer);
    const config = await readConfig(undefined, { ...env(), DRAFT_GATE_SECRETS_FILE: secret });
    expect(config).toMatchObject({ url: "https://docs.example.com", ...expected });
  });
});

test("the examples run the command where the package has it", () => {
  for (const name of ["Dockerfile", "compose.yaml", "draft-gate.service"]) {
    const [, file = "none"] = /node_modules\/docusaurus-draft-gate\/(bin\S+\.mjs)/.exec(example(name)) ?? [];
    expect([name, existsSync(path.join(folder, file))]).toEqual([name, true]);
  }
});
