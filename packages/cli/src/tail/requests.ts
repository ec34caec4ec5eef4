import type { Message } from "@wirebook/codec";

/** A request nobody has answered in time. */
export interface Overdue {
  readonly devEui: string;
  readonly message: string;
  readonly number: bigint;
  /** Seconds that the answer had. */
  readonly deadline: number;
}

/** What an answer says of its request. */
export interface AnswerNote {
  /** The number of the request. */
  readonly answers: bigint;
  /** Milliseconds since the request; unknown where the request was not seen. */
  readonly latency?: number;
  /** Behind the deadline. */
  readonly late?: true;
}

/** Pairs requests with their answers. */
export interface Requests {
  asked(devEui: string, message: Message, number: bigint, at: number): void;
  answered(devEui: string, answer: string, reference: bigint, at: number): AnswerNote;
  /** Requests whose deadline has passed since the last time. */
  overdue(now: number): Overdue[];
}

interface Request {
  readonly message: Message;
  readonly devEui: string;
  readonly number: bigint;
  readonly at: number;
  readonly deadline: number;
  told: boolean;
}

const DEFAULT_DEADLINE = 5;
/** Milliseconds after which a request is forgotten. */
const REMEMBERED = 60_000;
const MOST = 100_000;

/** Pairs requests with their answers, for a minute each. */
export function createRequests(): Requests {
  const open = new Map<string, Request>();
  const keyOf = (devEui: string, answer: string, number: bigint): string => `${devEui}/${answer}/${number}`;
  return {
    asked: (devEui, message, number, at) => {
      if (message.answer === undefined) return;
      const deadline = message.deadline ?? DEFAULT_DEADLINE;
      const key = keyOf(devEui, message.answer.name, number);
      if (!open.has(key)) open.set(key, { message, devEui, number, at, deadline, told: false });
      if (open.size > MOST) open.delete(open.keys().next().value as string);
    },
    answered: (devEui, answer, reference, at) => {
      const key = keyOf(devEui, answer, reference);
      const request = open.get(key);
      if (request === undefined) return { answers: reference };
      open.delete(key);
      const latency = Math.max(0, at - request.at);
      const late = latency > request.deadline * 1000;
      return { answers: reference, latency, ...(late ? { late: true as const } : {}) };
    },
    overdue: (now) => {
      const late: Overdue[] = [];
      for (const [key, request] of open) {
        const { devEui, message, number, deadline, at } = request;
        if (now - at > REMEMBERED) open.delete(key);
        if (request.told || now - at <= deadline * 1000) continue;
        request.told = true;
        late.push({ devEui, message: message.name, number, deadline });
      }
      return late;
    },
  };
}
