import type { Duplex } from "node:stream";
import type { Message } from "@wirebook/codec";
import type { HostUri, TlsSettings } from "@wirebook/mqtt";
import { openSession, readPayload, referenceOf, type Session } from "@wirebook/mqtt/wire";
import type { Counts } from "./counts.ts";
import type { MessageStep } from "./plan.ts";
import { slowLink } from "./slow-link.ts";

/** How one simulated device is set up. */
export interface DeviceSettings {
  readonly devEui: string;
  readonly hosts: readonly HostUri[];
  readonly tls: TlsSettings | undefined;
  readonly slow: boolean;
  readonly qos: 0 | 1;
  readonly counts: Counts;
}

/** A simulated device: a session, and the requests that wait for their answer. */
export interface SimulatedDevice {
  send(step: MessageStep): void;
  /** Cuts the connection off; the session makes a new one. */
  cut(): void;
  /** Gives up requests that were made before, and answers how many still wait. */
  waiting(since: number): number;
  close(): Promise<void>;
}

interface Request {
  readonly number: bigint;
  readonly answer: Message;
  readonly sentAt: number;
  /** Milliseconds. */
  readonly deadline: number;
}

/**
 * Connects a device.
 *
 * @throws LinkError `refused` or `unreachable`
 */
export async function openDevice(settings: DeviceSettings): Promise<SimulatedDevice> {
  const { devEui, hosts, tls, slow, qos, counts } = settings;
  /** What waits, the oldest first. After a reset, a number may be in use twice. */
  const requests: Request[] = [];
  let stream: Duplex | undefined;
  let connections = 0;
  let closed = false;

  const answered = (payload: Uint8Array, { format }: HostUri, topicName: string): void => {
    const now = Date.now();
    const answer = requests.find((request) => topicName.endsWith(request.answer.name))?.answer;
    if (answer === undefined) return;
    const number = referenceOf(answer, readPayload(answer, payload, format));
    const at = requests.findIndex((request) => request.answer === answer && request.number === number);
    const [request] = at < 0 ? [] : requests.splice(at, 1);
    if (request === undefined) return;
    const took = now - request.sentAt;
    counts.answers++;
    if (took > request.deadline) counts.late++;
    counts.slowestAnswer = Math.max(counts.slowestAnswer, took);
  };

  const session: Session = await openSession({
    hosts,
    ...(tls === undefined ? {} : { tls }),
    clientId: devEui,
    clean: true,
    keepalive: 60,
    link: (raw) => {
      stream = slow ? slowLink(raw) : raw;
      return stream;
    },
    topicFilters: ({ prefix }) => [`${prefix === "" ? "" : `${prefix}/`}${devEui}/down/+`],
    onDelivery: ({ payload, host, topicName }, acknowledge) => {
      acknowledge();
      answered(payload, host, topicName);
    },
    report: ({ type }) => {
      if (type === "connected") {
        counts.connected++;
        counts.connections++;
        if (connections++ > 0) counts.reconnections++;
      } else if (type === "disconnected") counts.connected--;
    },
  });

  return {
    send: ({ message, number, payload, good, duplicate, gap, restart }) => {
      const { prefix } = session.host;
      const { answer } = message;
      counts.sent++;
      if (duplicate) counts.duplicates++;
      else if (good) counts.byType[message.name] = (counts.byType[message.name] ?? 0) + 1;
      else counts.bad++;
      if (gap) counts.gaps++;
      if (restart) counts.restarts++;
      if (answer !== undefined) {
        counts.requests++;
        requests.push({ number, answer, sentAt: Date.now(), deadline: (message.deadline ?? 5) * 1000 });
      }
      const topicName = `${prefix === "" ? "" : `${prefix}/`}${devEui}/${message.name}`;
      session.publish(topicName, payload, qos).then(
        () => void counts.acknowledged++,
        () => {},
      );
    },
    cut: () => void stream?.destroy(),
    waiting: (since) => {
      const open = requests.findIndex(({ sentAt }) => sentAt > since);
      counts.unanswered += requests.splice(0, open < 0 ? requests.length : open).length;
      return requests.length;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await session.close();
      counts.connected--;
    },
  };
}
