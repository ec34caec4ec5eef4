import { inspect, type Message } from "@wirebook/codec";
import { blankSensitive } from "./blank.ts";

/** One item of a payload beside what its message type says of it. */
export interface Member {
  /** JSON Pointer. */
  readonly path: string;
  /** Diagnostic notation; sensitive values are hidden. */
  readonly value: string;
  readonly unit?: string;
  readonly meaning?: string;
}

/** What the live page shows of one message. */
export interface LiveUplink {
  /** Counts from 1. */
  readonly id: number;
  /** Milliseconds of Unix time. */
  readonly time: number;
  readonly devEui: string;
  readonly message: string;
  readonly title: string;
  readonly number: string;
  readonly bytes: number;
  readonly members: readonly Member[];
  /** The payload in base64url, for the playground: zeros where it is sensitive. */
  readonly payload?: string;
}

const MOST_MEMBERS = 40;
const MOST_CHARACTERS = 72;
/** The playground takes no longer ones out of an address. */
const MOST_BYTES = 8192;

/** Writes down what the live page shows of a message. */
export function describeUplink(
  message: Message,
  value: { readonly n: bigint },
  { id, devEui, time }: Pick<LiveUplink, "id" | "devEui" | "time">,
): LiveUplink {
  const payload = message.encode(value);
  const shown = payload.length > MOST_BYTES ? undefined : blankSensitive(payload, message);
  return {
    id,
    time,
    devEui,
    message: message.name,
    title: message.title,
    number: String(value.n),
    bytes: payload.length,
    members: membersOf(payload, message),
    ...(shown === undefined ? {} : { payload: Buffer.from(shown).toString("base64url") }),
  };
}

function membersOf(payload: Uint8Array, message: Message): Member[] {
  return inspect(payload, message)
    .items.filter(({ role, instancePath }) => role !== "key" && role !== "break" && instancePath !== "")
    .slice(0, MOST_MEMBERS)
    .map(({ instancePath, diagnostic, unit, description }) => ({
      path: instancePath,
      value:
        diagnostic.length > MOST_CHARACTERS ? `${diagnostic.slice(0, MOST_CHARACTERS - 1)}…` : diagnostic,
      ...(unit === undefined ? {} : { unit }),
      ...(description === undefined ? {} : { meaning: description }),
    }));
}
