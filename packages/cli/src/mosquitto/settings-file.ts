import { parseDocument } from "yaml";
import { badUsage } from "../error.ts";
import type { OpenSettings } from "./choice.ts";
import { readText } from "./read-text.ts";

/**
 * Reads a file of settings, JSON or YAML.
 *
 * @throws CliError where it is neither; the text says where, and shows nothing of it, since it may be a secret
 */
export async function readSettingsFile(path: string): Promise<OpenSettings> {
  const { name, text } = await readText(path, "settings as JSON or YAML");
  const document = parsed(text, name);
  const [error] = document.errors;
  if (error !== undefined) {
    const [{ line, col } = { line: 1, col: 1 }] = error.linePos ?? [];
    throw badUsage(`${name}: expected JSON or YAML, found something else at line ${line}, column ${col}`);
  }
  return withoutFault(() => document.toJS() as OpenSettings, `${name}: expected YAML with fewer aliases`);
}

function parsed(text: string, name: string) {
  return withoutFault(
    () => parseDocument(text, { prettyErrors: true }),
    `${name}: expected JSON or YAML with fewer levels`,
  );
}

/** The parser throws at aliases of aliases, and the stack ends at lists of lists. */
function withoutFault<Result>(run: () => Result, expected: string): Result {
  try {
    return run();
  } catch {
    throw badUsage(expected);
  }
}
