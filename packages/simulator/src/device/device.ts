import type { Duplex } from "node:stream";
import type { HostUri, TlsSettings } from "@wirebook/mqtt";
import {
  createOpenRequests,
  deadlineOf,
  downlinkFilterOf,
  messageNameOf,
  type OpenRequest,
  type OpenRequests,
  readReference,
  topicNameOf,
  tryTopicName,
} from "@wirebook/mqtt/protocol";
import { type Delivery, openSession } from "@wirebook/mqtt/wire";
import type { MessageStep } from "../plan/plan.ts";
import { type Counts, countAnswer, countStep } from "./counts.ts";
import { slowLink } from "./slow-link.ts";

/** How one simulated device is set up. */
export interface DeviceSettings {
  readonly devEui: string;
  readonly hosts: readonly [HostUri, ...HostUri[]];
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

interface Asked extends OpenRequest {
  /** Milliseconds of Unix time. */
  readonly sentAt: number;
  /** Milliseconds that its answer has. */
  readonly deadline: number;
}

/** Seconds between signs of life. */
const KEEPALIVE = 60;

/**
 * Connects a device.
 *
 * @throws LinkError `refused` or `unreachable`
 */
export async function openDevice(settings: DeviceSettings): Promise<SimulatedDevice> {
  const { devEui, hosts, tls, slow, qos, counts } = settings;
  const requests = createOpenRequests<Asked>();
  let stream: Duplex | undefined;
  let connections = 0;
  let closed = false;

  const session = await openSession({
    hosts,
    tls,
    clientId: devEui,
    clean: true,
    keepalive: KEEPALIVE,
    link: (raw) => {
      stream = slow ? slowLink(raw) : raw;
      return stream;
    },
    topicFilters: ({ prefix }) => [downlinkFilterOf(prefix, devEui)],
    onDelivery: (delivery, acknowledge) => {
      acknowledge();
      const asked = requestOf(requests, delivery);
      if (asked !== undefined) countAnswer(counts, Date.now() - asked.sentAt, asked.deadline);
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
    send: (step) => {
      const { message, number, payload } = step;
      const { answer } = message;
      countStep(counts, step);
      if (answer !== undefined) {
        requests.add({ answer, number, sentAt: Date.now(), deadline: deadlineOf(message) * 1000 });
      }
      const topicName = topicNameOf({ prefix: session.host.prefix, device: devEui }, message.name);
      session.publish(topicName, payload, qos).then(
        () => void counts.acknowledged++,
        () => {},
      );
    },
    cut: () => void stream?.destroy(),
    waiting: (since) => {
      for (const request of requests) {
        if (request.sentAt > since) break;
        requests.remove(request);
        counts.unanswered++;
      }
      return requests.size;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      await session.close();
      counts.connected--;
    },
  };
}

/** The request that a downlink answers; it waits no longer. */
function requestOf(requests: OpenRequests<Asked>, { topicName, payload, host }: Delivery): Asked | undefined {
  const name = tryTopicName(topicName);
  const answer = name === undefined ? undefined : requests.awaited(messageNameOf(name));
  if (answer === undefined) return undefined;
  const reference = readReference(answer, payload, host.format);
  return reference === undefined ? undefined : requests.settle(answer.name, reference);
}
