import { createSeal } from "../../src/serve/session/seal.ts";
import { createSessions } from "../../src/serve/session/sessions.ts";
import { ask, visitor } from "./client.ts";
import { origin, password, secretOfServer } from "./running.ts";

const users = { admits: () => true, epoch: () => 0 } as unknown as Parameters<typeof createSessions>[1];
const ada = { id: "local:ada", name: "ada", kept: { since: "2026-01-01T00:00:00.000Z" } };

/** Cookies that make nobody a reader: of other servers, expired, revoked, of another purpose, damaged. */
export async function uselessCookies(): Promise<string[]> {
  const start = async (secret: string, hours: number, reader = ada) =>
    (await createSessions(createSeal([secret]), users, { secure: true, hours }).start(reader)).split(
      ";",
    )[0] ?? "";
  const form = await createSeal([secretOfServer]).close("form", { token: "x", back: "/docs/draft" }, 3600);
  const valid = await start(secretOfServer, 1);
  return [
    await start("the secret of some other server, 0123", 1),
    await start(secretOfServer, -1),
    await start(secretOfServer, 1, { ...ada, id: "local:gone", name: "gone" }),
    await start(secretOfServer, 1, { ...ada, kept: { since: "2020-01-01T00:00:00.000Z" } }),
    `__Host-draft-gate=${form}`,
    `__Host-draft-gate-form=${form}`,
    valid.slice(0, -2),
    valid.replace("__Host-", ""),
    `${valid}; ${valid}`,
    "__Host-draft-gate=",
    "__Host-draft-gate=x.x.x.x.x",
    `__Host-draft-gate=${"A".repeat(4000)}`,
    "a=b; c=d",
  ];
}

/** The ETags of both trees' pages, as a reader sees them. */
export async function readersEtags(server: string, baseUrl: string): Promise<string[]> {
  const reader = visitor(server, origin, baseUrl);
  await reader.signIn("ada", password);
  const answers = await Promise.all(
    ["docs/draft", "img/draft.png", "404"].map((path) => reader.get(baseUrl + path)),
  );
  const everybody = await ask(server, `${baseUrl}docs/intro`);
  return [...answers, everybody].map(({ headers }) => headers.etag).filter((etag) => etag !== undefined);
}
