import * as v from "valibot";
import { DraftGateError } from "../error.ts";
import { usualPaths } from "./addresses.ts";
import { type Closing, closings } from "./closings.ts";
import { describeIssue } from "./issue.ts";

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

function path(usual: string) {
  const expected = `must be false or a path relative to baseUrl, such as "${usual}"`;
  const relative = v.pipe(v.string(expected), v.regex(/^[\w.~-]+(\/[\w.~-]+)*\/?$/, expected));
  return v.optional(v.union([v.literal(false), relative], expected), usual);
}

const closingNames = Object.keys(closings) as [Closing, ...Closing[]];

const optionsSchema = v.strictObject({
  links: v.optional(v.picklist(["text", "lock"], 'must be "text" or "lock"'), "text"),
  signIn: path(usualPaths.signIn),
  signOut: path(usualPaths.signOut),
  allow: v.optional(v.array(v.string("must be a text"), "must be a list of texts"), []),
  leaveOpen: v.optional(
    v.array(
      v.picklist(closingNames, `must be one of ${closingNames.join(", ")}`),
      "must be a list of closings",
    ),
    [],
  ),
});

/** The options with their defaults. */
export type GateSettings = Readonly<Omit<v.InferOutput<typeof optionsSchema>, "leaveOpen">> & {
  readonly leaveOpen: ReadonlySet<Closing>;
};

/** @throws DraftGateError `config` with one line for each option that is unknown or has a value that it cannot have */
export function readOptions(options: DraftGateOptions): GateSettings {
  const result = v.safeParse(optionsSchema, options);
  if (!result.success) {
    const lines = result.issues.map((issue) => `\n  ${describeIssue(issue, "option")}`);
    throw new DraftGateError(
      "config",
      `withDraftGate(config, options): these options cannot be used.${[...new Set(lines)].join("")}`,
    );
  }
  return { ...result.output, leaveOpen: new Set(result.output.leaveOpen) };
}
