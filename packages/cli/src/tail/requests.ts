import type { Message } from "@wirebook/codec";
import { createOpenRequests, deadlineOf, type OpenRequest, type OpenRequests } from "@wirebook/mqtt/protocol";

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

/** The requests of all devices that wait for their answers. */
export interface Requests {
  asked(devEui: string, message: Message, number: bigint, at: number): void;
  answered(devEui: string, answer: string, reference: bigint, at: number): AnswerNote;
  /** Requests whose deadline has passed since the last time. */
  overdue(now: number): Overdue[];
}

interface Asked extends OpenRequest {
  readonly message: string;
  readonly at: number;
  /** Seconds. */
  readonly deadline: number;
  told: boolean;
}

/** Milliseconds after which a request is forgotten. */
const REMEMBERED = 60_000;
/** How many devices may have open requests; the one that asked first is forgotten first. */
const MOST_DEVICES = 100_000;
/** How many requests of one device; the oldest is forgotten first. */
const MOST_OPEN = 16;

/** Pairs requests with their answers, for a minute each. */
export function createRequests(): Requests {
  const devices = new Map<string, OpenRequests<Asked>>();
  const openOf = (devEui: string): OpenRequests<Asked> => {
    const known = devices.get(devEui);
    if (known !== undefined) return known;
    if (devices.size >= MOST_DEVICES) devices.delete(devices.keys().next().value as string);
    const open = createOpenRequests<Asked>();
    devices.set(devEui, open);
    return open;
  };
  const remove = (devEui: string, open: OpenRequests<Asked>, request: Asked): void => {
    open.remove(request);
    if (open.size === 0) devices.delete(devEui);
  };
  return {
    asked: (devEui, message, number, at) => {
      const { answer, name } = message;
      if (answer === undefined) return;
      const open = openOf(devEui);
      // Asked once more, it is the same request: its answer is waited for since the first time.
      if (open.has(answer.name, number)) return;
      open.add({ answer, number, message: name, at, deadline: deadlineOf(message), told: false });
      const [oldest] = open;
      if (oldest !== undefined && open.size > MOST_OPEN) open.remove(oldest);
    },
    answered: (devEui, answer, reference, at) => {
      const open = devices.get(devEui);
      const request = open?.settle(answer, reference);
      if (open === undefined || request === undefined) return { answers: reference };
      if (open.size === 0) devices.delete(devEui);
      const latency = Math.max(0, at - request.at);
      const late = latency > request.deadline * 1000;
      return { answers: reference, latency, ...(late ? { late: true as const } : {}) };
    },
    overdue: (now) => {
      const late: Overdue[] = [];
      for (const [devEui, open] of devices) {
        for (const request of open) {
          const { message, number, deadline, at } = request;
          if (now - at > REMEMBERED) remove(devEui, open, request);
          if (request.told || now - at <= deadline * 1000) continue;
          request.told = true;
          late.push({ devEui, message, number, deadline });
        }
      }
      return late;
    },
  };
}
