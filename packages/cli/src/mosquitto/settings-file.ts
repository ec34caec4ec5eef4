import { parseDocument } from "yaml";
import { badUsage } from "../error.ts";
import { openInput, readAll } from "../input/stream.ts";
import type { OpenSettings } from "./choice.ts";

/**
 * Reads a file of settings, JSON or YAML.
 *
 * @throws CliError where it is neither; the text says where, and shows nothing of it, since it may be a secret
 */
export async function readSettingsFile(path: string): Promise<OpenSettings> {
  const input = openInput(path, "settings as JSON or YAML");
  const text = (await readAll(input)).toString("utf8");
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [{ line, col } = { line: 1, col: 1 }] = error.linePos ?? [];
    throw badUsage(
      `${input.name}: expected JSON or YAML, found something else at line ${line}, column ${col}`,
    );
  }
  return document.toJS() as OpenSettings;
}
