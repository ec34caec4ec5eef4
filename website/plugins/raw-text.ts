import type { Plugin } from "@docusaurus/types";

/** The part of a bundler's rule that matters here. */
interface Rule {
  readonly test?: unknown;
  resourceQuery?: unknown;
}

/** Lets a page import a file as text, `file.ts?raw`: what it shows is what the tests run. */
export default function rawText(): Plugin {
  return {
    name: "wirebook-raw-text",
    configureWebpack(config) {
      for (const rule of (config.module?.rules ?? []) as Rule[]) {
        // Docusaurus compiles every script; this text is to stay as it was written.
        if (rule.test instanceof RegExp && rule.test.test("file.ts")) rule.resourceQuery = { not: [/raw/] };
      }
      return { module: { rules: [{ resourceQuery: /raw/, type: "asset/source" }] } };
    },
  };
}
