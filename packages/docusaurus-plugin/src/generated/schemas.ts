import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { PluginOptions } from "../options.ts";
import { schemaPath } from "../pages/paths.ts";
import type { ShownMessage } from "./shown.ts";

/** Writes the JSON Schema of each message type that has a page, where the options ask for them. */
export async function writeSchemas(
  folder: string,
  shown: readonly ShownMessage[],
  { schemas }: Pick<PluginOptions, "schemas">,
): Promise<void> {
  if (schemas === false) return;
  for (const { definition } of shown) {
    const file = path.join(folder, schemaPath(schemas, definition.name));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(definition.schema, null, 2)}\n`);
  }
}
