import type { Message } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import { readPayload } from "../protocol/payload.ts";
import { createOpenRequests, type OpenRequest, readReference } from "../protocol/requests.ts";
import type { Delivery } from "../session/intake.ts";

/** The requests of a device. */
export interface Requests {
  /**
   * Waits for the answer to a request, so many seconds.
   *
   * @throws CodecError when the answer cannot be read
   * @throws LinkError `deadline` or `closed`, or what `sent` rejects with
   */
  answerTo(request: SentRequest): Promise<unknown>;
  /** Takes a downlink, if it answers a request. */
  take(messageName: string, delivery: Delivery): boolean;
  /** Gives up all that wait. */
  close(): void;
}

/** A request on its way. */
export interface SentRequest {
  readonly message: Message;
  readonly answer: Message;
  readonly number: bigint;
  readonly seconds: number;
  /** Rejects where the request does not get to the broker. */
  readonly sent: Promise<void>;
}

interface Waiting extends OpenRequest {
  settle(delivery: Delivery): void;
  fail(error: unknown): void;
}

/** No request yet. */
export function createRequests(): Requests {
  const open = createOpenRequests<Waiting>();
  return {
    answerTo: ({ message, answer, number, seconds, sent }) =>
      new Promise((resolve, reject) => {
        const finish = (): void => {
          clearTimeout(timer);
          open.remove(waiting);
        };
        const waiting: Waiting = {
          answer,
          number,
          settle: ({ payload, host }) => {
            finish();
            resolve(readPayload<unknown>(answer, payload, host.format));
          },
          fail: (error) => {
            finish();
            reject(error);
          },
        };
        const late = new LinkError("deadline", `${message.name}: no answer within ${seconds} s`);
        const timer = setTimeout(() => waiting.fail(late), seconds * 1000);
        open.add(waiting);
        sent.catch(waiting.fail);
      }),
    take: (messageName, delivery) => {
      const answer = open.awaited(messageName);
      if (answer === undefined) return false;
      // An answer says which request it is for; what it cannot be read as may be any other downlink.
      const reference = readReference(answer, delivery.payload, delivery.host.format);
      const asked = reference === undefined ? undefined : open.settle(messageName, reference);
      asked?.settle(delivery);
      return asked !== undefined;
    },
    close: () => {
      for (const { fail } of [...open]) fail(new LinkError("closed", "request: the device was closed"));
    },
  };
}
