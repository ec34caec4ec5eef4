declare module "fastify" {
  interface FastifyRequest {
    /** The tree that the answer came from, for the metrics. */
    tree: "public" | "private" | "none";
    /** The account that somebody wants to sign in to, for the limits. */
    accountName: string;
  }
}

export {};
