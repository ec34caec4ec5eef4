import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Message } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import type { Case } from "../corpus/case.ts";
import type { Peer } from "./peer.ts";
import { wirebook } from "./wirebook.ts";

/** Modules have to lie where they find the runtime. */
const folder = new URL("../../dist/ahead/", import.meta.url);

/** Our codec of modules that were made ahead of time, for these messages. */
export async function loadAhead(name: string, cases: readonly Case[]): Promise<Peer> {
  const modules = new Map<string, Message>();
  for (const { name, message } of cases) {
    mkdirSync(folder, { recursive: true });
    // Several processes may write the same at once: each writes its own.
    const file = new URL(`${name}-${process.pid}.mjs`, folder);
    writeFileSync(file, compileMessage(message, { exportName: "message" }).js);
    modules.set(name, ((await import(file.href)) as { message: Message }).message);
    rmSync(file);
  }
  return {
    name,
    prepare: (one) => wirebook.prepare({ ...one, message: modules.get(one.name) as Message }),
  };
}
