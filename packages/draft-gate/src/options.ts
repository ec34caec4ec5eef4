import { type Closing, closings } from "./closings.ts";
import { DraftGateError } from "./error.ts";

/** What a site owner may tell the gate; everything has a default. */
export interface DraftGateOptions {
  /**
   * What a link from a public page to a draft becomes: its text alone (`"text"`), or its text with a lock that
   * leads to the sign-in page (`"lock"`, which tells that there is something to read).
   * @defaultValue `"text"`
   */
  links?: "text" | "lock";
  /**
   * Where readers sign in, relative to the site's `baseUrl`; `false` leaves "Sign in" out everywhere.
   * @defaultValue `"auth/sign-in"`
   */
  signIn?: string | false;
  /**
   * Where readers sign out, relative to the site's `baseUrl`; called with POST.
   * @defaultValue `"auth/sign-out"`
   */
  signOut?: string | false;
  /**
   * Words that the scan must not take for a leak although a draft says them (a draft called "Overview", say).
   * Compared without regard to case.
   */
  allow?: readonly string[];
  /** Closings to leave out. Only the proof has a use for this: what is left open stops the build. */
  leaveOpen?: readonly Closing[];
}

/** The options with their defaults. */
export interface GateSettings {
  readonly links: "text" | "lock";
  readonly signIn: string | false;
  readonly signOut: string | false;
  readonly allow: readonly string[];
  readonly leaveOpen: ReadonlySet<Closing>;
}

const known = ["links", "signIn", "signOut", "allow", "leaveOpen"];

/** @throws DraftGateError `config` for an option that is unknown or has a value that is not one of the listed ones. */
export function readOptions(options: DraftGateOptions): GateSettings {
  const refuse = (what: string) => {
    throw new DraftGateError("config", `withDraftGate(config, options): ${what}.`);
  };
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) refuse(`there is no option "${name}"; the options are ${known.join(", ")}`);
  }
  const {
    links = "text",
    signIn = "auth/sign-in",
    signOut = "auth/sign-out",
    allow = [],
    leaveOpen = [],
  } = options;
  if (links !== "text" && links !== "lock") refuse(`"links" must be "text" or "lock"`);
  for (const [name, value] of Object.entries({ signIn, signOut })) {
    if (value === false) continue;
    if (typeof value !== "string" || !/^[\w.~-]+(\/[\w.~-]+)*\/?$/.test(value)) {
      refuse(`"${name}" must be false or a path relative to baseUrl, such as "auth/${name}"`);
    }
  }
  for (const closing of leaveOpen) {
    if (!(closing in closings)) refuse(`"leaveOpen" takes ${Object.keys(closings).join(", ")}`);
  }
  return { links, signIn, signOut, allow, leaveOpen: new Set(leaveOpen) };
}
