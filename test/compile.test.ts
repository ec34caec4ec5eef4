import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Message } from "@wirebook/codec";
import { compileMessage, exportNameOf } from "@wirebook/codec/compile";
import { messages } from "@wirebook/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outcomeOf, print } from "./proof/differential.ts";
import { mutate } from "./proof/mutate.ts";
import { createRandom } from "./proof/random.ts";
import { respell } from "./proof/respell.ts";

const here = dirname(fileURLToPath(import.meta.url));
let folder: string;
const compiled = new Map<string, Message>();

beforeAll(async () => {
  // Inside the repository, where "@wirebook/codec/runtime" resolves.
  folder = mkdtempSync(join(here, ".compiled-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const message of messages) {
    const file = join(folder, `${message.name}.js`);
    mkdirSync(dirname(file), { recursive: true });
    const { js, dts } = compileMessage(message);
    writeFileSync(file, js);
    writeFileSync(file.replace(/\.js$/, ".d.ts"), dts);
  }
  for (const { name } of messages) {
    const module = await import(pathToFileURL(join(folder, `${name}.js`)).href);
    compiled.set(name, module[exportNameOf(name)]);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(messages.map((message) => [message.name, message] as const))(
  "%s ahead of time",
  (name, message) => {
    test("says what its definition says", () => {
      const ahead = compiled.get(name) as Message;
      const { examples: _, ...said } = JSON.parse(JSON.stringify(message));
      expect(JSON.parse(JSON.stringify(ahead))).toEqual({ ...said, examples: [] });
      expect(ahead.answer?.name).toBe(message.answer?.name);
    });

    test("accepts, refuses and explains as the definition does", () => {
      const ahead = compiled.get(name) as Message;
      const random = createRandom(20260101);
      for (const { json } of message.examples) {
        const payload = message.encode(message.fromJson(json));
        expect(ahead.encode(ahead.fromJson(json))).toEqual(payload);
        for (let round = 0; round < 150; round++) {
          const spelled = round % 2 === 0 ? payload : respell(payload, random);
          const bytes = round < 20 ? spelled : mutate(spelled, random);
          for (const verb of ["decode", "transcode"] as const) {
            const outcomes = [ahead, message].map((one) => print(outcomeOf(() => one[verb](bytes))));
            expect(outcomes[0]).toBe(outcomes[1]);
          }
        }
      }
    });

    test("makes no code at run time and imports the runtime alone", () => {
      const { js } = compileMessage(message);
      const imports = [...js.matchAll(/^import .* from "(.*)";$/gm)].map((match) => match[1]);
      expect(imports.filter((from) => !from?.startsWith("../"))).toEqual(["@wirebook/codec/runtime"]);
      expect(js).not.toMatch(/\bFunction\(|\beval\(/);
    });
  },
);

test("the declarations are valid TypeScript, and strict about it", () => {
  const use = messages.map(({ name }, index) => {
    const exportName = exportNameOf(name);
    return `import { ${exportName} } from "./${name}.js"; export const v${index} = ${exportName}.decode(new Uint8Array());`;
  });
  writeFileSync(join(folder, "use.ts"), use.join("\n"));
  const compilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: false,
    module: "nodenext",
    target: "es2023",
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: ["node"] }, files: ["use.ts"] }),
  );
  const tsc = join(here, "../node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
});
