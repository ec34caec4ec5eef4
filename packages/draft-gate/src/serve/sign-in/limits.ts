import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config/config.ts";

/** Whether one more attempt to sign in is allowed; asking counts as one. */
export interface Limits {
  address(request: FastifyRequest): Promise<boolean>;
  /** The same for ways back from the provider, each of which makes the server ask it. */
  wayBack(request: FastifyRequest): Promise<boolean>;
  account(request: FastifyRequest, name: string): Promise<boolean>;
}

/** Counters of each kind that are kept; past that, those not asked for the longest go. */
const kept = 10_000;

/** Counts attempts by address and by account, whether there is such an account or not. */
export async function createLimits(
  app: FastifyInstance,
  { minutes, perAddress, perAccount }: Config["limits"],
): Promise<Limits> {
  await app.register(rateLimit, { global: false });
  app.decorateRequest("accountName", "");
  const timeWindow = minutes * 60_000;
  // Each limiter has counters of its own. Its types do not know the size, which it takes from here and nowhere else.
  const each = { timeWindow, cache: kept };
  // One who has an IPv6 address has a /64 of them.
  const perVisitor = { ...each, max: perAddress, ipv6Subnet: 64 };
  const byAddress = app.createRateLimit(perVisitor);
  const byWayBack = app.createRateLimit(perVisitor);
  const byAccount = app.createRateLimit({
    ...each,
    max: perAccount,
    keyGenerator: (request) => `account ${request.accountName.toLowerCase()}`,
  });
  const allowed = (result: { isAllowed: boolean } | { isAllowed: false; isExceeded: boolean }) =>
    result.isAllowed || !("isExceeded" in result && result.isExceeded);
  return {
    address: async (request) => allowed(await byAddress(request)),
    wayBack: async (request) => allowed(await byWayBack(request)),
    async account(request, name) {
      request.accountName = name;
      return allowed(await byAccount(request));
    },
  };
}
