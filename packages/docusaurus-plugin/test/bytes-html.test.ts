import { defineMessage, Embedded, inspect, jsonToCbor, Type } from "@wirebook/codec";
import { messages } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";
import { fieldsHtml, hexHtml } from "../src/client/bytes-html.ts";
import { annotate } from "../src/shared/annotate.ts";

const range = ", bytes {start} to {last}";

function annotated(payload: Uint8Array) {
  return annotate(payload, inspect(payload, undefined, { reveal: true }), 1e6);
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

describe("bytes as HTML", () => {
  test.each(
    messages.flatMap(({ name, encode, fromJson, examples }) =>
      examples.map(({ title, json }) => [`${name}: ${title}`, encode(fromJson(json))] as const),
    ),
  )("hold every byte of %s, and nothing else", (_, payload) => {
    expect(textOf(hexHtml(annotated(payload), undefined)).replaceAll(" ", "")).toBe(
      Buffer.from(payload).toString("hex"),
    );
  });

  test.each(["814582616161 62", "815f4043826161426162ff", "815f43826161416 14162ff", "815f4482616161ff"])(
    "hold every byte of a byte string that holds others once: %s",
    (spaced) => {
      const hex = spaced.replace(" ", "");
      const payload = Buffer.from(hex, "hex");
      const message = defineMessage({
        name: "up/x",
        title: "X",
        payload: Type.Array(Embedded(Type.Array(Type.String()))),
      });
      const annotation = annotate(payload, inspect(payload, message, { reveal: true }), 1e6);
      expect(annotation.stretches.map((stretch) => stretch.hex).join("")).toBe(hex);
    },
  );

  test.each([
    ["in the middle of a stretch", 3, '<mark class="wb-byte__fault">63</mark>'],
    ["at the beginning of one", 0, '<mark class="wb-byte__fault">64</mark>'],
    ["behind the last byte", 5, "⌁"],
  ])("mark a fault %s", (_, fault, mark) => {
    const html = hexHtml(annotated(Buffer.from("6461626364", "hex")), fault);
    expect(html).toContain(mark);
    expect(textOf(html).replaceAll(/[ ⌁]/g, "")).toBe("6461626364");
  });

  test.each(['<img src=x onerror="alert(1)">', "</span></div>", "&lt;b&gt;", '" onfocus="x'])(
    "show the text %s as it is",
    (text) => {
      const html = fieldsHtml(annotated(jsonToCbor({ [text]: text })).fields, "list", range);
      expect(html).not.toContain("<img");
      expect(html.match(/<div/g)).toHaveLength(2);
      expect(html.match(/<\/div>/g)).toHaveLength(2);
      expect(textOf(html)).toContain(`1${text}`);
    },
  );

  test("name the bytes of a field for those who do not see them", () => {
    expect(textOf(fieldsHtml(annotated(Uint8Array.of(0x18, 0x2a)).fields, "list", range))).toBe(
      "042, bytes 0 to 1",
    );
  });
});
