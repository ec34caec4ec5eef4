import { isCodecError, type Message } from "@wirebook/codec";
import { type PayloadFormat, readPayload } from "./payload.ts";
import { referenceOf } from "./roles.ts";

/** The message type that answers a request. */
export type AnswerTo<M> = M extends { readonly answer: infer Answer } ? Answer : Message;

/** A request that waits for its answer. */
export interface OpenRequest {
  /** The message type that answers it. */
  readonly answer: Message;
  /** The number that the answer refers to. */
  readonly number: bigint;
}

/** The requests of one device that wait for their answers. After a restart, a number may be in use twice. */
export interface OpenRequests<Request extends OpenRequest> {
  readonly size: number;
  add(request: Request): void;
  /** Whether an answer of this type and reference is waited for. */
  has(messageName: string, reference: bigint): boolean;
  /** The message type of a name, where an answer of that type is waited for. */
  awaited(messageName: string): Message | undefined;
  /** Takes out the oldest request that an answer of this type and reference is for. */
  settle(messageName: string, reference: bigint): Request | undefined;
  /** Takes out one request. */
  remove(request: Request): void;
  /** The oldest first. */
  [Symbol.iterator](): Iterator<Request>;
}

/** Pairs requests with their answers: by the answer's message type, and by its reference to the request's number. */
export function createOpenRequests<Request extends OpenRequest>(): OpenRequests<Request> {
  const open = new Set<Request>();
  const awaited = (messageName: string): Message | undefined => {
    for (const { answer } of open) if (answer.name === messageName) return answer;
    return undefined;
  };
  const find = (messageName: string, reference: bigint): Request | undefined => {
    for (const request of open) {
      if (request.number === reference && request.answer.name === messageName) return request;
    }
    return undefined;
  };
  return {
    get size() {
      return open.size;
    },
    add: (request) => void open.add(request),
    has: (messageName, reference) => find(messageName, reference) !== undefined,
    awaited,
    settle: (messageName, reference) => {
      const request = find(messageName, reference);
      if (request !== undefined) open.delete(request);
      return request;
    },
    remove: (request) => void open.delete(request),
    [Symbol.iterator]: () => open.values(),
  };
}

/** The number of the request that a payload answers; `undefined` where it cannot be read as an answer of that type. */
export function readReference(
  answer: Message,
  payload: Uint8Array,
  format: PayloadFormat,
): bigint | undefined {
  try {
    return referenceOf(answer, readPayload(answer, payload, format));
  } catch (error) {
    if (isCodecError(error)) return undefined;
    throw error;
  }
}
