import { count, counted } from "../output/count.ts";
import type { Observation } from "./observe.ts";

/** Counts what was seen. */
export interface Summary {
  readonly messages: number;
  add(observation: Observation): void;
  overdue(): void;
  /** One sentence. */
  text(): string;
}

/** Begins to count. */
export function createSummary(): Summary {
  const sum = { messages: 0, gaps: 0, missing: 0n, repeats: 0, restarts: 0, rejected: 0 };
  const answers = { all: 0, late: 0, slowest: 0, none: 0 };
  return {
    get messages() {
      return sum.messages;
    },
    add: ({ gap, repeat, restart, rejected, latency, late }) => {
      sum.messages++;
      if (gap !== undefined) {
        sum.gaps++;
        sum.missing += gap.to - gap.from + 1n;
      }
      if (repeat) sum.repeats++;
      if (restart) sum.restarts++;
      if (rejected !== undefined) sum.rejected++;
      if (latency === undefined) return;
      answers.all++;
      answers.slowest = Math.max(answers.slowest, latency);
      if (late) answers.late++;
    },
    overdue: () => void answers.none++,
    text: () => {
      const { messages, gaps, missing, repeats, restarts, rejected } = sum;
      const parts = [
        gaps > 0 && `${counted(gaps, "gap")} (${missing} missing)`,
        repeats > 0 && counted(repeats, "repeat"),
        restarts > 0 && counted(restarts, "restart"),
        rejected > 0 && `${count(rejected)} rejected`,
        answers.all > 0 && `${counted(answers.all, "answer")} (slowest ${count(answers.slowest)} ms)`,
        answers.late > 0 && `${count(answers.late)} late`,
        answers.none > 0 && `${count(answers.none)} not answered in time`,
      ];
      return [counted(messages, "message"), ...parts.filter((part) => part !== false)].join(", ");
    },
  };
}
