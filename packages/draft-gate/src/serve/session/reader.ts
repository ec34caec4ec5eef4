/** Somebody who signed in. */
export interface Reader {
  /** Who it is, for the audit log and for revocations: `local:ada`, `oidc:ada@example.com`. */
  readonly id: string;
  /** The name of the account, or what the provider calls its user. */
  readonly name: string;
  readonly email?: string;
  /** For a local account, when its password was set. */
  readonly since?: string;
  /** The provider's ID token, kept for signing out there. */
  readonly idToken?: string;
}
