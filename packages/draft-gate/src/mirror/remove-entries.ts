import { readFile, writeFile } from "node:fs/promises";
import { isMap, isScalar, parseDocument } from "yaml";

/**
 * Takes entries out of a file of named ones, YAML or JSON, such as authors or tags; their comments go with them. A file
 * that is not there has none.
 */
export async function removeEntries(file: string, keys: readonly string[]): Promise<void> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined || keys.length === 0) return;
  const document = parseDocument(text);
  if (!isMap(document.contents)) return;
  const { items } = document.contents;
  const kept = items.filter(({ key }) => !keys.includes(String(isScalar(key) ? key.value : key)));
  if (kept.length === items.length) return;
  document.contents.items = kept;
  const isJson = text.trimStart().startsWith("{");
  await writeFile(file, isJson ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString());
}
