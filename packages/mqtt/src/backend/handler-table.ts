import type { Message, Registry } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import type { RequestHandler, UnknownHandler, UplinkHandler } from "./handlers.ts";

/** The handlers of a backend. */
export interface HandlerTable {
  readonly uplinks: ReadonlyMap<string, UplinkHandler<Message>>;
  readonly requests: ReadonlyMap<string, RequestHandler<Message>>;
  readonly unknown: UnknownHandler | undefined;
  /** @throws LinkError `invalid-configuration` when the message is no uplink of this backend's, or has a handler */
  setUplink<M extends Message>(message: M, handler: UplinkHandler<M>): void;
  /** @throws LinkError `invalid-configuration` when the message is no request of this backend's, or has a handler */
  setRequest<M extends Message>(message: M, handler: RequestHandler<M>): void;
  setUnknown(handler: UnknownHandler): void;
}

/** A table without handlers, for the message types of a registry. */
export function createHandlerTable(registry: Registry): HandlerTable {
  const uplinks = new Map<string, UplinkHandler<Message>>();
  const requests = new Map<string, RequestHandler<Message>>();
  let unknown: UnknownHandler | undefined;

  /** Refuses what is of another direction, of another backend, or set already. */
  const check = (verb: string, what: string, message: Message, direction: string): void => {
    if (registry.get(message.name) === undefined) {
      throw invalid(`${verb}: expected ${what} among messages, found ${message.name}; add it there`);
    }
    if (message.direction !== direction) throw invalid(`${verb}: expected ${what}, found ${message.name}`);
    if (uplinks.has(message.name) || requests.has(message.name)) {
      throw invalid(`${verb}: ${message.name} has a handler already`);
    }
  };

  return {
    uplinks,
    requests,
    get unknown() {
      return unknown;
    },
    setUplink: (message, handler) => {
      check("onUplink", "an uplink", message, "up");
      uplinks.set(message.name, handler as unknown as UplinkHandler<Message>);
    },
    setRequest: (message, handler) => {
      check("onRequest", "a request", message, "req");
      if (message.answer === undefined) {
        throw invalid(`onRequest: expected a message type with an answer, found ${message.name} without`);
      }
      requests.set(message.name, handler as unknown as RequestHandler<Message>);
    },
    setUnknown: (handler) => {
      unknown = handler;
    },
  };
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}
