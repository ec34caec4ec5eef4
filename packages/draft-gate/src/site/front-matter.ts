import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Config, ParseFrontMatter } from "@docusaurus/types";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import { DraftGateError } from "../error.ts";
import { originalOf } from "../model/content-roots.ts";
import type { Findings, Gate } from "../model/gate.ts";
import { type Mirror, originalOf as mirrored } from "../model/mirror.ts";

type FrontMatter = Record<string, unknown>;

/** How a gate reads front matter, and who reads it how. */
export type GateFrontMatter = Pick<Gate, "parseFrontMatter" | "isDraftFile" | "demandPublic" | "reveal">;

/** Reads front matter as the site does, and then as the gate has it. */
export function createFrontMatter(
  site: Config,
  { drafts, roots }: Findings,
  { closes, showsDrafts }: Pick<Gate, "closes" | "showsDrafts">,
  mirror?: Mirror,
): GateFrontMatter {
  const revealing = new AsyncLocalStorage<true>();
  const parse: ParseFrontMatter =
    site.markdown?.parseFrontMatter ?? ((params) => params.defaultParseFrontMatter(params));

  async function saysDraft(filePath: string): Promise<boolean> {
    if (!existsSync(filePath)) return false;
    const fileContent = await readFile(filePath, "utf8");
    const defaultParseFrontMatter = DEFAULT_PARSE_FRONT_MATTER;
    const { frontMatter } = await parse({ filePath, fileContent, defaultParseFrontMatter });
    return isDraft(frontMatter);
  }

  async function originalIsDraft(file: string): Promise<boolean> {
    const original = originalOf(file, roots);
    return original !== undefined && (await saysDraft(original));
  }

  const isDraftFile = async (file: string) => (await saysDraft(file)) || (await originalIsDraft(file));
  const notPublic = (file: string) =>
    new DraftGateError(
      "config",
      mirror
        ? `${mirrored(mirror, file)} is a draft, and was there for the public tree all the same. Does a plugin write it, or read it from where it lies? DOCS_AUDIENCE tells plugins which tree is built.`
        : `${file} is a draft. A public tree is built from a copy of the site in which no draft is: docusaurus-draft-gate build makes both. Docusaurus alone can build it only of a site without drafts.`,
    );

  return {
    reveal: (load) => revealing.run(true, load),
    isDraftFile,
    async demandPublic(file) {
      if (await isDraftFile(file)) throw notPublic(file);
    },
    async parseFrontMatter(params) {
      const { frontMatter, ...rest } = await parse(params);
      const read = (changed: FrontMatter) => ({ ...rest, frontMatter: changed });
      if (revealing.getStore()) return read(without(frontMatter, "draft"));
      if (showsDrafts()) return read(frontMatter);
      if (isDraft(frontMatter)) throw notPublic(params.filePath);
      return read(closes("links") ? withoutDraftNeighbours(frontMatter, drafts) : frontMatter);
    },
  };
}

/** Docusaurus takes the word as well as the boolean. */
function isDraft({ draft }: FrontMatter): boolean {
  return draft === true || String(draft).toLowerCase() === "true";
}

function without(frontMatter: FrontMatter, field: string): FrontMatter {
  const { [field]: _, ...others } = frontMatter;
  return others;
}

/** A page that names a draft as the one before or after it has none there; Docusaurus would stop at the name. */
function withoutDraftNeighbours(frontMatter: FrontMatter, drafts: Findings["drafts"]): FrontMatter {
  const neighbours = ["pagination_prev", "pagination_next"].filter((field) =>
    drafts.some(({ id }) => id !== undefined && id === frontMatter[field]),
  );
  return { ...frontMatter, ...Object.fromEntries(neighbours.map((field) => [field, null])) };
}
