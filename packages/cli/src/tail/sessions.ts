import { randomBytes } from "node:crypto";
import type { LinkEvent, TlsSettings } from "@wirebook/mqtt";
import type { Session, SessionOptions } from "@wirebook/mqtt/wire";
import { badUsage } from "../error.ts";
import { type BrokerChoice, readOption, urlOf } from "../input/broker.ts";
import { remark } from "../output/print.ts";
import { printable } from "../output/text.ts";

/** Which brokers are looked at, and how to get in. */
export interface SessionChoice extends BrokerChoice {
  readonly pskIdentity?: string;
  readonly clientId?: string;
}

/**
 * Opens a session at each host of a list, since devices may be at any of them. It is enough that one is there; the others
 * are tried on.
 *
 * @throws LinkError `refused` or `unreachable`, of the first host where none is there
 */
export async function openSessions(
  options: SessionChoice,
  looking: Pick<SessionOptions, "topicFilters" | "onDelivery">,
): Promise<readonly Session[]> {
  const clientId = clientIdOf(options);
  const tls = tlsOf(options);
  const { distinctHosts, firstOf, readHosts, startSession } = await import("@wirebook/mqtt/wire");
  const hosts = distinctHosts(
    readHosts(urlOf(options), () => {}),
    () => {},
  );
  const sessions = hosts.map((host, index) =>
    startSession({
      ...tls,
      ...looking,
      hosts: [host],
      clientId: index === 0 ? clientId : `${clientId}-${index + 1}`,
      clean: true,
      keepalive: 30,
      report,
    }),
  );
  const failure = await firstOf(sessions);
  if (failure === undefined) {
    for (const session of sessions) {
      void session.first.then((away) => {
        if (away !== undefined && !session.connected) sayAway(away);
      });
    }
    return sessions;
  }
  await Promise.all(sessions.map((session) => session.close()));
  throw failure;
}

function report(event: LinkEvent): void {
  if (event.type === "disconnected") sayAway(event.error);
  // Such as one that is longer than what is taken.
  if (event.type === "dropped") remark(`${printable(event.topicName)}: passed over: ${event.reason}`);
}

function sayAway({ message }: Error): void {
  remark(`${message}; trying again`);
}

/** One that is told, where the broker asks for it, else one that nobody else has: two of the same would throw each other out. */
function clientIdOf({ clientId }: SessionChoice): string {
  if (clientId === undefined) return `wirebook-tail-${randomBytes(4).toString("hex")}`;
  if (/^[\x21-\x7e]{1,200}$/.test(clientId)) return clientId;
  throw badUsage("--client-id: expected 1 to 200 visible ASCII characters");
}

function tlsOf(options: SessionChoice): { readonly tls?: TlsSettings } {
  const { ca, cert, key, psk, pskIdentity, serverName } = options;
  if ((psk === undefined) !== (pskIdentity === undefined)) {
    throw badUsage("expected --psk and --psk-identity together");
  }
  const tls: TlsSettings = {
    ...(ca === undefined ? {} : { ca: readOption("--ca", ca) }),
    ...(cert === undefined ? {} : { cert: readOption("--cert", cert) }),
    ...(key === undefined ? {} : { key: readOption("--key", key) }),
    ...(psk === undefined || pskIdentity === undefined ? {} : { psk: { identity: pskIdentity, key: psk } }),
    ...(serverName === undefined ? {} : { serverName }),
  };
  return Object.keys(tls).length === 0 ? {} : { tls };
}
