import { expect, vi } from "vitest";
import { isCommonPassword } from "../../src/serve/sign-in/local/common-passwords.ts";
import { hashPassword } from "../../src/serve/sign-in/local/passwords.ts";
import { type Answer, ask, type Visitor, visitor } from "./client.ts";
import { secret } from "./published.ts";
import { origin, password, type Running, running } from "./running.ts";

/** What a row's test is given. */
export interface Trial {
  readonly dir: string;
  readonly server: Running;
  /** Runs `user add` with a password, and says what it said. */
  addUser(password: string): Promise<string>;
}

/** A requirement of the standard, in our words, what is done about it here, and how that is seen. */
export type Row = readonly [
  id: string,
  asks: string,
  here: string,
  kept: "yes" | "by setting" | "no",
  see: (trial: Trial) => Promise<void>,
];

async function signedIn({ server }: Pick<Trial, "server">): Promise<{ reader: Visitor; answer: Answer }> {
  const reader = visitor(server.address, origin);
  return { answer: await reader.signIn("ada", password), reader };
}

const cookieOf = ({ headers }: Answer) => headers["set-cookie"]?.[0] ?? "";
const reads = async ({ address }: Running, cookie: string) =>
  (await ask(address, "/docs/draft", { headers: { cookie } })).text.includes(secret);
const everywhere = ["/", "/docs/draft", "/docs/nothing", "/auth/sign-in", "/auth/check", "/auth/style.css"];

async function onAll({ server }: Trial, look: (answer: Answer, path: string) => void): Promise<void> {
  const { reader } = await signedIn({ server });
  for (const path of everywhere) {
    look(await ask(server.address, path), path);
    look(await reader.get(path), path);
  }
}

/** OWASP ASVS 4.0.3, levels 1 and 2, as far as it is about sign-in, sessions and headers, and applies to a site of pages. */
export const rows: readonly Row[] = [
  [
    "2.1.1",
    "passwords of 12 characters or more",
    "`user add` refuses shorter ones",
    "yes",
    async ({ addUser }) => expect(await addUser("elevenchars")).toContain("at least 12 characters"),
  ],
  [
    "2.1.2",
    "64 characters are taken, more than 128 are not",
    "up to 1,024 bytes are taken",
    "no",
    async ({ addUser }) => {
      expect(await addUser("a long pass phrase, ".repeat(7))).toContain("can sign in");
      expect(await addUser("x".repeat(1025))).toContain("at most 1024 bytes");
    },
  ],
  [
    "2.1.3",
    "nothing is cut off",
    "all of a password counts, its last character too",
    "yes",
    async ({ server }) =>
      expect((await visitor(server.address, origin).signIn("ada", password.slice(0, -1))).status).toBe(401),
  ],
  [
    "2.1.4",
    "any character of Unicode",
    "taken as it is",
    "yes",
    async ({ addUser }) => expect(await addUser("größe 😀 und länge")).toContain("can sign in"),
  ],
  [
    "2.1.7",
    "no breached or common ones",
    "those of a kept list are refused, and close ones",
    "yes",
    async ({ addUser }) => {
      expect(await addUser("1qaz2wsx3edc")).toContain("tried first");
      expect(isCommonPassword(password)).toBe(false);
    },
  ],
  [
    "2.1.9",
    "no rules about kinds of characters",
    "none",
    "yes",
    async ({ addUser }) => expect(await addUser("only small letters here")).toContain("can sign in"),
  ],
  [
    "2.1.11",
    "pasting and password managers",
    "a plain form with `autocomplete`",
    "yes",
    async ({ server }) => {
      const { text } = await ask(server.address, "/auth/sign-in");
      expect(text).toMatch(/type="password" autocomplete="current-password"/);
      expect(text).not.toMatch(/onpaste|autocomplete="off"/);
    },
  ],
  [
    "2.2.1",
    "automated guessing is slowed",
    "limits by address and by account",
    "yes",
    async ({ dir }) => {
      const strict = await running(dir, { limits: { perAddress: 100, perAccount: 2 } });
      const statuses = [];
      for (let attempt = 0; attempt < 3; attempt++) {
        statuses.push((await visitor(strict.address, origin).signIn("ada", "not the pass phrase")).status);
      }
      await strict.stop();
      expect(statuses).toEqual([401, 401, 429]);
    },
  ],
  [
    "2.4.1",
    "salted hashes made to be slow",
    "argon2id, 19 MiB, two passes",
    "yes",
    async () => {
      const [first, second] = [await hashPassword(password), await hashPassword(password)];
      expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(first).not.toBe(second);
    },
  ],
  [
    "3.1.1",
    "no session in a URL",
    "cookies alone",
    "yes",
    async (trial) => {
      const { reader, answer } = await signedIn(trial);
      const [value = ""] = reader.jar.cookies.values();
      expect(answer.headers.location).toBe("/");
      expect((await reader.get("/docs/draft")).text).not.toContain(value);
    },
  ],
  [
    "3.2.1",
    "a new session at each sign-in",
    "made anew, whatever was there",
    "yes",
    async ({ server }) => {
      const reader = visitor(server.address, origin);
      reader.jar.cookies.set("__Host-draft-gate", "planted");
      await reader.signIn("ada", password);
      expect(reader.jar.cookies.get("__Host-draft-gate")).toMatch(/^eyJ/);
    },
  ],
  [
    "3.2.2",
    "64 bits of chance or more",
    "128 bits for its name; sealed by a key of 256",
    "yes",
    async (trial) => {
      const cookies = await Promise.all([1, 2, 3].map(async () => (await signedIn(trial)).reader.jar.header));
      expect(new Set(cookies).size).toBe(3);
    },
  ],
  [
    "3.2.3, 3.4.2",
    "kept where no script reads it",
    "`HttpOnly`",
    "yes",
    async (trial) => expect(cookieOf((await signedIn(trial)).answer)).toContain("; HttpOnly"),
  ],
  [
    "3.2.4, 3.5.3",
    "approved algorithms, proof against changes",
    "A256GCM (JWE)",
    "yes",
    async (trial) => {
      const { reader } = await signedIn(trial);
      const value = reader.jar.header;
      const header = JSON.parse(
        Buffer.from(value.split("=")[1]?.split(".")[0] ?? "", "base64url").toString(),
      );
      expect(header).toMatchObject({ alg: "dir", enc: "A256GCM" });
      expect(await reads(trial.server, `${value.slice(0, -2)}AA`)).toBe(false);
    },
  ],
  [
    "3.3.1",
    "sign-out ends the session, going back does not resume it",
    "at the server, for copies too; `Clear-Site-Data`",
    "yes",
    async (trial) => {
      const { reader } = await signedIn(trial);
      const copy = reader.jar.header;
      const out = await reader.post("/auth/sign-out", {});
      expect(out.headers["clear-site-data"]).toBe('"cache", "storage"');
      expect(await reads(trial.server, copy)).toBe(false);
    },
  ],
  [
    "3.3.2",
    "sign-in again after 12 hours, or 30 minutes unused",
    "12 hours, `session.hours`; unused 60 minutes, `session.idleMinutes`",
    "by setting",
    async ({ dir }) => {
      const brief = await running(dir, { session: { idleMinutes: 30 } });
      const { reader } = await signedIn({ server: brief });
      const start = Date.now();
      const readsAfter = (minutes: number) => {
        vi.useFakeTimers({ now: start + minutes * 60_000, toFake: ["Date"] });
        return reads(brief, reader.jar.header);
      };
      const seen = [await readsAfter(29), await readsAfter(60)];
      vi.useRealTimers();
      expect(seen).toEqual([true, false]);
      await brief.stop();
    },
  ],
  [
    "3.3.3",
    "sessions end with a new password",
    "all of the account",
    "yes",
    async ({ server, addUser }) => {
      const { reader } = await signedIn({ server });
      expect(await reads(server, reader.jar.header)).toBe(true);
      await addUser("another pass phrase of ada's");
      await expect.poll(() => reads(server, reader.jar.header)).toBe(false);
    },
  ],
  [
    "3.3.4",
    "readers see and end their sessions",
    "`auth/sessions`",
    "yes",
    async (trial) => {
      const { reader } = await signedIn(trial);
      const other = (await signedIn(trial)).reader;
      await reader.post("/auth/sessions", { session: "others" });
      expect([
        await reads(trial.server, reader.jar.header),
        await reads(trial.server, other.jar.header),
      ]).toEqual([true, false]);
    },
  ],
  [
    "3.4.1",
    "`Secure`",
    "set",
    "yes",
    async (trial) => expect(cookieOf((await signedIn(trial)).answer)).toContain("; Secure"),
  ],
  [
    "3.4.3",
    "`SameSite`",
    "`Lax`",
    "yes",
    async (trial) => expect(cookieOf((await signedIn(trial)).answer)).toContain("; SameSite=Lax"),
  ],
  [
    "3.4.4, 3.4.5",
    "`__Host-`, and a path",
    "`__Host-draft-gate`, `Path=/`",
    "yes",
    async (trial) =>
      expect(cookieOf((await signedIn(trial)).answer)).toMatch(/^__Host-draft-gate=[^;]+;.* Path=\//),
  ],
  [
    "14.4.1",
    "a content type with its character set",
    "on all that has content",
    "yes",
    async (trial) =>
      onAll(trial, ({ headers, content }, path) => {
        if (content.length > 0)
          expect([path, headers["content-type"]]).toEqual([path, expect.stringMatching(/; charset=utf-8$/)]);
      }),
  ],
  [
    "14.4.3, 14.4.7",
    "a Content-Security-Policy, and who may frame a page",
    "on each page, with hashes of its own scripts",
    "yes",
    async (trial) =>
      onAll(trial, ({ headers }, path) => {
        const policy = expect.stringMatching(/default-src 'self'.*frame-ancestors 'self'/);
        if (headers["content-type"]?.startsWith("text/html"))
          expect([path, headers["content-security-policy"]]).toEqual([path, policy]);
      }),
  ],
  [
    "14.4.4",
    "`nosniff`",
    "on every answer",
    "yes",
    async (trial) =>
      onAll(trial, ({ headers }, path) =>
        expect([path, headers["x-content-type-options"]]).toEqual([path, "nosniff"]),
      ),
  ],
  [
    "14.4.5",
    "https for this host and those below",
    "a year; those below with `hsts.includeSubDomains`",
    "by setting",
    async ({ dir }) => {
      const server = await running(dir, { hsts: { includeSubDomains: true } });
      for (const path of everywhere) {
        const { headers } = await ask(server.address, path);
        expect(headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
      }
      await server.stop();
    },
  ],
  [
    "14.4.6",
    "a referrer policy",
    "`same-origin`",
    "yes",
    async (trial) =>
      onAll(trial, ({ headers }, path) =>
        expect([path, headers["referrer-policy"]]).toEqual([path, "same-origin"]),
      ),
  ],
  [
    "14.5.1",
    "only the methods that are used",
    "405 or 404 for others",
    "yes",
    async ({ server }) => {
      for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) {
        expect((await ask(server.address, "/docs/intro", { method })).status).toBe(405);
      }
    },
  ],
  [
    "14.5.3",
    "no origin is let in that is not ours",
    "no CORS at all",
    "yes",
    async (trial) =>
      onAll(trial, ({ headers }, path) =>
        expect([path, headers["access-control-allow-origin"]]).toEqual([path, undefined]),
      ),
  ],
];

/** The rows as the README has them. */
export function table(): string {
  const cells = rows.map(([id, asks, here, kept]) => `| ${id} | ${asks} | ${here} | ${kept} |`);
  return ["| ASVS 4.0.3 | asks for | here | kept |", "| --- | --- | --- | --- |", ...cells].join("\n");
}
