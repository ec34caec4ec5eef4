import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Message } from "@wirebook/codec";
import { compileMessage, exportNameOf } from "@wirebook/codec/compile";
import { messages } from "@wirebook/schemas";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outcomeOf, print } from "wirebook-test/proof/codec/differential";
import { mutate } from "wirebook-test/proof/codec/mutate";
import { createRandom } from "wirebook-test/proof/codec/random";
import { respell } from "wirebook-test/proof/codec/respell";

const here = dirname(fileURLToPath(import.meta.url));
let folder: string;
/** What stands behind a name: the fast module's message and the small one's. */
const compiled = new Map<string, Record<Form, Message>>();
const forms = { js: "@wirebook/codec/runtime", small: "@wirebook/codec/small" } as const;
type Form = keyof typeof forms;
/** What each says of itself. */
const engines = { js: "compiled", small: "small" } as const;

beforeAll(async () => {
  // Inside the repository, where the runtimes resolve.
  folder = mkdtempSync(join(here, ".compiled-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const message of messages) {
    const file = join(folder, `${message.name}.js`);
    mkdirSync(dirname(file), { recursive: true });
    const { js, small, dts } = compileMessage(message);
    writeFileSync(file, js);
    writeFileSync(file.replace(/\.js$/, ".small.js"), small);
    writeFileSync(file.replace(/\.js$/, ".d.ts"), dts);
  }
  for (const { name } of messages) {
    const load = async (extension: string) => {
      const module = await import(pathToFileURL(join(folder, `${name}.${extension}`)).href);
      return module[exportNameOf(name)] as Message;
    };
    compiled.set(name, { js: await load("js"), small: await load("small.js") });
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const cases = messages.flatMap((message) =>
  (Object.keys(forms) as Form[]).map((form) => [message.name, form, message] as const),
);

describe.each(cases)("%s ahead of time, %s", (name, form, message) => {
  test("says what its definition says", () => {
    const ahead = compiled.get(name)?.[form] as Message;
    const { examples: _, ...said } = JSON.parse(JSON.stringify(message));
    expect(JSON.parse(JSON.stringify(ahead))).toEqual({ ...said, engine: engines[form], examples: [] });
    expect(ahead.answer?.name).toBe(message.answer?.name);
  });

  test("accepts, refuses and explains as the definition does", () => {
    const ahead = compiled.get(name)?.[form] as Message;
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
    const { [form]: text } = compileMessage(message);
    const imports = [...text.matchAll(/^import .* from "(.*)";$/gm)].map((match) => match[1]);
    expect(imports.filter((from) => !from?.startsWith("../"))).toEqual([forms[form]]);
    expect(text).not.toMatch(/\bFunction\(|\beval\(/);
  });
});

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
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
});
