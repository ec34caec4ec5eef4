import { isCodecError, type Message, type Registry } from "@wirebook/codec";
import {
  deviceOf,
  messageNameOf,
  numberOf,
  type PayloadFormat,
  parseTopicName,
  readPayload,
  referenceOf,
  type TopicName,
  tryDevEui,
} from "@wirebook/mqtt/protocol";
import { withoutSecretKeys } from "../secrets.ts";
import { createNumbers, type NumberNote } from "./numbers.ts";
import { type AnswerNote, createRequests, type Overdue } from "./requests.ts";

/** Why a payload is none of its message type. */
export interface Rejection {
  /** A code of the codec's, or `unknown-message`, `invalid-name`, `mismatch`. */
  readonly code: string;
  /** The first fault. */
  readonly message: string;
  readonly offset?: number;
}

/** One message that flew by. */
export interface Observation extends NumberNote, Partial<AnswerNote> {
  readonly time: number;
  readonly topicName: string;
  readonly devEui?: string;
  /** Name of the message type, as the topic name has it. */
  readonly message?: string;
  readonly bytes: number;
  readonly format: PayloadFormat;
  readonly number?: bigint;
  /** The value in its JSON form. */
  readonly json?: unknown;
  readonly rejected?: Rejection;
}

/** Looks at what flies by. */
export interface Observer {
  /** None for an answer that is here before its request; then both, once that has come. */
  observe(topicName: string, payload: Uint8Array, time: number): Observation[];
  /** What time alone brings: requests without an answer, and answers whose request did not come. */
  look(now: number): { readonly overdue: Overdue[]; readonly stray: Observation[] };
}

/** Milliseconds that an answer may be in front of its request: a broker may turn the two around. */
const PATIENCE = 2000;

/** Makes an observer; sensitive values are hidden unless it is told to reveal them. */
export function createObserver(registry: Registry, reveal: boolean): Observer {
  const numbers = createNumbers();
  const requests = createRequests();

  const held = new Map<string, Observation>();

  const read = (message: Message, name: TopicName, payload: Uint8Array, seen: Observation): Observation[] => {
    const { devEui } = name;
    const reject = (rejected: Rejection): Observation[] => {
      if (message.direction !== "down") numbers.unread(devEui);
      return [{ ...seen, rejected }];
    };
    let value: unknown;
    let json: unknown;
    try {
      const run = () => readPayload<unknown>(message, payload, seen.format);
      value = reveal ? run() : withoutSecretKeys(payload, message, run);
      json = message.toJson(value, { redact: !reveal });
    } catch (error) {
      if (!isCodecError(error)) throw error;
      const { code, message: text, offset } = error;
      return reject({ code, message: text, ...(offset === undefined ? {} : { offset }) });
    }
    const sender = deviceOf(message, value);
    if (sender !== undefined && tryDevEui(sender)?.devEui !== devEui) {
      const text = "mismatch: expected the DevEUI of the topic name as the sender";
      return reject({ code: "mismatch", message: text });
    }
    const number = numberOf(message, value);
    const observation: Observation = {
      ...seen,
      ...(number === undefined ? {} : { number }),
      json,
      ...(number === undefined ? {} : noteOf(message, devEui, number, payload)),
    };
    if (message.direction === "req" && number !== undefined) return asked(message, observation, number);
    const reference = referenceOf(message, value);
    return reference === undefined ? [observation] : answered(message, observation, reference);
  };

  const noteOf = (message: Message, devEui: string, number: bigint, payload: Uint8Array): NumberNote => {
    if (message.direction === "down") return {};
    return message.direction === "req"
      ? numbers.note(devEui, number, payload)
      : numbers.take(devEui, number, payload);
  };
  const keyOf = ({ devEui }: Observation, answer: string, number: bigint): string =>
    `${devEui}/${answer}/${number}`;
  const asked = (message: Message, observation: Observation, number: bigint): Observation[] => {
    const { devEui = "", time } = observation;
    requests.asked(devEui, message, number, time);
    if (message.answer === undefined) return [observation];
    const key = keyOf(observation, message.answer.name, number);
    const answer = held.get(key);
    if (answer === undefined) return [observation];
    held.delete(key);
    return [
      observation,
      { ...answer, ...requests.answered(devEui, message.answer.name, number, answer.time) },
    ];
  };
  const answered = (message: Message, observation: Observation, reference: bigint): Observation[] => {
    const note = requests.answered(observation.devEui ?? "", message.name, reference, observation.time);
    const answer = { ...observation, ...note };
    if (note.latency !== undefined) return [answer];
    held.set(keyOf(observation, message.name, reference), answer);
    return [];
  };

  return {
    observe: (topicName, payload, time) => {
      const bare = { time, topicName, bytes: payload.length, format: formatOf(payload) };
      let name: TopicName;
      try {
        name = parseTopicName(topicName);
      } catch (error) {
        return [{ ...bare, rejected: { code: "invalid-name", message: (error as Error).message } }];
      }
      const messageName = messageNameOf(name);
      const seen = { ...bare, devEui: name.devEui, message: messageName };
      const message = registry.get(messageName);
      if (message !== undefined) return read(message, name, payload, seen);
      if (name.direction !== "down") numbers.unread(name.devEui);
      const text = `there is no message type ${messageName}`;
      return [{ ...seen, rejected: { code: "unknown-message", message: text } }];
    },
    look: (now) => {
      const stray: Observation[] = [];
      for (const [key, answer] of held) {
        if (now - answer.time < PATIENCE) break;
        held.delete(key);
        stray.push(answer);
      }
      return { overdue: requests.overdue(now), stray };
    },
  };
}

/** JSON begins with its brace, or with space: as CBOR that would be a text of many exabytes, or a number. */
function formatOf(payload: Uint8Array): PayloadFormat {
  return [0x7b, 0x20, 0x0a, 0x0d, 0x09].includes(payload[0] ?? 0) ? "json" : "cbor";
}
