import type { Annotation, Field, Stretch } from "../shared/annotate.ts";

/**
 * The bytes as HTML: a payload has hundreds of stretches and fields, too many for a page to come alive one by one.
 *
 * @param fault - offset of the byte that is wrong
 */
export function hexHtml({ stretches, left }: Annotation, fault: number | undefined): string {
  const isBehind = fault !== undefined && left === 0 && fault >= endOf(stretches.at(-1));
  const html = stretches.map(
    (stretch) =>
      `<span class="wb-byte wb-byte--${stretch.tone}" data-field="${stretch.field}" data-start="${stretch.start}">${digits(stretch, fault)}</span> `,
  );
  return `${html.join("")}${isBehind ? '<span class="wb-byte wb-byte--end">⌁</span>' : ""}`;
}

/**
 * The fields as HTML, each an option of a list box.
 *
 * @param listId - of the list box; the id of an option is made of it
 * @param range - words for those who don't see the bytes, with `{start}` and `{last}`
 */
export function fieldsHtml(fields: readonly Field[], listId: string, range: string): string {
  return fields
    .map(({ start, end, depth, label, text, unit, description }, index) =>
      [
        `<div id="${listId}-${index}" role="option" aria-selected="false" class="wb-field" data-field="${index}"`,
        description === undefined ? "" : ` title="${escaped(description)}"`,
        ` style="--wb-depth:${depth}"><span class="wb-field__offset">${start}</span><span class="wb-field__body">`,
        label === "" ? "" : `<span class="wb-field__label">${escaped(label)}</span>`,
        `<span class="wb-field__value">${escaped(text)}</span>`,
        unit === undefined ? "" : `<span class="wb-field__unit"> ${escaped(unit)}</span>`,
        `<span class="wb-hidden">${escaped(range.replace("{start}", String(start)).replace("{last}", String(end - 1)))}</span>`,
        "</span></div>",
      ].join(""),
    )
    .join("");
}

function digits({ start, hex }: Stretch, fault: number | undefined): string {
  if (fault === undefined || fault < start || fault >= start + hex.length / 2) return spaced(hex);
  const at = (fault - start) * 2;
  return [
    spaced(hex.slice(0, at)),
    `<mark class="wb-byte__fault">${hex.slice(at, at + 2)}</mark>`,
    spaced(hex.slice(at + 2)),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Two digits a byte. */
function spaced(hex: string): string {
  return hex.replaceAll(/..(?=.)/g, "$& ");
}

function endOf(stretch: Stretch | undefined): number {
  return stretch === undefined ? 0 : stretch.start + stretch.hex.length / 2;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
