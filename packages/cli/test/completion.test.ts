import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { bin, fixtures, wirebook } from "./support/run.ts";

async function complete(...words: string[]): Promise<string[]> {
  const { out, err } = await wirebook(["complete", "--", ...words]);
  expect(err).toBe("");
  return out.split("\n").filter((line) => line !== "");
}

const wordsOf = (lines: readonly string[]): string[] => lines.map((line) => line.split("\t")[0] as string);

describe("a command line is completed", () => {
  test.each([
    ["with the commands", ["de"], ["decode"]],
    ["with those of a group", ["inbox", "re"], ["replay", "rescue"]],
    ["with those of certificates", ["certs", "s"], ["sign", "show"]],
    ["with the spellings of a DevEUI", ["certs", "sign", "--spelling", ""], ["urn", "hex"]],
    ["with options", ["encode", "--r"], ["--raw"]],
    ["with what an option may be", ["decode", "--as", ""], ["hex", "base64", "binary"]],
    ["with message types", ["decode", "--message", "up/d"], ["up/data"]],
    ["with message types, behind the short option", ["decode", "-m", "up/d"], ["up/data"]],
    ["with message types, behind an equals sign", ["decode", "--message=up/d"], ["--message=up/data"]],
    ["with the same, as bash splits it", ["decode", "--message", "=", "up/d"], ["up/data"]],
    [
      "with message types of a module behind such a sign",
      ["decode", `--messages=${fixtures}`, "--message="],
      ["--message=up/probe", "--message=up/secrets"],
    ],
    [
      "with those that bash splits, right behind the sign",
      ["decode", "--messages", "=", fixtures, "--message", "="],
      ["up/probe", "up/secrets"],
    ],
    [
      "with message types of your own",
      ["decode", "--messages", fixtures, "-m", ""],
      ["up/probe", "up/secrets"],
    ],
    ["with the message types of a schema", ["schema", "req/s"], ["req/sync"]],
    ["with the words of a form", ["mosquitto", "--tls", ""], ["none", "psk", "certificate"]],
    ["with shells", ["completion", ""], ["bash", "zsh", "fish"]],
    ["with nothing where a file is meant", ["decode", ""], []],
    ["with the program’s own options where no command is named", ["--ver"], ["--version"]],
  ])("%s", async (_, words, expected) => {
    expect(wordsOf(await complete(...words))).toEqual(expected);
  });

  test("and says what each is for", async () => {
    expect(await complete("lis")).toEqual(["list\tlist the message types"]);
  });
});

test("bash asks the program, by the script that it prints", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-bash-"));
  const program = join(folder, "wirebook");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(program, 0o755);
  const asked = `eval "$(wirebook completion bash)"
    COMP_WORDS=(wirebook decode --message up/d); COMP_CWORD=3; _wirebook; printf '%s\\n' "\${COMPREPLY[@]}"
    COMP_WORDS=(wirebook ""); COMP_CWORD=1; _wirebook; printf '%s\\n' "\${COMPREPLY[0]}"`;
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const { stdout } = await promisify(execFile)("bash", ["--norc", "-c", asked], { env });
  expect(stdout).toBe("up/data\nlist\n");
});

test.each(["zsh", "fish"])("%s gets a script that asks the program", async (shell) => {
  const { code, out } = await wirebook(["completion", shell]);
  expect(code).toBe(0);
  expect(out).toContain("wirebook complete -- ");
});
