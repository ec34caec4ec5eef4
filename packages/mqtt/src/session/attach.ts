import type { LinkError } from "../error.ts";
import type { HostUri } from "../hosts/host-uri.ts";
import { type Connection, type ConnectSettings, connectOnce } from "./connection.ts";
import { createIntake, type IntakeOptions } from "./intake.ts";
import type { Outbox } from "./outbox.ts";
import { createSubscription } from "./subscription.ts";

/** A connection that has subscribed. */
export interface Attachment {
  readonly connection: Connection;
  /** Why it has ended, once it has. */
  readonly ended: Promise<LinkError>;
}

/** What a session does at one host. */
export interface AttachOptions extends Omit<ConnectSettings, "timeout">, IntakeOptions {
  topicFilters(host: HostUri): readonly string[];
  /** The broker let this client in, and then did not let it subscribe. */
  onUnsubscribed(error: LinkError): void;
  readonly outbox: Outbox;
}

/** Milliseconds for CONNECT to be answered, and for SUBSCRIBE. */
const TIMEOUT = 15_000;

/**
 * Connects to one host, once, and subscribes there.
 *
 * @throws LinkError `refused` or `unreachable`
 */
export async function attach(host: HostUri, options: AttachOptions): Promise<Attachment> {
  const { outbox } = options;
  const intake = createIntake(host, options);
  const subscription = createSubscription(host, options.topicFilters(host), TIMEOUT, intake.stirs);
  let end: (error: LinkError) => void = () => {};
  const ended = new Promise<LinkError>((resolve) => {
    end = resolve;
  });
  let connection: Connection | undefined;
  connection = await connectOnce(
    host,
    { ...options, timeout: TIMEOUT },
    {
      onPublish: intake.take,
      onPacket: (packet, from) => {
        switch (packet.cmd) {
          case "pubrel":
            return intake.released(packet.messageId as number, from);
          case "puback":
            return outbox.acknowledged(packet.messageId as number);
          case "suback":
            return subscription.answered(packet);
        }
      },
      onLong: intake.takeLong,
      onClose: (error) => {
        subscription.failed(error);
        if (connection !== undefined) outbox.disconnected(connection);
        end(error);
      },
    },
  );
  options.holding.begin(connection);
  await subscription.subscribe(connection, outbox.reserve()).catch((error: LinkError) => {
    options.onUnsubscribed(error);
    throw error;
  });
  outbox.connected(connection, host);
  return { connection, ended };
}
