// An OpenID provider that lets in whom the cookie `account` names, without asking. Its settings come as JSON in the
// environment: the port, the id of its key, how far its clock is off in seconds, for how long ID tokens count.
import { generateKeyPairSync } from "node:crypto";

const {
  port,
  key,
  offset = 0,
  lifetime = 3600,
  redirectUri,
  signedOut,
  refreshes = false,
} = JSON.parse(process.env.PROVIDER);
const now = Date.now;
Date.now = () => now() + offset * 1000;
const { default: Provider } = await import("oidc-provider");

const people = {
  ada: { email: "Ada@Example.com", email_verified: true, name: "Ada", groups: ["writers"] },
  unverified: { email: "bob@example.com", email_verified: false },
  text: { email: "bob@example.com", email_verified: "true" },
  lookalike: { email: "eve@example.com.evil.example", email_verified: true },
  subdomain: { email: "eve@sub.example.com", email_verified: true },
  named: { email: "guest@elsewhere.example", email_verified: true },
  odd: { email: "odd@example.com", email_verified: true, name: "constructor" },
  grouped: { groups: ["docs-readers", "others"] },
  ungrouped: { groups: ["docs-readers-not"] },
  nothing: {},
};

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "docs",
      client_secret: "the secret of the client",
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "client_secret_post",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [signedOut],
      id_token_signed_response_alg: "ES256",
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: key, alg: "ES256", use: "sig" }] },
  cookies: { keys: ["a key of the provider's"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
  ttl: { IdToken: lifetime, AccessToken: 3600, Session: 3600, Grant: 3600, Interaction: 600 },
  issueRefreshToken: async () => refreshes,
  rotateRefreshToken: true,
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  findAccount: (_context, sub) =>
    people[sub] && { accountId: sub, claims: async () => ({ sub, ...people[sub] }) },
  async loadExistingGrant({ oidc }) {
    const grant = new provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId });
    grant.addOIDCScope("openid email profile groups");
    await grant.save();
    return grant;
  },
});
const answer = provider.callback();
const { createServer } = await import("node:http");
createServer(async (request, response) => {
  // What becomes of somebody while they are signed in: other claims, or nobody any more.
  const change = /^\/people\/(\w+)$/.exec(request.url);
  if (change) {
    const [content = ""] = await request.setEncoding("utf8").toArray();
    people[change[1]] = content === "" ? undefined : JSON.parse(content);
    return response.end();
  }
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  const accountId = /account=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const result = accountId ? { login: { accountId } } : { error: "access_denied" };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}).listen(port, "127.0.0.1", () => console.log("ready"));
