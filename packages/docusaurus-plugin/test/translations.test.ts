import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { interpolate, pageTexts, themeTexts } from "../src/translations.ts";

const source = path.join(import.meta.dirname, "../src");
const locales = readdirSync(path.join(import.meta.dirname, "../locales")).filter((locale) => locale !== "en");

/** The texts of the components, by their ids, as the components themselves have them in English. */
const ids = ["theme", "client"].flatMap((folder) =>
  readdirSync(path.join(source, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) =>
      [
        ...readFileSync(path.join(source, folder, name), "utf8").matchAll(/\bid(?:: |=)"(wirebook\.[^"]+)"/g),
      ].map(([, id = ""]) => id),
    ),
);

test("there is another language than English", () => expect(locales).toContain("de"));

describe.each(locales)("%s", (locale) => {
  test("has the texts of the components, each and no other", () => {
    expect(Object.keys(themeTexts(locale)).sort()).toEqual([...new Set(ids)].sort());
  });

  test("has the texts of the pages, each and no other, with the same values in them", () => {
    const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    const english = pageTexts("en");
    const translated = pageTexts(locale);
    expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect(values(translated[key as keyof typeof translated]), key).toEqual(values(text));
    }
  });
});

test("a region has the texts of its language, and an unknown language those in English", () => {
  expect(pageTexts("de-CH").members).toBe("Felder");
  expect(pageTexts("tlh").members).toBe("Members");
  expect(themeTexts("tlh")).toEqual({});
});

test("a value stands for its name, and what has none stays", () => {
  expect(interpolate("{link}, within {seconds} s, {else}", { link: "[`{seconds}`](a)", seconds: 5 })).toBe(
    "[`{seconds}`](a), within 5 s, {else}",
  );
});
