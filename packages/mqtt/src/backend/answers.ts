/** Answers that were given, for requests that come again. */
export interface AnswerCache {
  /** The answer under a key, made by `make` where there is none yet. One that fails is forgotten. */
  answer(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

const MOST = 10_000;

/** Keeps answers for a time, in milliseconds, also those that are still being made. */
export function createAnswerCache(milliseconds: number): AnswerCache {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<Uint8Array> }>();
  const forgetOld = (now: number): void => {
    for (const [key, { until }] of answers) {
      if (until > now && answers.size <= MOST) return;
      answers.delete(key);
    }
  };
  return {
    answer: (key, make) => {
      const now = Date.now();
      forgetOld(now);
      const kept = answers.get(key);
      if (kept !== undefined) return kept.answer;
      const answer = make();
      answers.set(key, { until: now + milliseconds, answer });
      answer.catch(() => {
        if (answers.get(key)?.answer === answer) answers.delete(key);
      });
      return answer;
    },
  };
}
