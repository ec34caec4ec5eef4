import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Question } from "./protocol.ts";

/** The last answer, whether another is on its way, and how to ask. */
export interface Asking {
  readonly answer: Answer | undefined;
  readonly isBusy: boolean;
  ask(question: Omit<Question, "id">): void;
}

/**
 * Asks a worker one question at a time. While it is at work only the newest question waits: whoever types fast gets
 * the answer to what stands there now.
 */
export function useAsking(start: () => Worker): Asking {
  const worker = useRef<Worker>(undefined);
  const waiting = useRef<Question>(undefined);
  const asked = useRef<number>(undefined);
  const count = useRef(0);
  const [answer, setAnswer] = useState<Answer>();
  const [isBusy, setBusy] = useState(false);

  const send = useCallback((question: Question) => {
    asked.current = question.id;
    worker.current?.postMessage(question);
    setBusy(true);
  }, []);

  useEffect(() => {
    const thread = start();
    worker.current = thread;
    thread.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      asked.current = undefined;
      const next = waiting.current;
      waiting.current = undefined;
      if (next !== undefined) return send(next);
      setBusy(false);
      if (data.id === count.current) setAnswer(data);
    });
    if (waiting.current !== undefined) {
      send(waiting.current);
      waiting.current = undefined;
    }
    return () => thread.terminate();
  }, [start, send]);

  const ask = useCallback(
    (question: Omit<Question, "id">) => {
      count.current += 1;
      const numbered = { ...question, id: count.current };
      if (asked.current !== undefined || worker.current === undefined) waiting.current = numbered;
      else send(numbered);
    },
    [send],
  );
  return { answer, isBusy, ask };
}
