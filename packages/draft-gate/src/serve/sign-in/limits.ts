import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../config/config.ts";

/** Whether one more attempt is allowed; asking counts as one. */
export type Limit = (request: FastifyRequest) => Promise<boolean>;

/** The limits of attempts to sign in. */
export interface Limits {
  /** Attempts from one address, by whichever method. */
  readonly address: Limit;
  /** Attempts for one account, whether there is such an account or not. */
  account(request: FastifyRequest, name: string): Promise<boolean>;
  /** The limit by address once more, with counters of its own, for what a method does beside attempts. */
  anotherByAddress(): Limit;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The account that somebody wants to sign in to. */
    accountName: string;
  }
}

/** Counters of each kind that are kept; past that, those not asked for the longest go. */
const mostCounters = 10_000;

/** Makes the limits; nothing is counted but where they are asked. */
export async function createLimits(
  app: FastifyInstance,
  { minutes, perAddress, perAccount }: Config["limits"],
): Promise<Limits> {
  await app.register(rateLimit, { global: false });
  app.decorateRequest("accountName", "");
  // Each limiter has counters of its own. Its types do not know the size, which it takes from here and nowhere else.
  const each = { timeWindow: minutes * 60_000, cache: mostCounters };
  // One who has an IPv6 address has a /64 of them.
  const anotherByAddress = () => limit(app, { ...each, max: perAddress, ipv6Subnet: 64 });
  const account = limit(app, {
    ...each,
    max: perAccount,
    keyGenerator: (request) => `account ${request.accountName.toLowerCase()}`,
  });
  return {
    address: anotherByAddress(),
    anotherByAddress,
    account(request, name) {
      request.accountName = name;
      return account(request);
    },
  };
}

function limit(app: FastifyInstance, options: Parameters<FastifyInstance["createRateLimit"]>[0]): Limit {
  const ask = app.createRateLimit(options);
  return async (request) => {
    const result = await ask(request);
    return result.isAllowed || !("isExceeded" in result && result.isExceeded);
  };
}
