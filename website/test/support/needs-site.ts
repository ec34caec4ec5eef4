import { beforeAll, inject } from "vitest";

// Before any test of a file: without a site there is nothing to look at, or an old one.
beforeAll(() => {
  const siteIsMissing = inject("siteIsMissing");
  if (siteIsMissing !== "") throw new Error(siteIsMissing);
});
