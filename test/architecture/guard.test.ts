import { describe, expect, test } from "vitest";
import { circlesIn, graphOf } from "./circles.ts";
import { filesImportedIn } from "./follow.ts";
import { importsIn } from "./imports.ts";
import type { Package } from "./packages.ts";

describe("an import is seen however it is written", () => {
  test.each([
    ["of a name", 'import { a } from "./a.ts";'],
    ["over several lines", 'import {\n  a,\n  type B,\n} from "./a.ts";'],
    ["of nothing", 'import "./a.ts";'],
    ["of a type", 'import type { A } from "./a.ts";'],
    ["handed on", 'export * from "./a.ts";'],
    ["of a type, handed on", 'export type { A } from "./a.ts";'],
    ["when it is needed", 'const a = await import("./a.ts");'],
    ["when it is needed, with a note for the bundler", 'import(/* webpackMode: "eager" */ "./a.ts");'],
    ["of a type, where it stands", 'type A = import("./a.ts").A;'],
    ["of a module's type", 'type A = typeof import("./a.ts");'],
    ["by require", 'const a = require("./a.ts");'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the code says
    ["inside a template", "const a = `${await import(`./a.ts`)}`;"],
    ["behind an expression that looks like text", 'const quote = /["\'`]/; const a = import("./a.ts");'],
    ["by a comment of JavaScript", '/** @type {import("./a.ts").A} */ let a;'],
    ["by a tag of JavaScript", '/** @import { A } from "./a.ts" */'],
  ])("%s", (name, code) => {
    expect(importsIn(code, /JavaScript/.test(name) ? "x.js" : "x.ts")).toEqual(["./a.ts"]);
  });

  test.each([
    ["a comment", '// import "./a.ts";\n/* import "./a.ts"; */'],
    ["text", "const code = 'import \"./a.ts\";';"],
    ["text of an element", 'const element = <p>import "./a.ts"</p>;'],
    ["a name that comes from outside", "await import(name);"],
  ])("%s is none", (_, code) => {
    expect(importsIn(code, "x.tsx")).toEqual([]);
  });
});

describe("a relative import leads to the file that it is made from", () => {
  const paths = ["src/a.ts", "src/b.mts", "src/c.tsx", "src/d/index.ts", "src/e.js", "bin/f.mjs"];

  /** A package in which one file imports something. */
  function importing(specifier: string, path = "src/x.ts"): Package {
    const files = [path, ...paths].map((file) => ({
      path: file,
      product: true,
      imports: file === path ? [specifier] : [],
    }));
    return { ...empty, paths: new Map([["@theme/Wirebook", "./src/"]]), files };
  }
  const empty = {
    name: "made-up",
    folder: "packages/made-up",
    private: true,
    dependencies: [],
    named: [],
    exports: new Map([[".", "./dist/a.js"]]),
  };

  test.each([
    ["./a.ts", "src/a.ts"],
    ["./a.js", "src/a.ts"],
    ["./b.mjs", "src/b.mts"],
    ["./c.js", "src/c.tsx"],
    ["./c.jsx", "src/c.tsx"],
    ["./c", "src/c.tsx"],
    ["./d", "src/d/index.ts"],
    ["./e.js", "src/e.js"],
    ["../bin/f.mjs", "bin/f.mjs"],
    ["../dist/b.mjs", "src/b.mts"],
    ["@theme/Wirebookc", "src/c.tsx"],
    ["made-up", "src/a.ts"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the code says
    ["./${name}.mjs", "src/b.mts"],
  ])("%s", (specifier, target) => {
    expect(filesImportedIn(importing(specifier)).map((one) => one.target)).toContain(target);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the code says
  test.each(["./a.mjs", "./z.ts", "./d/z.js", "../a.ts", "./z/${name}.js"])(
    "%s leads nowhere",
    (specifier) => {
      expect(filesImportedIn(importing(specifier)).map(({ target }) => target)).toEqual([undefined]);
    },
  );

  test.each(["node:fs", "vitest", "@site/docs/up.json", "data:text/javascript,0"])("%s is no file", (one) => {
    expect(filesImportedIn(importing(one))).toEqual([]);
  });
});

describe("a circle is found", () => {
  const circles = (...arrows: string[]) =>
    circlesIn(graphOf(arrows.map((arrow) => arrow.split(">") as [string, string])));

  test("of two, of many, and of one that knows itself", () => {
    expect(circles("a>b", "b>a")).toEqual(["a → b → a"]);
    expect(circles("a>b", "b>c", "c>a", "c>d")).toEqual(["a → b → c → a"]);
    expect(circles("a>a", "a>b")).toEqual(["a → a"]);
  });

  test("each on its own", () => {
    expect(circles("a>b", "b>a", "b>c", "c>d", "d>c")).toEqual(["a → b → a", "c → d → c"]);
  });

  test("as one knot where several meet", () => {
    expect(circles("a>b", "b>a", "b>c", "c>b")).toEqual(["{a, b, c}, for example a → b → a"]);
  });

  test("nowhere else", () => {
    expect(circles("a>b", "a>c", "b>d", "c>d")).toEqual([]);
  });
});
