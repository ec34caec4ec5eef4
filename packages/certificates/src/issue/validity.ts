import { CertificateError } from "../error.ts";

/** From when and until when a certificate is good. */
export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** How long: so many days from now, or without an end, for devices that have no clock. */
export type Lifetime = number | "unlimited";

const DAY = 86_400_000;

/** What stands for no end. @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-4.1.2.5 | RFC 5280 §4.1.2.5} */
const WITHOUT_END = new Date("9999-12-31T23:59:59Z");

/**
 * From a day ago, since not all clocks are right, for so long.
 *
 * @throws CertificateError `invalid-configuration`
 */
export function validFor(lifetime: Lifetime, now = new Date()): Validity {
  const start = wholeSeconds(now.getTime() - DAY);
  if (lifetime === "unlimited") return { notBefore: start, notAfter: WITHOUT_END };
  const end = now.getTime() + lifetime * DAY;
  if (!(lifetime > 0) || !(end < WITHOUT_END.getTime())) {
    throw new CertificateError(
      "invalid-configuration",
      `days: expected a number above 0 and at most ${mostDays(now)}, which is until 9999-12-31, or no expiry at all`,
    );
  }
  return { notBefore: start, notAfter: wholeSeconds(end) };
}

function mostDays(now: Date): number {
  return Math.floor((WITHOUT_END.getTime() - 1 - now.getTime()) / DAY);
}

/** Days that are left, whole ones; negative where the end has passed, infinite where there is none. */
export function daysLeft(notAfter: Date, now = new Date()): number {
  if (notAfter.getTime() >= WITHOUT_END.getTime()) return Number.POSITIVE_INFINITY;
  return Math.floor((notAfter.getTime() - now.getTime()) / DAY);
}

function wholeSeconds(time: number): Date {
  return new Date(Math.floor(time / 1000) * 1000);
}
