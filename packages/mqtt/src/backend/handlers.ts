import type { Message, MessageInput, MessageValue } from "@wirebook/codec";
import type { DevEuiSpelling } from "../protocol/dev-eui.ts";
import type { AnswerTo } from "../protocol/requests.ts";
import type { RoleNames, Unfilled } from "../protocol/roles.ts";

/** What a handler is told beside the value. */
export interface MessageContext {
  /** 16 lower-case hexadecimal digits. */
  readonly devEui: string;
  readonly spelling: DevEuiSpelling;
  readonly topicName: string;
  readonly prefix: string;
  readonly receivedAt: Date;
}

/** What an uplink's handler is told beside the value. */
export interface UplinkContext extends MessageContext {
  /** The same however often this message is handled: a key for effects that must not happen twice. Without an inbox it is empty. */
  readonly id: string;
  /** Counts from 1 since the backend was started. */
  readonly attempt: number;
  /** Whether an earlier attempt may have had effects: a retry, a replay, or a backend that ended in between. */
  readonly repeated: boolean;
  /** Whether somebody asked for it to be handled once more. */
  readonly replayed: boolean;
}

/** What a request's handler is told beside the value. */
export interface RequestContext extends MessageContext {
  /** When the answer has to be there. */
  readonly deadline: Date;
  /** Aborts at the deadline. */
  readonly signal: AbortSignal;
}

/** A message that no handler is for. */
export interface UnknownMessage extends UplinkContext {
  /** Name of the message type, such as `up/data`. */
  readonly message: string;
  readonly payload: Uint8Array;
}

/** Handles an uplink. What it throws is tried again, and ends as a dead letter. */
export type UplinkHandler<M extends Message> = (
  value: MessageValue<M>,
  context: UplinkContext,
) => Promise<void> | void;

/** The value of an answer. Its number, and the number of the request, may be left out. */
export type AnswerValue<M> = Unfilled<
  MessageInput<AnswerTo<M>>,
  RoleNames<AnswerTo<M>, "number" | "reference">
>;

/** Handles a request: what it returns is the answer. What it throws is no answer. */
export type RequestHandler<M extends Message> = (
  value: MessageValue<M>,
  context: RequestContext,
) => Promise<AnswerValue<M>> | AnswerValue<M>;

/** Handles what no other handler is for. */
export type UnknownHandler = (message: UnknownMessage) => Promise<void> | void;
