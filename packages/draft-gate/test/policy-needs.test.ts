import { expect, test } from "vitest";
import { stoppedBy } from "../src/release/policy-advice.ts";
import { askedBy } from "../src/release/policy-needs.ts";

test.each([
  ["<img src=//a.example/x>", ["img-src https://a.example"]],
  [
    '<img srcset="https://a.example/1 1x, https://b.example/2 2x">',
    ["img-src https://a.example", "img-src https://b.example"],
  ],
  ['<picture><source srcset="https://a.example/1"></picture>', ["img-src https://a.example"]],
  ['<script src="https://a.example:8443/gtag.js" async></script>', ["script-src https://a.example:8443"]],
  ["<iframe src='https://a.example/embed/1'></iframe>", ["frame-src https://a.example"]],
  [
    '<video src="https://a.example/v" poster="https://b.example/p"></video>',
    ["media-src https://a.example", "img-src https://b.example"],
  ],
  ['<link rel="stylesheet" href="https://a.example/s.css">', ["style-src https://a.example"]],
  ['<link rel="shortcut icon" href="https://a.example/i">', ["img-src https://a.example"]],
  ['<link rel="preconnect" href="https://a.example">', ["connect-src https://a.example"]],
  ['<link rel="preload" as="font" href="https://a.example/f">', ["font-src https://a.example"]],
  ['<link rel="canonical" href="https://a.example/"><a href="https://b.example/">b</a>', []],
  ['<div style="background: url(https://a.example/x)">', ["img-src https://a.example"]],
  [
    "<style>@import 'https://a.example/s.css'; b { background: url(\"//b.example/x\") }</style>",
    ["style-src https://a.example", "img-src https://b.example"],
  ],
  ['<form action="https://a.example/">', ["form-action https://a.example"]],
  ['<img src="/x"><img src="data:image/png;base64,AA=="><script>f("https://a.example")</script>', []],
  // The browser hashes what the attribute says, not how it is written.
  ['<b onclick="history.back()">', ["script-src 'sha256-LdlORHyUW/rwezK0l13nW+IwcZmi78eWOCBjewMWRr4='"]],
  [
    "<b ONCLICK='history&#46;back()' data-onclick=x on=y onload=''>",
    ["script-src 'sha256-LdlORHyUW/rwezK0l13nW+IwcZmi78eWOCBjewMWRr4='"],
  ],
])("%s asks for %j", (html, expected) => {
  expect(askedBy("index.html", html).map(({ directive, source }) => `${directive} ${source}`)).toEqual(
    expected,
  );
});

test("a style sheet asks for fonts, images and other style sheets", () => {
  const css =
    "@import url(//a.example/s);@font-face{src:url('https://b.example/f')}i{background:url(https://c.example/i)}";
  expect(askedBy("s.css", css).map(({ directive, source }) => `${directive} ${source}`)).toEqual([
    "style-src https://a.example",
    "font-src https://b.example",
    "img-src https://c.example",
  ]);
});

test.each([
  ["https://a.example", false],
  ["a.example", false],
  ["https:", false],
  ["*", false],
  ["*.example", false],
  ["http://a.example", true],
  ["https://b.example", true],
  ["*.a.example", true],
])("with %s an image of https://a.example is stopped: %s", (source, isStopped) => {
  const need = { directive: "img-src", source: "https://a.example", what: "", file: "", files: 1 };
  expect(stoppedBy([need], { "img-src": [source] })).toEqual(isStopped ? [need] : []);
});
