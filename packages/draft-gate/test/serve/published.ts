import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { siteAddresses } from "../../src/model/addresses.ts";
import { packedFolder, writeRelease } from "../../src/model/release.ts";
import { indexTree } from "../../src/release/index-tree.ts";
import { openPackedStore } from "../../src/release/packed-store.ts";
import { createPolicyNeeds } from "../../src/release/policy-needs.ts";
import { newSite } from "../site.ts";

/** Path in a tree → content. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** Words that only the private tree says. */
export const secret = "zqsecret";

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><head><title>${title} | Example &amp; Co</title><link rel="stylesheet" href="/assets/css/styles.0123456789.css"></head><body><script>document.documentElement.setAttribute("data-theme","light")</script><a class="navbar__brand" href="/"><b class="navbar__title">Example</b></a><main>${text} ${"filler words ".repeat(100)}</main></body></html>`;

/** What both trees have in common. */
const shared: Files = {
  "assets/css/styles.0123456789.css": `body { color: teal }\n${"/* style */\n".repeat(100)}`,
  "assets/large.0123456789.bin": Buffer.alloc(2_000_000, "large "),
  "img/logo.png": Buffer.from("89504e470d0a1a0a", "hex"),
  "robots.txt": "User-agent: *\nAllow: /\n",
};

export const publicFiles: Files = {
  ...shared,
  "index.html": page("Start", "public start"),
  "404.html": page("Page Not Found", "public 404"),
  "fr/404.html": page("Page introuvable", "404 publique"),
  "fr/index.html": page("Début", "début"),
  "docs/intro/index.html": page("Intro", "public intro"),
  "docs/plain.html": page("Plain", "public plain"),
  "docs/old/index.html": page("Old", "a page that only the public tree still has"),
  "assets/js/main.aaaaaaaa.js": "console.log('public main')",
  "assets/js/only-public.bbbbbbbb.js": "console.log('only public')",
  "search-index.json": JSON.stringify(["public"]),
};

export const privateFiles: Files = {
  ...shared,
  ".private-tree": `This tree holds drafts. ${secret}\n`,
  "index.html": page("Start", "private start"),
  "404.html": page("Page Not Found", `private 404 ${secret}`),
  "fr/404.html": page("Page introuvable", `404 privée ${secret}`),
  "fr/index.html": page("Début", `début ${secret}`),
  "docs/intro/index.html": page("Intro", `private intro ${secret}`),
  "docs/plain.html": page("Plain", `private plain ${secret}`),
  "docs/draft/index.html": page("Draft", `the draft ${secret}`),
  "docs/draft-plain.html": page("Draft", `the plain draft ${secret}`),
  "docs/größe/index.html": page("Draft", `the draft with an umlaut ${secret}`),
  "fr/docs/draft/index.html": page("Brouillon", `le brouillon ${secret}`),
  "img/draft.png": Buffer.from(`89504e470d0a1a0a ${secret}`),
  "assets/js/main.cccccccc.js": `console.log('private main ${secret}')`,
  "assets/js/draft.dddddddd.js": `console.log('${secret} ${"chunk ".repeat(200)}')`,
  "assets/draft.0123456789.bin": Buffer.alloc(2_000_000, secret),
  "search-index.json": JSON.stringify(["public", secret]),
};

/** The paths, below baseUrl, that only readers may know of. */
export const draftPaths = [
  "docs/draft",
  "docs/draft/",
  "docs/draft/index.html",
  "docs/draft-plain",
  "docs/draft-plain.html",
  "docs/gr%C3%B6%C3%9Fe/",
  "fr/docs/draft",
  "img/draft.png",
  "assets/js/draft.dddddddd.js",
  "assets/js/main.cccccccc.js",
  "assets/draft.0123456789.bin",
  ".private-tree",
];

/** A folder like the one that `docusaurus-draft-gate build` publishes to. */
export interface Published {
  readonly dir: string;
  /** Publishes another release. */
  publish(trees?: { readonly public?: Files; readonly private?: Files }): Promise<void>;
}

/** Publishes small trees, without building a site. */
export async function published(name: string, baseUrl = "/"): Promise<Published> {
  const dir = newSite(name);
  let count = 0;
  const publish: Published["publish"] = async (trees) => {
    const release = path.join(dir, "releases", String(++count));
    const store = openPackedStore(path.join(dir, "packed"));
    const needs = { public: createPolicyNeeds(), private: createPolicyNeeds() };
    const write = async (audience: "public" | "private", files: Files) => {
      const tree = path.join(release, audience);
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
        writeFileSync(path.join(tree, file), content);
      }
      return indexTree(tree, packedFolder(release, audience), store, needs[audience]);
    };
    const files = {
      public: await write("public", trees?.public ?? publicFiles),
      private: await write("private", trees?.private ?? privateFiles),
    };
    await writeRelease(release, {
      release: 1,
      site: siteAddresses(baseUrl, { signIn: "auth/sign-in", signOut: "auth/sign-out" }),
      trees: files,
      needs: { public: needs.public.list(), private: needs.private.list() },
    });
    const next = path.join(dir, "current.next");
    symlinkSync(path.join("releases", String(count)), next);
    renameSync(next, path.join(dir, "current"));
    rmSync(path.join(dir, "releases", String(count - 2)), { recursive: true, force: true });
  };
  await publish();
  return { dir, publish };
}
