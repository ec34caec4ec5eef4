import { readFileSync } from "node:fs";
import { deflateSync, gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { createMatcher } from "../src/leaks/matcher.ts";
import { roomFor } from "../src/leaks/reading/bounds.ts";
import { partsOf } from "../src/leaks/reading/parts.ts";
import { anySite } from "../src/leaks/surroundings.ts";

const sentence = "the très secret plan isn't ready";
const matcher = createMatcher([{ kind: "sentence", text: sentence, draft: 0 }], anySite);
const said = `See: ${sentence}, they say.`;

function read(file: string, content: Buffer | string, bytes?: number): { found: boolean; unread: string[] } {
  const unread: string[] = [];
  const note = (reason: string) => unread.push(reason);
  const parts = [...partsOf(file, Buffer.from(content), note, bytes ? roomFor(note, bytes) : undefined)];
  return { found: parts.some(({ text }) => matcher.find(text).length > 0), unread };
}

const wide = (text: string) => Buffer.from(text, "utf16le");
const bigEndian = (text: string) => wide(text).swap16();
const base64 = (text: string) => Buffer.from(text).toString("base64");
const zip = (members: Record<string, Uint8Array | string>) =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(members).map(([name, content]) => [
          name,
          typeof content === "string" ? strToU8(content) : content,
        ]),
      ),
    ),
  );
const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197 + (index >> 3)) % 256));

describe("a text is found", () => {
  test.each<[what: string, file: string, content: Buffer | string]>([
    [
      "in UTF-16, little endian, with a mark",
      "a.txt",
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide(said)]),
    ],
    [
      "in UTF-16, big endian, with a mark",
      "a.txt",
      Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian(said)]),
    ],
    ["in UTF-16 without a mark", "a.txt", wide(said)],
    [
      "in UTF-16 between other bytes, at an odd place",
      "a.bin",
      Buffer.concat([noise, Buffer.from([0, 1, 9]), bigEndian(said), noise]),
    ],
    [
      "in UTF-8 between other bytes",
      "a.jpg",
      Buffer.concat([noise, Buffer.from([0]), Buffer.from(said), noise]),
    ],
    ["in Latin-1", "a.txt", Buffer.from(said, "latin1")],
    ["in base64, by itself", "a.json", JSON.stringify({ a: base64(said) })],
    ["in base64 that begins one byte later", "a.js", `x("${base64(`.${said}`)}")`],
    ["in base64 that begins two bytes later", "a.js", `x("${base64(`..${said}`)}")`],
    ["in base64 behind letters that are not of it", "a.js", `x("v1${base64(said)}")`],
    ["in base64url", "a.html", `<a href="?state=${Buffer.from(`??>>${said}`).toString("base64url")}">`],
    ["in base64 of base64", "a.txt", base64(`{"a":"${base64(said)}"}`)],
    ["in base64 in lines", "a.eml", `\n${base64(said.repeat(4)).replace(/.{76}/g, "$&\r\n")}\n`],
    ["in base64 of UTF-16", "a.txt", wide(said).toString("base64")],
    [
      "in percent-encoding, in either case",
      "a.html",
      encodeURIComponent(said).replace(/%[0-9A-F]{2}/, (hex) => hex.toLowerCase()),
    ],
    ["in a source map", "a.js.map", JSON.stringify({ sources: ["a.md"], sourcesContent: [said] })],
    ["in JSON with escapes", "a.json", JSON.stringify(said).replace("è", String.raw`\u00E8`)],
    ["with entities by name", "a.xml", said.replace("è", "&egrave;").replace("'", "&#39;")],
    [
      "in lines of a calendar that break words",
      "a.ics",
      `BEGIN:VCALENDAR\r\nSUMMARY:${said.replace("secret", "sec\r\n ret")}\r\nEND:VCALENDAR`,
    ],
    ["in gzip, whatever its name", "download", gzipSync(said)],
    ["in a zip file", "a.zip", zip({ "b/c.txt": said })],
    ["in a zip file of another name", "a.docx", zip({ "word/document.xml": `<w:t>${said}</w:t>` })],
    ["in a zip file in a zip file", "a.jar", zip({ "b.epub": zip({ "c.xhtml": said }) })],
    ["in base64 of a zip file", "a.js", `x("${zip({ "c.txt": said }).toString("base64")}")`],
    ["as the name of a member of a zip file", "a.zip", zip({ [`${sentence.replaceAll(" ", "-")}.md`]: "" })],
    [
      "in a tar file in gzip",
      "a.tgz",
      gzipSync(Buffer.concat([Buffer.from("a.md".padEnd(512, "\0")), Buffer.from(said)])),
    ],
    [
      "in a packed text of a PNG",
      "a.png",
      png("zTXt", Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(said)])),
    ],
    [
      "in an international text of a PNG",
      "a.png",
      png("iTXt", Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\x01\0en\0\0"), deflateSync(said)])),
    ],
  ])("%s", (_what, file, content) => {
    expect(read(file, content)).toEqual({ found: true, unread: [] });
  });
});

/** A PNG with one chunk of text. */
function png(type: string, data: Buffer): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)]);
  };
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", Buffer.alloc(13)),
    chunk(type, data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("a PDF's text is found", () => {
  const stream = (content: string, isPacked = true) => {
    const bytes = isPacked ? deflateSync(Buffer.from(content, "latin1")) : Buffer.from(content, "latin1");
    return Buffer.concat([
      Buffer.from(
        `1 0 obj\n<< /Length ${bytes.length}${isPacked ? " /Filter /FlateDecode" : ""} >>\nstream\n`,
      ),
      bytes,
      Buffer.from("\nendstream\nendobj\n"),
    ]);
  };
  const pdf = (...parts: (Buffer | string)[]) =>
    Buffer.concat([
      Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0", "latin1"),
      ...parts.map((part) => Buffer.from(part)),
    ]);
  const utf16 = (text: string) => `feff${bigEndian(text).toString("hex")}`;
  // A font whose glyphs are numbered as they come.
  const letters = [...new Set(said)];
  const code = (letter: string) => (letters.indexOf(letter) + 3).toString(16).padStart(4, "0");
  const map = `${letters.length} beginbfchar\n${letters.map((letter) => `<${code(letter)}> <${bigEndian(letter).toString("hex")}>`).join("\n")}\nendbfchar`;
  const range = "1 beginbfrange\n<0041> <005a> <0061>\nendbfrange";

  test.each<[what: string, content: Buffer]>([
    ["in a packed stream", pdf(stream(`BT (${said}) Tj ET`))],
    ["in a stream that is not packed", pdf(stream(`BT (${said}) Tj ET`, false))],
    ["with escapes", pdf(stream(String.raw`BT (See: \050the tr\350s secret plan isn\'t ready\051) Tj ET`))],
    [
      "in pieces, with distances",
      pdf(stream(`BT [(the tr\xe8s se) 20 (cret) -300 (plan) -300 (isn't ready)] TJ ET`)),
    ],
    ["in hexadecimal", pdf(stream(`BT <${Buffer.from(said, "latin1").toString("hex")}> Tj ET`))],
    ["as a title in UTF-16", pdf(`1 0 obj\n<< /Title <${utf16(said)}> >>\nendobj\n`)],
    [
      "in glyphs of a font",
      pdf(stream(`BT <${[...said].map(code).join("")}> Tj ET`), stream(map), stream(range)),
    ],
  ])("%s", (_what, content) => {
    expect(read("a.pdf", content)).toEqual({ found: true, unread: [] });
  });
});

describe("what is not read is told", () => {
  const encrypted = zip({ "a.txt": said.repeat(50), "b.txt": "open" });
  // The first member then says that it is packed, and is not.
  encrypted.fill(0xff, 35, 60);
  test.each<[what: string, content: Buffer, unread: RegExp]>([
    [
      "a zip file that comes to more than there is room for",
      zip({ "a.txt": "a".repeat(100_000) }),
      /holds more than 0 MiB when/,
    ],
    ["gzip that does", gzipSync("a".repeat(100_000)), /holds more than 0 MiB when/],
    ["a member that is none", encrypted, /a\.txt in it cannot be read/],
    ["a zip file that is cut off", zip({ "a.txt": said }).subarray(0, 60), /cannot be read as the zip file/],
    ["another way of packing", Buffer.from("fd377a585a000001", "hex"), /packed by XZ/],
    ["an encrypted PDF", Buffer.from("%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"), /encrypted PDF/],
  ])("%s", (_what, content, unread) => {
    expect(read("a.bin", content, 50_000).unread).toEqual([expect.stringMatching(unread)]);
  });

  test("a zip file that holds itself ends", () => {
    let inner = zip({ "a.txt": said });
    for (let depth = 0; depth < 20; depth++) inner = zip({ "a.zip": inner });
    expect(read("a.zip", inner).unread).toEqual([expect.stringMatching(/packed more than 8 times/)]);
  });
});

test("what is no text makes no sense as one", () => {
  const own = readFileSync(new URL(import.meta.url));
  const parts = [...partsOf("a.ts", own, () => {})];
  expect(parts.length).toBeLessThan(10);
});
