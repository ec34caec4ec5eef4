import { steadyTime } from "../clock.ts";
/** Answers that were given, for requests that come again. */
export interface AnswerCache {
  /** The answer under a key, made by `make` where there is none yet. One that fails is forgotten. */
  answer(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

const MOST = 10_000;
/** The most bytes of answers: a device may ask as often as it likes. */
const MOST_BYTES = 64 * 2 ** 20;

interface Kept {
  readonly until: number;
  readonly answer: Promise<Uint8Array>;
  bytes: number;
}

/** Keeps answers for a time, in milliseconds, also those that are still being made. */
export function createAnswerCache(milliseconds: number): AnswerCache {
  const answers = new Map<string, Kept>();
  let bytes = 0;
  const forget = (key: string, kept: Kept): void => {
    if (answers.get(key) !== kept) return;
    answers.delete(key);
    bytes -= kept.bytes;
  };
  const forgetOld = (now: number): void => {
    for (const [key, kept] of answers) {
      if (kept.until > now && answers.size <= MOST && bytes <= MOST_BYTES) return;
      forget(key, kept);
    }
  };
  return {
    answer: (key, make) => {
      const now = steadyTime();
      forgetOld(now);
      const given = answers.get(key);
      if (given !== undefined) return given.answer;
      const kept: Kept = { until: now + milliseconds, answer: make(), bytes: 0 };
      answers.set(key, kept);
      kept.answer.then(
        ({ length }) => {
          if (answers.get(key) !== kept) return;
          kept.bytes = length;
          bytes += length;
        },
        () => forget(key, kept),
      );
      return kept.answer;
    },
  };
}
