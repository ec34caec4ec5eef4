import { LinkError } from "../error.ts";
import type { EmbeddedOptions, ListenerOptions } from "./options.ts";

/** What changes at an embedded broker while it runs. What is left out stays as it is. */
export interface Renewal
  extends Pick<ListenerOptions, "cert" | "key" | "clientCa" | "fingerprints">,
    Pick<EmbeddedOptions, "revoked"> {
  /**
   * The place in `listeners` of the one that certificates and fingerprints are for. Default: certificates are for each that has
   * one, authorities for each that has some, and fingerprints likewise.
   */
  readonly listener?: number;
}

/** What of it is a listener's. */
export type ListenerRenewal = Omit<Renewal, "listener" | "revoked">;

/**
 * Refuses what a listener cannot take over while it runs.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkRenewal(listener: ListenerOptions, renewal: ListenerRenewal): void {
  if ((renewal.cert === undefined) !== (renewal.key === undefined)) {
    throw invalid("expected cert and key together");
  }
  const foreign = (["cert", "clientCa", "fingerprints"] as const).find(
    (name) => renewal[name] !== undefined && listener[name] === undefined,
  );
  if (foreign !== undefined) throw notFromTheBeginning(foreign);
}

/**
 * Hands a renewal to the listeners that it is for: all of them take it over, or none.
 *
 * @throws LinkError `invalid-configuration`
 */
export function renewListeners(
  { listener: chosen, revoked: _, ...renewal }: Renewal,
  listeners: readonly ListenerOptions[],
  opened: readonly { prepare(renewal: ListenerRenewal): () => void }[],
): void {
  if (chosen !== undefined && opened[chosen] === undefined) {
    throw invalid(`listener: expected the place of one of ${opened.length}, counted from 0`);
  }
  const given = Object.entries(renewal).filter(([, value]) => value !== undefined);
  const isMeant = (place: number, name: string) =>
    chosen === undefined ? listeners[place]?.[name as keyof ListenerOptions] !== undefined : place === chosen;
  const lost = given.find(([name]) => !opened.some((_, place) => isMeant(place, name)));
  if (lost !== undefined) throw notFromTheBeginning(lost[0]);
  const takeOvers = opened.map((one, place) =>
    one.prepare(Object.fromEntries(given.filter(([name]) => isMeant(place, name)))),
  );
  for (const takeOver of takeOvers) takeOver();
}

function notFromTheBeginning(name: string): LinkError {
  const hint = name === "fingerprints" ? "; an empty list is enough" : "";
  return invalid(`${name}: expected a listener that had it when it began${hint}`);
}

/** The error of a renewal. */
export function invalid(message: string, cause?: unknown): LinkError {
  return new LinkError("invalid-configuration", `renew: ${message}`, { cause });
}
