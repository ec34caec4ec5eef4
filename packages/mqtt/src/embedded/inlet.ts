import type { Duplex } from "node:stream";
import { generate, type IPublishPacket } from "mqtt-packet";
import { createFraming, PUBLISH } from "../packets/framing.ts";
import type { LongPublish } from "../packets/publish-head.ts";
import type { Budget, Reservation } from "./budget.ts";
import type { CutMark } from "./cut-mark.ts";
import type { HeldBack } from "./read-on.ts";

/** What comes in over one connection of the embedded broker. */
export interface Inlet {
  /** The client has signed in: its packets may be long from now on. */
  open(): void;
  /** A message was seen to: the room that its packet had, if it needed any, is free. */
  seenTo(message: Message): void;
}

/** What of a message says how long its packet was. */
type Message = Pick<IPublishPacket, "topic" | "payload" | "qos">;

/** What an inlet works with. */
export interface InletOptions {
  /** The most bytes of a PUBLISH behind its fixed header: of a longer one the beginning is handed on, marked. */
  readonly maxPacket: number;
  readonly budget: Budget;
  readonly cut: CutMark;
  /** Whether more may be read, once somebody has signed in; otherwise the connection is told when it may go on. */
  mayRead(connection: HeldBack): boolean;
  /** Bytes have come, or have to wait: the client is alive, even if none of its packets has come to its end. */
  onAlive(): void;
  /** The connection is broken off, since it brought what was not expected. */
  onFault(expected: string): void;
}

/** The most bytes of a packet that needs no room in the budget: a CONNECT with a will of 64 KiB, and as much beside. */
const FREE_BYTES = 128 * 1024;

/**
 * Reads the packets of a connection before anything collects them. Before somebody has signed in, a longer one than
 * CONNECT can need breaks the connection off; afterwards, of a PUBLISH that is too long the beginning is handed on.
 */
export function createInlet(stream: Duplex, options: InletOptions): Inlet {
  const { maxPacket, budget, cut } = options;
  const small = Math.min(FREE_BYTES, maxPacket);
  const reservations: Reservation[] = [];
  /** The last one that was asked for, until its packet begins. */
  let asked: Reservation | undefined;
  let coming: Reservation | undefined;
  let signedIn = false;
  /** Whether the first packet was let through, which has to be CONNECT. */
  let begun = false;
  /** What has come and has to wait. */
  let held: Buffer | undefined;
  let out: Buffer[] = [];

  const goOn = (): void => void stream.emit("readable");
  const heldBack: HeldBack = { goOn, onWait: options.onAlive };
  const breakOff = (expected: string): void => {
    options.onFault(expected);
    stream.destroy();
  };
  const reserve = (size: number): boolean => {
    asked ??= budget.reserve({
      size,
      onGrant: goOn,
      onWait: options.onAlive,
      onStall: () => breakOff("a packet that goes on while others wait for its room"),
    });
    if (!asked.granted) return false;
    reservations.push(asked);
    [coming, asked] = [asked, undefined];
    return true;
  };
  const framing = createFraming({
    admit: (type, length) => {
      if (type !== PUBLISH || length <= small) {
        if (length > FREE_BYTES) return "refuse";
        begun = true;
        return "pass";
      }
      // A client may send on before CONNECT is answered.
      if (!signedIn) return begun ? "wait" : "refuse";
      if (length > maxPacket) return "skip";
      return length <= FREE_BYTES || reserve(length) ? "pass" : "wait";
    },
    onBytes: (bytes) => void out.push(bytes),
    onLong: (packet) => void out.push(publishOf(packet, cut)),
    onFault: breakOff,
  });

  const take = (bytes: Buffer): Buffer | undefined => {
    const left = framing.take(bytes);
    coming?.arrived(bytes.length - (left?.length ?? 0));
    return left;
  };

  const read = stream.read.bind(stream);
  // Where the bytes are taken, and not a stream in between: it sees each chunk once and costs next to nothing.
  stream.read = (size) => {
    if (signedIn && !options.mayRead(heldBack)) return null;
    if (held !== undefined) held = take(held);
    // At least once where nothing waits: a stream that is not read says no more that there is something to read.
    while (held === undefined && !stream.destroyed) {
      const chunk: Buffer | null = read(size);
      if (chunk === null) break;
      options.onAlive();
      held = take(chunk);
      if (out.length > 0) break;
    }
    if (out.length === 0 || stream.destroyed) return null;
    const bytes = out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out);
    out = [];
    return bytes;
  };
  stream.once("close", () => {
    asked?.release();
    for (const one of reservations.splice(0)) one.release();
    held = undefined;
  });

  return {
    open: () => {
      signedIn = true;
    },
    seenTo: (message) => {
      if (lengthOf(message) > FREE_BYTES) reservations.shift()?.release();
    },
  };
}

/** The remaining length of a message's packet. @see MQTT 3.1.1 §3.3 */
function lengthOf({ topic, payload, qos }: Message): number {
  return 2 + Buffer.byteLength(topic) + (qos === 0 ? 0 : 2) + payload.length;
}

/** A short PUBLISH in place of a long one: the same message to whoever acknowledges it. */
function publishOf({ topicName, qos, dup, messageId, head, size }: LongPublish, cut: CutMark): Buffer {
  return generate({
    cmd: "publish",
    topic: topicName,
    payload: cut.mark({ head, size }),
    qos,
    dup,
    retain: false,
    ...(messageId === undefined ? {} : { messageId }),
  });
}
