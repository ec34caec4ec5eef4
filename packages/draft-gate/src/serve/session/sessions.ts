import { type Cookie, createCookie, longestCookie } from "./cookies.ts";
import type { Reader } from "./reader.ts";
import type { Seal } from "./seal.ts";

/** Sessions live in cookies alone; the server remembers nothing but what was revoked. */
export interface Sessions {
  /** The reader whose session a request carries, if it is whole, in time and still counts. */
  readerOf(cookies: string | undefined): Promise<Reader | undefined>;
  /**
   * The `Set-Cookie` header that signs a reader in.
   *
   * @param lighter - the same reader with less to keep, for a cookie that would be too long
   */
  start(reader: Reader, lighter?: Reader): Promise<string>;
  /** The `Set-Cookie` header that signs the reader out. */
  end(): string;
}

/** What else a session depends on. */
export interface SessionRules {
  /** Sessions of another epoch have ended. */
  epoch(): number;
  /** Whether a session of this reader still counts. */
  admits(reader: Reader, session: { readonly epoch: number; readonly started: number }): boolean;
}

interface Opened {
  readonly reader: Reader;
  readonly epoch: number;
  /** In milliseconds. */
  readonly started: number;
  readonly expires: number;
}

/** Opened cookies that are kept, so that the same one need not be opened for each file of a page. */
const mostOpened = 500;

/** @param rules - know what was revoked, and which accounts there are */
export function createSessions(
  seal: Seal,
  rules: SessionRules,
  { secure, hours }: { readonly secure: boolean; readonly hours: number },
): Sessions {
  const cookie: Cookie = createCookie("draft-gate", secure);
  const opened = new Map<string, Opened>();
  const seconds = hours * 3600;

  async function open(value: string): Promise<Opened | undefined> {
    const known = opened.get(value);
    if (known !== undefined) return known;
    const payload = await seal.open("session", value);
    if (payload === undefined) return undefined;
    const session: Opened = {
      reader: payload.reader as Reader,
      epoch: payload.epoch as number,
      started: payload.started as number,
      expires: (payload.exp ?? 0) * 1000,
    };
    const oldest = opened.keys().next();
    if (opened.size >= mostOpened && !oldest.done) opened.delete(oldest.value);
    opened.set(value, session);
    return session;
  }

  async function write(reader: Reader): Promise<string> {
    const session = { reader, epoch: rules.epoch(), started: Date.now() };
    return cookie.write(await seal.close("session", session, seconds), seconds);
  }

  return {
    async readerOf(cookies) {
      const value = cookie.read(cookies);
      if (value === undefined || value.length > longestCookie) return undefined;
      const session = await open(value);
      if (session === undefined || session.expires <= Date.now()) return undefined;
      return rules.admits(session.reader, session) ? session.reader : undefined;
    },
    async start(reader, lighter) {
      const whole = await write(reader);
      return whole.length > longestCookie - 100 && lighter !== undefined ? write(lighter) : whole;
    },
    end: () => cookie.clear(),
  };
}
