import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { openSite } from "./support/site.ts";

const { read } = openSite();

describe("every kind of page", () => {
  const kinds = [
    ["/", false],
    ["/", true],
    ["/playground", false],
    ["/playground", true],
    ["/docs/messages/up/env", false],
    ["/docs/messages/up/env", true],
    ["/docs/messages/up/config", false],
    ["/docs/messages", false],
    ["/docs/get-started", false],
    ["/docs/concepts/mapping", false],
    ["/docs/guides/behind-nginx", true],
    ["/docs/api/codec-compile", false],
    ["/docs/api/mqtt", false],
    ["/docs/api/mqtt", true],
    ["/docs/changelog", false],
    ["/search", false],
    ["/de", false],
    ["/nothing-here", false],
  ] as const;

  test.each(kinds)(
    "%s has no serious accessibility fault and no complaint (dark: %s)",
    async (kind, dark) => {
      const { page, complaints } = await read({ dark });
      await page.goto(kind, { waitUntil: "load" });
      if (kind === "/playground") await page.getByText("Reads well").waitFor();
      // The policy keeps scripts from other places out, this one too: it comes by the protocol of the debugger.
      await page.evaluate(axe.source);
      const findings = await page.evaluate(async () => {
        const { violations } = await (window as unknown as { axe: typeof import("axe-core") }).axe.run();
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .map(({ target }) => target.join(" "))
                .slice(0, 3)
                .join(", ")}`,
          );
      });
      expect(findings).toEqual([]);
      // That a page is missing is what the browser has to say of the last one.
      if (kind !== "/nothing-here") expect(complaints).toEqual([]);
    },
  );
});
