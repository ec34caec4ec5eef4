import type { MessageStep } from "../plan/plan.ts";

/** What a simulation has done so far. */
export interface Counts {
  /** Devices that are connected. */
  connected: number;
  /** Connections that were made, and those of them that came after a cut. */
  connections: number;
  reconnections: number;
  /** Attempts to connect for the first time that failed and were made again. */
  refused: number;
  storms: number;
  /** Messages that were handed to a session, requests and duplicates included. */
  sent: number;
  /** Of these, those that the broker acknowledged (QoS 1), or that were written out (QoS 0). */
  acknowledged: number;
  /** Messages by type, duplicates and bad payloads left out. */
  readonly byType: Record<string, number>;
  duplicates: number;
  bad: number;
  /** Uplinks in front of which numbers are missing: left out on purpose, or those of bad payloads. */
  gaps: number;
  restarts: number;
  requests: number;
  answers: number;
  /** Answers behind their deadline. They count as answers too. */
  late: number;
  /** Requests that were given up after a minute. */
  unanswered: number;
  /** Milliseconds from each request to its answer, cuts included: the longest. */
  slowestAnswer: number;
}

/** Counts that begin at nothing. */
export function createCounts(): Counts {
  return {
    connected: 0,
    connections: 0,
    reconnections: 0,
    refused: 0,
    storms: 0,
    sent: 0,
    acknowledged: 0,
    byType: {},
    duplicates: 0,
    bad: 0,
    gaps: 0,
    restarts: 0,
    requests: 0,
    answers: 0,
    late: 0,
    unanswered: 0,
    slowestAnswer: 0,
  };
}

/** Counts a message that is sent. */
export function countStep(counts: Counts, { message, good, duplicate, gap, restart }: MessageStep): void {
  counts.sent++;
  if (duplicate) counts.duplicates++;
  else if (good) counts.byType[message.name] = (counts.byType[message.name] ?? 0) + 1;
  else counts.bad++;
  if (gap) counts.gaps++;
  if (restart) counts.restarts++;
  if (message.answer !== undefined) counts.requests++;
}

/** Counts an answer that came after so many milliseconds, of those that it had. */
export function countAnswer(counts: Counts, milliseconds: number, deadline: number): void {
  counts.answers++;
  if (milliseconds > deadline) counts.late++;
  counts.slowestAnswer = Math.max(counts.slowestAnswer, milliseconds);
}
