import { createHash } from "node:crypto";
import { Parser } from "htmlparser2";
import type { PolicyNeed } from "../model/policy-need.ts";

/** What one file asks for, without where. */
export type Asked = Pick<PolicyNeed, "directive" | "source" | "what">;

type Attributes = Readonly<Record<string, string>>;

/** Element → attribute → the directive that decides about what it names. */
const fetched: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  img: { src: "img-src", srcset: "img-src" },
  image: { href: "img-src", "xlink:href": "img-src" },
  input: { src: "img-src" },
  script: { src: "script-src" },
  iframe: { src: "frame-src" },
  frame: { src: "frame-src" },
  video: { src: "media-src", poster: "img-src" },
  audio: { src: "media-src" },
  track: { src: "media-src" },
  source: { src: "media-src", srcset: "img-src" },
  embed: { src: "object-src" },
  object: { data: "object-src" },
  form: { action: "form-action" },
  base: { href: "base-uri" },
};

/** The directive for a `<link>`, by what it is for. */
const linked: Readonly<Record<string, string>> = {
  stylesheet: "style-src",
  icon: "img-src",
  "apple-touch-icon": "img-src",
  modulepreload: "script-src",
  manifest: "manifest-src",
  // What a page connects to early it asks by script later.
  preconnect: "connect-src",
};

/** The directive for `<link rel="preload">`, by `as`. */
const preloaded: Readonly<Record<string, string>> = {
  script: "script-src",
  style: "style-src",
  font: "font-src",
  image: "img-src",
  fetch: "connect-src",
};

/** What a page, or a style sheet, asks of other origins, and its inline handlers. */
export function askedBy(file: string, content: string): Asked[] {
  if (file.endsWith(".html")) return askedByPage(content);
  return file.endsWith(".css") ? askedByStyle(content) : [];
}

function askedByPage(html: string): Asked[] {
  const asked: Asked[] = [];
  let style: string | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "style") style = "";
      asked.push(...ofElement(name, attributes), ...handlersOf(attributes));
    },
    ontext(text) {
      if (style !== undefined) style += text;
    },
    onclosetag(name) {
      if (name !== "style" || style === undefined) return;
      asked.push(...askedByStyle(style));
      style = undefined;
    },
  });
  parser.end(html);
  return asked;
}

function ofElement(name: string, attributes: Attributes): Asked[] {
  const directives = name === "link" ? { href: linkDirective(attributes) } : fetched[name];
  const named = Object.entries(directives ?? {}).flatMap(([attribute, directive]) =>
    directive === undefined
      ? []
      : urlsIn(attribute, attributes[attribute]).flatMap((url) =>
          foreign(directive, url, `<${name} ${attribute}>`),
        ),
  );
  return [...named, ...askedByStyle(attributes.style ?? "")];
}

function linkDirective({ rel = "", as = "" }: Attributes): string | undefined {
  const kinds = rel.toLowerCase().split(/\s+/);
  if (kinds.includes("preload")) return preloaded[as.toLowerCase()];
  return kinds.map((kind) => linked[kind]).find((directive) => directive !== undefined);
}

function urlsIn(attribute: string, value = ""): string[] {
  return attribute === "srcset"
    ? value.split(/,\s+/).map((one) => one.trim().split(/\s+/)[0] ?? "")
    : [value];
}

function askedByStyle(css: string): Asked[] {
  if (!css.includes("//")) return [];
  const imports = [...css.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/gi)];
  const rest = css.replace(/@import[^;]+;/gi, "");
  const faces = [...rest.matchAll(/@font-face\s*\{[^}]*\}/gi)].map(([face]) => face).join("");
  const urls = (text: string) => [...text.matchAll(/url\(\s*["']?([^"')\s]+)/gi)].map(([, url = ""]) => url);
  return [
    ...imports.flatMap(([, url = ""]) => foreign("style-src", url, "@import")),
    ...urls(faces).flatMap((url) => foreign("font-src", url, "@font-face")),
    ...urls(rest.replace(/@font-face\s*\{[^}]*\}/gi, "")).flatMap((url) => foreign("img-src", url, "url()")),
  ];
}

function foreign(directive: string, url: string, what: string): Asked[] {
  const text = url.trim();
  if (!/^(?:https?:)?\/\//i.test(text) || !URL.canParse(text, "https://self.invalid")) return [];
  return [{ directive, source: new URL(text, "https://self.invalid").origin, what }];
}

/** Handlers in attributes: the policy takes their hashes too, beside `'unsafe-hashes'` (CSP level 3, section 8.3). */
function handlersOf(attributes: Attributes): Asked[] {
  return Object.entries(attributes)
    .filter(([name, code]) => /^on[a-z]+$/.test(name) && code.trim() !== "")
    .map(([name, code]) => ({
      directive: "script-src",
      source: `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
      what: `${name}=${JSON.stringify(code.length > 60 ? `${code.slice(0, 60)}…` : code)}`,
    }));
}

/** Collects what the files of a tree ask for, each once. */
export interface PolicyNeeds {
  add(file: string, content: Buffer): void;
  list(): PolicyNeed[];
}

/** Makes an empty collection. */
export function createPolicyNeeds(): PolicyNeeds {
  const needs = new Map<string, PolicyNeed>();
  return {
    add(file, content) {
      if (!/\.(?:html|css)$/.test(file)) return;
      const asked = new Map(
        askedBy(file, content.toString("utf8")).map((one) => [`${one.directive} ${one.source}`, one]),
      );
      for (const [key, one] of asked) {
        const before = needs.get(key) ?? { ...one, file, files: 0 };
        // Files come in any order.
        const first = file < before.file ? { ...one, file } : before;
        needs.set(key, { ...first, files: before.files + 1 });
      }
    },
    list: () => [...needs.values()],
  };
}
