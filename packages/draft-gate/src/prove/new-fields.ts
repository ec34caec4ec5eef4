import path from "node:path";
import type { Fields } from "./front-matter.ts";
import type { Random } from "./random.ts";
import { dateText, type NextDraft } from "./survivors.ts";
import { phrase, sentence, title, word } from "./words.ts";

/** What a draft has to name, so that it is not left over. */
export interface Carried {
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** The address of an image. */
  readonly image?: string | undefined;
}

/** Front matter that is written anew: whatever else stands there is the site's own and stays. */
const rewritten = [
  "title",
  "description",
  "keywords",
  "tags",
  "authors",
  "author",
  "sidebar_label",
  "sidebar_position",
  "pagination_label",
  // These may name a draft by an id that it had.
  "pagination_prev",
  "pagination_next",
  "image",
  "hide_title",
  "hide_table_of_contents",
];
/** Front matter that makes an address. */
const addresses = ["slug", "id"];

/** Other front matter for one file of a draft. */
export function newFields(
  fields: Fields,
  { root, isNamed, files }: NextDraft,
  { authors, tags, image }: Carried,
  slug: string | undefined,
  random: Random,
): Fields {
  const { kind } = root;
  const gone = [...rewritten, ...(isNamed ? [] : [...addresses, "date"])];
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !gone.includes(name)));
  const maybe = <Value>(value: Value) => (random.chance(0.6) ? value : undefined);
  const isDated = files.some(({ to }) =>
    [to, path.dirname(to)].some((place) => /^\d{4}-/.test(path.basename(place))),
  );
  return {
    ...kept,
    ...(!isNamed && slug !== undefined && { slug }),
    title: maybe(title(random)),
    description: maybe(sentence(random)),
    keywords: maybe([phrase(random, 2), word(random)]),
    image: image ?? undefined,
    hide_table_of_contents: maybe(random.chance(0.5)),
    ...(kind !== "pages" && { tags: tags.length > 0 ? tags : undefined }),
    ...(kind === "docs" && {
      sidebar_label: maybe(title(random)),
      sidebar_position: maybe(random.below(100)),
      pagination_label: maybe(title(random)),
    }),
    ...(kind === "blog" && {
      authors: authors.length > 0 ? authors : undefined,
      ...(!isNamed && { date: isDated ? maybe(dateText(random)) : dateText(random) }),
    }),
  };
}
