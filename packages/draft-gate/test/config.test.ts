import { type DraftGateError, withDraftGate } from "docusaurus-draft-gate";
import { afterEach, describe, expect, test, vi } from "vitest";
import { refuseToDeployPrivateTree } from "../src/site/deploy.ts";

const site = { title: "Site", url: "https://docs.example.com", baseUrl: "/", presets: ["classic"] };
const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as DraftGateError).code;
  }
  return undefined;
};

afterEach(() => vi.unstubAllEnvs());

describe("withDraftGate takes a configuration", () => {
  test.each([
    ["object", site],
    ["promise", Promise.resolve(site)],
    ["function", () => site],
    ["function that returns a promise", async () => site],
  ])("as %s", async (_form, config) => {
    const { presets, themes } = await withDraftGate(config)();
    expect(presets).toEqual([["docusaurus-draft-gate/preset", { draftGate: expect.any(Function) }]]);
    expect(themes).toHaveLength(1);
  });

  test("and leaves plugins that know no drafts as they are", async () => {
    const plugins = ["@docusaurus/plugin-ideal-image", ["docusaurus-plugin-sass", {}], false, null];
    expect((await withDraftGate({ ...site, plugins })()).plugins).toEqual(plugins);
  });

  test("and shows the bundle nothing but names of its own", async () => {
    const wrapped = await withDraftGate({ ...site, plugins: [["content-docs", { id: "manual" }]] })();
    expect(JSON.parse(JSON.stringify(wrapped.plugins))).toEqual([[null, { id: "manual" }]]);
    expect(JSON.parse(JSON.stringify(wrapped.presets))).toEqual([["docusaurus-draft-gate/preset", {}]]);
  });
});

describe("the audience", () => {
  test.each(["", "Public", "privat", "true", " private"])("is not %j", async (value) => {
    vi.stubEnv("DOCS_AUDIENCE", value);
    await expect(withDraftGate(site)()).rejects.toMatchObject({ code: "audience" });
  });

  test("decides between signing in and signing out", async () => {
    const navbar = async () => JSON.stringify((await withDraftGate(site)()).themeConfig);
    expect(await navbar()).toContain('href=\\"/auth/sign-in\\"');
    vi.stubEnv("DOCS_AUDIENCE", "private");
    expect(await navbar()).toContain('action=\\"/auth/sign-out\\"');
  });
});

test.each([
  { links: "none" },
  { signIn: "https://elsewhere.example.com" },
  { signIn: '"><script>' },
  { signOut: "/absolute" },
  { leaveOpen: ["door"] },
  { unknown: true },
])("an option that cannot be used is refused: %j", async (options) => {
  await expect(withDraftGate(site, options as never)()).rejects.toMatchObject({ code: "config" });
});

test("something that is no configuration is refused", async () => {
  await expect(withDraftGate(undefined as never)()).rejects.toMatchObject({ code: "config" });
});

test("docusaurus deploy is refused with the private audience only", () => {
  expect(code(() => refuseToDeployPrivateTree("private", ["node", "docusaurus", "deploy"]))).toBe("deploy");
  expect(code(() => refuseToDeployPrivateTree("public", ["node", "docusaurus", "deploy"]))).toBeUndefined();
  expect(code(() => refuseToDeployPrivateTree("private", ["node", "docusaurus", "build"]))).toBeUndefined();
});
