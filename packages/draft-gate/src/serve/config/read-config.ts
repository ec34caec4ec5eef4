import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { DraftGateError } from "../../error.ts";
import { describeIssue } from "../../model/issue.ts";
import { type Config, configSchema } from "./config.ts";
import { applyEnvironment } from "./environment.ts";

/**
 * Reads the configuration from a file (JSON or YAML), if there is one, and from the environment, which wins. Relative
 * paths in the file are taken from its folder.
 *
 * @throws DraftGateError `settings` with one line for each fault; none shows a value
 */
export async function readConfig(file: string | undefined, env: NodeJS.ProcessEnv): Promise<Config> {
  const content = file === undefined ? {} : await readConfigFile(file);
  const faults = applyEnvironment(content, env);
  const result = v.safeParse(configSchema, content);
  if (!result.success) faults.push(...new Set(result.issues.map((issue) => describeIssue(issue, "setting"))));
  if (!result.success || faults.length > 0) {
    const hint = "No file was named: give one with --config FILE, or set the DRAFT_GATE_… variables.";
    throw settingsError(faults, file === undefined ? hint : undefined);
  }
  const folder = file === undefined ? "." : path.dirname(file);
  const { users, audit, session } = result.output;
  return {
    ...result.output,
    users: path.resolve(env.DRAFT_GATE_USERS ? "." : folder, users),
    audit: audit === "-" ? audit : path.resolve(env.DRAFT_GATE_AUDIT ? "." : folder, audit),
    session:
      session.ended === undefined || session.ended === "-"
        ? session
        : { ...session, ended: path.resolve(env.DRAFT_GATE_SESSION_ENDED ? "." : folder, session.ended) },
  };
}

async function readConfigFile(file: string): Promise<Record<string, unknown>> {
  let content: unknown;
  try {
    // JSON is YAML too.
    content = parse(await readFile(file, "utf8"), { prettyErrors: false });
  } catch (cause) {
    // The parser's own words would show a part of the file, and with it perhaps a secret.
    const line = (cause as { linePos?: { line: number }[] }).linePos?.[0]?.line;
    const { code, syscall } = cause as NodeJS.ErrnoException;
    const unread = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    const reason = syscall === undefined ? "it is neither JSON nor YAML" : unread;
    throw settingsError([`${file}${line === undefined ? "" : `:${line}`}: ${reason}`]);
  }
  if (content === null || content === undefined) return {};
  if (typeof content === "object" && !Array.isArray(content)) return content as Record<string, unknown>;
  throw settingsError([`${file}: must hold names and values, such as url: https://docs.example.com`]);
}

function settingsError(faults: readonly string[], hint?: string): DraftGateError {
  const lines = [...faults.map((fault) => `  ${fault}`), ...(hint ? [hint] : [])]
    .map((line) => `\n${line}`)
    .join("");
  return new DraftGateError(
    "settings",
    `The server does not start: ${faults.length === 1 ? "one fault" : `${faults.length} faults`} in its configuration.${lines}`,
  );
}
