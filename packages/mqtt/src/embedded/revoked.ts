import { LinkError } from "../error.ts";
import { type ClientIdentity, canonicalIdentity } from "./identity.ts";

/** Names that are not let in any more, whatever they prove. */
export type Revoked = ReadonlySet<string>;

/**
 * Reads DevEUIs in either spelling, and names of operators or of their certificates.
 *
 * @throws LinkError `invalid-configuration` where one has blanks around it, and so would be nobody's
 */
export function readRevoked(names: readonly string[] = []): Revoked {
  for (const [index, name] of names.entries()) {
    if (name === "" || name !== name.trim()) {
      throw new LinkError(
        "invalid-configuration",
        `revoked[${index}]: expected a DevEUI or a name, without blanks around it`,
      );
    }
  }
  return new Set(names.map(canonicalIdentity));
}

/** Whether a client is one of them, by its name or by what it has proved. */
export function isRevoked(revoked: Revoked, who: ClientIdentity, proved: string | undefined): boolean {
  return (
    revoked.has(who.kind === "device" ? who.devEui : who.user) ||
    (proved !== undefined && revoked.has(canonicalIdentity(proved)))
  );
}
