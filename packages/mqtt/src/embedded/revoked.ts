import { type ClientIdentity, canonicalIdentity } from "./identity.ts";

/** Names that are not let in any more, whatever they prove. */
export interface Revoked {
  has(who: ClientIdentity, proved: string | undefined): boolean;
  set(names: readonly string[]): void;
}

/** Begins with these names: DevEUIs in either spelling, and names of operators or of their certificates. */
export function createRevoked(names: readonly string[] = []): Revoked {
  let revoked: ReadonlySet<string>;
  const set = (others: readonly string[]): void => {
    revoked = new Set(others.map(canonicalIdentity));
  };
  set(names);
  return {
    set,
    has: (who, proved) =>
      revoked.has(who.kind === "device" ? who.devEui : who.user) ||
      (proved !== undefined && revoked.has(canonicalIdentity(proved))),
  };
}
