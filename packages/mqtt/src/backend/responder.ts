import { createHash } from "node:crypto";
import type { Message, Registry } from "@wirebook/codec";
import { steadyTime } from "../clock.ts";
import { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import type { Received } from "../inbox/store/record.ts";
import type { DeadReason } from "../inbox/store/store.ts";
import { deadlineOf } from "../protocol/deadline.ts";
import { readPayload, writePayload } from "../protocol/payload.ts";
import { numberOf, writeFilled } from "../protocol/roles.ts";
import { messageNameOf, type TopicName, topicNameOf, tryTopicName } from "../protocol/topic-name.ts";
import { createAnswerCache } from "./answers.ts";
import type { RequestContext, RequestHandler } from "./handlers.ts";
import { mismatch, unreadable } from "./process-uplink.ts";
import type { Route } from "./source.ts";

/** What the responder needs. */
export interface ResponderOptions {
  readonly registry: Registry;
  readonly byName: ReadonlyMap<string, RequestHandler<Message>>;
  /** Seconds by message name, in place of the definition's. */
  readonly deadlines: Readonly<Record<string, number>>;
  /** How long answers are kept for requests that come again, in milliseconds. */
  readonly keepAnswers: number;
  nextNumber(): bigint;
  /** A request that cannot be read, or that is forged. */
  onPoison(received: Received, reason: DeadReason): void;
  /** The number of a request, which the device counts with its uplinks. */
  onNumber(name: TopicName, number: bigint, received: Received): void;
  /** An answer has left, so many milliseconds after its request came. */
  readonly onAnswered?: ((messageName: string, milliseconds: number) => void) | undefined;
  readonly report: Report;
}

/** A request that has come. */
export interface ReceivedRequest {
  readonly received: Received;
  /** When, by `performance.now()`: its deadline is not moved by a clock that is set. */
  readonly arrived: number;
  /** The way back, to the host that it came from. */
  readonly route: Pick<Route, "publish">;
}

/** Answers requests: each within its deadline, one that comes again with the same answer. */
export function createResponder(options: ResponderOptions): (request: ReceivedRequest) => void {
  const answers = createAnswerCache(options.keepAnswers);

  const respond = async (
    { received, arrived, route }: ReceivedRequest,
    name: TopicName,
    messageName: string,
  ): Promise<void> => {
    const message = options.registry.get(messageName);
    const handler = options.byName.get(messageName);
    const answer = message?.answer;
    if (message === undefined || handler === undefined || answer === undefined) {
      throw new LinkError("no-handler", `expected a handler for ${messageName}; add one with onRequest`);
    }
    const value = readPayload(message, received.payload, received.format);
    const forged = mismatch(message, value, name);
    if (forged !== undefined) throw new Poison(forged);
    const number = numberOf(message, value);
    if (number !== undefined) options.onNumber(name, number, received);

    const seconds = deadlineOf(message, options.deadlines[messageName]);
    const deadline = received.receivedAt + seconds * 1000;
    const expires = arrived + seconds * 1000;
    const payload = await before(expires, seconds, (signal) =>
      answers.answer(keyOf(name, messageName, received.payload), async () => {
        const context = contextOf(received, name, deadline, signal);
        const given: unknown = await handler(value, context);
        const fill = { number: options.nextNumber(), ...(number === undefined ? {} : { reference: number }) };
        return writeFilled(answer, given, fill, (one, filled) => writePayload(one, filled, received.format));
      }),
    );
    const topicName = topicNameOf(name, messageNameOf({ direction: "down", type: answer.type }));
    // What the connection cannot take in time is of no use to the device, which has asked again by then.
    await route.publish(topicName, payload, { expires });
    options.onAnswered?.(messageName, steadyTime() - arrived);
  };

  return (request) => {
    const { received } = request;
    const name = tryTopicName(received.topicName);
    if (name === undefined) return;
    const messageName = messageNameOf(name);
    respond(request, name, messageName).catch((error: unknown) => {
      const poison = error instanceof Poison ? error.reason : unreadable(error);
      const reason = poison?.message ?? (error instanceof Error ? error.message : String(error));
      options.report({ type: "unanswered", devEui: name.devEui, message: messageName, reason });
      if (poison !== undefined) options.onPoison(received, poison);
    });
  };
}

/** A request that no answer is due to. */
class Poison extends Error {
  readonly reason: DeadReason;

  constructor(reason: DeadReason) {
    super(reason.message);
    this.reason = reason;
  }
}

/** The result of `run`, if it comes before `expires` by `performance.now()`; what comes later is kept for a request that comes again. */
function before<T>(expires: number, seconds: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const late = () => new LinkError("deadline", `no answer within ${seconds} s`);
    const timer = setTimeout(
      () => {
        controller.abort();
        reject(late());
      },
      Math.max(0, expires - steadyTime()),
    );
    run(controller.signal)
      .then((result) => (steadyTime() > expires ? reject(late()) : resolve(result)), reject)
      .finally(() => clearTimeout(timer));
  });
}

function keyOf(name: TopicName, messageName: string, payload: Uint8Array): string {
  return `${name.devEui}/${messageName}/${createHash("sha256").update(payload).digest("base64")}`;
}

function contextOf(
  received: Received,
  name: TopicName,
  deadline: number,
  signal: AbortSignal,
): RequestContext {
  return {
    devEui: name.devEui,
    spelling: name.spelling,
    topicName: received.topicName,
    prefix: name.prefix,
    receivedAt: new Date(received.receivedAt),
    deadline: new Date(deadline),
    signal,
  };
}
