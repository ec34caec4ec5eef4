import type { Users } from "../accounts/users.ts";
import { type Cookie, createCookie, longestCookie } from "./cookies.ts";
import type { Reader } from "./reader.ts";
import type { Seal } from "./seal.ts";

/** Sessions live in cookies alone; the server remembers nothing but what was revoked. */
export interface Sessions {
  /** The reader whose session a request carries, if it is whole, in time and not revoked. */
  readerOf(cookies: string | undefined): Promise<Reader | undefined>;
  /** The `Set-Cookie` header that signs a reader in. */
  start(reader: Reader): Promise<string>;
  /** The `Set-Cookie` header that signs the reader out. */
  end(): string;
}

interface Opened {
  readonly reader: Reader;
  readonly epoch: number;
  /** In milliseconds. */
  readonly started: number;
  readonly expires: number;
}

/** Opened cookies that are kept, so that the same one need not be opened for each file of a page. */
const kept = 500;

/** @param users - knows what was revoked, and which accounts there are */
export function createSessions(
  seal: Seal,
  users: Users,
  { secure, hours }: { readonly secure: boolean; readonly hours: number },
): Sessions {
  const cookie: Cookie = createCookie("draft-gate", secure);
  const opened = new Map<string, Opened>();

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
    if (opened.size >= kept && !oldest.done) opened.delete(oldest.value);
    opened.set(value, session);
    return session;
  }

  return {
    async readerOf(cookies) {
      const value = cookie.read(cookies);
      if (value === undefined || value.length > longestCookie) return undefined;
      const session = await open(value);
      if (session === undefined || session.expires <= Date.now()) return undefined;
      return users.admits(session.reader, session) ? session.reader : undefined;
    },
    async start(reader) {
      const seconds = hours * 3600;
      const write = async (content: Reader) => {
        const session = { reader: content, epoch: users.epoch(), started: Date.now() };
        return cookie.write(await seal.close("session", { ...session }, seconds), seconds);
      };
      const { idToken, ...rest } = reader;
      const whole = await write(reader);
      // Without the token the provider asks the reader once more, when signing out, and that is all.
      return whole.length > longestCookie - 100 && idToken !== undefined ? write(rest) : whole;
    },
    end: () => cookie.clear(),
  };
}
