/** Somebody who signed in. */
export interface Reader {
  /** Who it is, for the audit log and for revocations: the method's name, and a name of its own; `local:ada`. */
  readonly id: string;
  /** The name of the account, or what the provider calls its user. */
  readonly name: string;
  readonly email?: string;
  /** What the method that it signed in with keeps for as long as the session lasts. */
  readonly kept?: Readonly<Record<string, string>>;
}

/** The name of the method that a reader signed in with. */
export function methodName({ id }: Reader): string {
  return id.slice(0, id.indexOf(":"));
}
