import { execFile } from "node:child_process";
import { undo } from "./scene.ts";

/** Keeps the inbox's database from being written, as a slow disk does, until it is told to let go. */
export async function holdWrites(path: string): Promise<() => Promise<void>> {
  const lmdb = import.meta.resolve("lmdb");
  const script = `const { open } = await import(${JSON.stringify(lmdb)});
    const root = open({ path: process.argv[1], noSubdir: false, overlappingSync: false, maxDbs: 8, encoding: "binary" });
    root.transactionSync(() => { require("node:fs").writeSync(1, "held"); require("node:fs").readSync(0, Buffer.alloc(1)); });`;
  const child = execFile(process.execPath, ["-e", `(async () => { ${script} })()`, path]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const letGo = (): Promise<void> => {
    child.stdin?.end("x");
    return ended;
  };
  undo(letGo);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return letGo;
}
