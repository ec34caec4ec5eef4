import { randomBytes } from "node:crypto";
import { type Cookie, createCookie, longestCookie } from "./cookies.ts";
import type { Reader } from "./reader.ts";
import type { Seal } from "./seal.ts";
import type { Session } from "./session.ts";

/** Sessions live in cookies; the server remembers which ended early, and for a while which it has seen. */
export interface Sessions {
  /** The reader whose session a request carries, if it is whole, in time, in use and still counts. */
  readerOf(cookies: string | undefined): Promise<Reader | undefined>;
  /** The same, with all that is known of the session. */
  sessionOf(cookies: string | undefined): Promise<Session | undefined>;
  /** The sessions of one reader that this server has seen and that still count, the last used first. */
  seenOf(readerId: string): Session[];
  /**
   * The `Set-Cookie` header that signs a reader in.
   *
   * @param lighter - the same reader with less and less to keep, for a cookie that would be too long
   */
  start(reader: Reader, lighter?: readonly Reader[], browser?: string): Promise<string>;
  /** The `Set-Cookie` header by which another server, or this one later, knows of the use; nothing while one is new. */
  renew(cookies: string | undefined): Promise<string | undefined>;
  /** The `Set-Cookie` header that takes the cookie away. */
  end(): string;
}

/** What else a session depends on. */
export interface SessionRules {
  /** Sessions of another epoch have ended. */
  epoch(): number;
  /** Whether a session of this reader still counts. */
  admits(reader: Reader, session: Session): boolean;
  /** The reader as whoever vouches for them sees them now; nothing when nobody does any more. */
  refresh?(session: Session): Promise<Reader | undefined>;
}

/** How sessions are kept. */
export interface SessionSettings {
  /** Whether cookies go over https only. */
  readonly secure: boolean;
  /** How long a session lasts. */
  readonly hours: number;
  /** How long it may go unused. */
  readonly idleMinutes?: number;
}

/** Opened cookies that are kept, so that the same one need not be opened for each file of a page. */
const mostOpened = 500;
/** Sessions that the server remembers having seen; past that, those unused for the longest are forgotten. */
const mostSeen = 10_000;
/** A cookie is renewed when this part of the idle time has gone by since it was written. */
const renewalShare = 1 / 4;

/** @param rules - know what was revoked, and which accounts there are */
export function createSessions(
  seal: Seal,
  rules: SessionRules,
  { secure, hours, idleMinutes = Number.POSITIVE_INFINITY }: SessionSettings,
): Sessions {
  const cookie: Cookie = createCookie("draft-gate", secure);
  const opened = new Map<string, Session>();
  const seen = new Map<string, Session>();
  const idle = idleMinutes * 60_000;

  async function open(cookies: string | undefined): Promise<Session | undefined> {
    const value = cookie.read(cookies);
    if (value === undefined || value.length > longestCookie) return undefined;
    const known = opened.get(value);
    if (known !== undefined) return known;
    const payload = await seal.open("session", value);
    if (typeof payload?.id !== "string") return undefined;
    const { exp = 0, ...rest } = payload;
    const session = { ...rest, expires: exp * 1000 } as unknown as Session;
    keep(opened, value, session, mostOpened);
    return session;
  }

  async function write({ expires, ...session }: Session): Promise<string> {
    const seconds = Math.round((expires - session.seen) / 1000);
    return cookie.write(await seal.close("session", session, seconds), seconds);
  }

  function counts(session: Session, now: number): boolean {
    const used = Math.max(session.seen, seen.get(session.id)?.seen ?? 0);
    return session.expires > now && now - used <= idle && rules.admits(session.reader, session);
  }

  async function sessionOf(cookies: string | undefined): Promise<Session | undefined> {
    const session = await open(cookies);
    const now = Date.now();
    if (session === undefined || !counts(session, now)) return undefined;
    const reader = rules.refresh === undefined ? session.reader : await rules.refresh(session);
    if (reader === undefined) return undefined;
    const current = { ...session, reader, seen: now };
    seen.delete(session.id);
    keep(seen, session.id, current, mostSeen);
    return current;
  }

  return {
    sessionOf,
    readerOf: async (cookies) => (await sessionOf(cookies))?.reader,
    seenOf(readerId) {
      const now = Date.now();
      return [...seen.values()]
        .filter((session) => session.reader.id === readerId && counts(session, now))
        .reverse();
    },
    async start(reader, lighter = [], browser = "") {
      const now = Date.now();
      const id = randomBytes(16).toString("base64url");
      const times = { started: now, seen: now, expires: now + hours * 3_600_000 };
      const session = { id, reader, epoch: rules.epoch(), ...times, browser };
      let written = await write(session);
      for (const other of lighter) {
        if (written.length <= longestCookie - 100) break;
        written = await write({ ...session, reader: other });
      }
      return written;
    },
    async renew(cookies) {
      const before = await open(cookies);
      const now = before && seen.get(before.id);
      if (before === undefined || now === undefined) return undefined;
      const isNew = now.seen - before.seen < idle * renewalShare && now.reader === before.reader;
      if (isNew || now.expires - now.seen < 1000) return undefined;
      return write(now);
    },
    end: () => cookie.clear(),
  };
}

function keep(map: Map<string, Session>, key: string, session: Session, most: number): void {
  const oldest = map.keys().next();
  if (map.size >= most && !oldest.done) map.delete(oldest.value);
  map.set(key, session);
}
