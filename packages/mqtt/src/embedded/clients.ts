import type { Aedes, Client } from "aedes";
import type { Report } from "../events.ts";
import type { Refusals } from "./refusals.ts";

/** Follows who comes and goes. */
export interface Clients {
  /** Says why a connection is going to end, before it does; the first reason counts. */
  because(client: Client, reason: string): void;
}

/** What it takes to follow clients. */
export interface ClientsOptions {
  readonly broker: Aedes;
  /** Where a client came from. */
  addressOf(client: Client): string;
  readonly refusals: Refusals;
  readonly report: Report;
}

/** Errors of the network: whoever looks whether a port is open leaves in this way, and nobody was refused. */
const GONE = /^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|ERR_STREAM_)/;

/** Reports clients of a broker as they come, go, and fail before they have said who they are. */
export function followClients({ broker, addressOf, refusals, report }: ClientsOptions): Clients {
  const reasons = new WeakMap<Client, string>();
  const because = (client: Client, reason: string): void => {
    if (!reasons.has(client)) reasons.set(client, reason);
  };

  broker.on("client", (client) =>
    report({ type: "client-connected", client: client.id, address: addressOf(client) }),
  );
  broker.on("clientDisconnect", (client) =>
    report({
      type: "client-disconnected",
      client: client.id,
      address: addressOf(client),
      reason: reasons.get(client) ?? "the client has ended the connection",
    }),
  );
  broker.on("clientError", (client, error) => because(client, error.message));
  broker.on("connectionError", (client, error: NodeJS.ErrnoException) => {
    if (reasons.has(client) || GONE.test(error.code ?? "")) return;
    because(client, error.message);
    const late = /did not arrive in time/.test(error.message);
    const reason = late ? "expected CONNECT in time" : "expected MQTT, beginning with CONNECT";
    refusals.refuse({ address: addressOf(client), client: "", reason });
  });
  return { because };
}
