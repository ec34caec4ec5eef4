import type { Random } from "./random.ts";

const syllables =
  "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bran cle dris flo gran kest lind morp".split(
    " ",
  );
/** Endings of sentences and of titles in other letters, which every part of a site has to bear. */
const others = ["", "", "", " für öffentliche Größen", " à côté", " 秘密の計画", " – “quoted”", " & more"];

/** A word of letters that no language has, and so no page of the site; fit for names of files and addresses. */
export function word(random: Random): string {
  return `q${Array.from({ length: 3 + random.below(3) }, () => random.pick(syllables)).join("")}`;
}

/** Some words in a row. */
export function phrase(random: Random, most: number): string {
  return Array.from({ length: 1 + random.below(most) }, () => word(random)).join(" ");
}

/** A title, heading or label. */
export function title(random: Random): string {
  const text = phrase(random, 4) + random.pick(others);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence that says nothing. */
export function sentence(random: Random): string {
  return `${title(random)} ${phrase(random, 12)}${random.pick([".", "!", "?", ", 3.5 %."])}`;
}
