import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { undo, until } from "./scene.ts";

const dist = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "../../dist/inbox/"));

/** Opens an inbox; each line of its input is the topic name of a message to append; it says what happens, a line each. What begins with `hold` is never handled. */
const script = `
  const { openInbox } = await import("${dist}inbox.js");
  const say = (text) => process.stdout.write(text.replaceAll("\\n", " ") + "\\n");
  const worker = {
    nameOf: () => undefined,
    hasNumber: () => false,
    report: ({ type, error }) => say(type + " " + (error?.message ?? "")),
    process: ({ topicName, repeated }) => {
      if (topicName.startsWith("hold")) return new Promise(() => {});
      say("handled " + topicName + " " + repeated);
      return { done: true };
    },
  };
  try {
    const inbox = await openInbox({ path: process.argv[1], attempts: 2, firstWait: 1 }, worker);
    inbox.start();
    say("owner");
    require("node:readline").createInterface(process.stdin).on("line", (topicName) => {
      if (topicName === "close") return inbox.close().then(() => process.exit(0));
      inbox.append({ topicName, payload: new Uint8Array(), format: "cbor", receivedAt: Date.now() }, () => say("acknowledged " + topicName));
    });
  } catch (error) {
    say("refused " + error.code + " " + error.message);
    process.exit(3);
  }`;

/** A process that works from an inbox. */
export interface InboxProcess {
  readonly pid: number;
  /** All that it has said so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that begins so. */
  says(beginning: string): Promise<string>;
  tell(line: string): void;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts one, with an environment of its own, and behind a command such as `unshare` where one is given. */
export function startInboxProcess(
  path: string,
  { env = {}, behind = [] }: { env?: Record<string, string>; behind?: readonly string[] } = {},
): InboxProcess {
  const code = `(async () => { ${script} })()`;
  const [command = "", ...words] = [...behind, process.execPath, "-e", code, path];
  const child = spawn(command, words, {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  child.stdin.on("error", () => {});
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  undo(() => {
    child.kill("SIGCONT");
    child.kill("SIGKILL");
    return ended;
  });
  const lineOf = (beginning: string) => lines.find((line) => line.startsWith(beginning));
  return {
    pid: child.pid as number,
    lines,
    says: async (beginning) => {
      await until(() => lineOf(beginning) !== undefined);
      return lineOf(beginning) as string;
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}
