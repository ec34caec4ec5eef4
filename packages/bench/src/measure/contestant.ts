import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answer, Start, Turn } from "./turn.ts";

/** A peer in a process of its own. */
export interface Process {
  readonly start: Start;
  /** Does something once more, and says how long a call took. */
  take(turn: Turn): Promise<Answer>;
  close(): void;
}

/** Optimizing in a thread of its own would take the second core, and turns by chance. */
const flags = ["--no-concurrent-recompilation"];

/** Starts the process of a peer, and waits until it is ready. */
export async function startProcess(start: Start): Promise<Process> {
  const program = fileURLToPath(new URL("../../dist/children/contestant.js", import.meta.url));
  const child = fork(program, [JSON.stringify(start)], { execArgv: flags });
  await answerOf(child, start);
  return {
    start,
    take(turn) {
      child.send(turn);
      return answerOf(child, start);
    },
    close: () => void child.kill(),
  };
}

/** @throws Error when the process ends in place of an answer */
async function answerOf(child: ChildProcess, { peer, messages }: Start): Promise<Answer> {
  const ended = new AbortController();
  const end = () => ended.abort();
  child.once("exit", end);
  try {
    const [answer] = await once(child, "message", { signal: ended.signal });
    return answer as Answer;
  } catch (cause) {
    throw new Error(`${peer}, ${messages.join(", ")}: the process ended`, { cause });
  } finally {
    child.off("exit", end);
  }
}
