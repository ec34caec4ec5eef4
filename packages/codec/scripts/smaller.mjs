/**
 * Makes modules smaller than a bundler on its way to a browser would: what counts there is their size once compressed.
 * Bundlers shorten names of variables themselves, so none of this is about those.
 */
import { parseAst } from "rollup/parseAst";
import { minify } from "terser";

/** As `package.json` says: a module of which nothing is used is not there, and to look at something changes nothing. */
export const treeshake = {
  moduleSideEffects: false,
  propertyReadSideEffects: false,
  unknownGlobalSideEffects: false,
};

const compress = {
  ...{ passes: 5, keep_fargs: false, pure_getters: true },
  // A function that is called once is written once: in place of the call it would often be a function all the same.
  ...{ inline: 1, reduce_funcs: false },
  // None of the functions asks for `this`, or is made an instance of.
  unsafe_arrows: true,
};

/** A module made smaller, by settings of Terser's beside these. */
export async function smaller(code, { compress: more, ...settings } = {}) {
  const minified = await minify(withArrows(code), {
    ...{ module: true, ecma: 2020, compress: { ...compress, ...more } },
    ...settings,
  });
  return `${withoutEffects(minified.code)}\n`;
}

/**
 * The functions of a module as arrows, generators apart. They go in front, since functions are there from the beginning;
 * in front of them only what asks for no name: Terser puts constants in place of their names only behind them.
 */
function withArrows(code) {
  const parts = { before: "", arrows: "", behind: "" };
  let at = 0;
  for (const statement of parseAst(code).body) {
    const { type, id, start, end, body, generator } = statement;
    parts.behind += code.slice(at, start);
    at = end;
    if (type === "FunctionDeclaration" && !generator) {
      const parameters = code.slice(id.end, body.start);
      parts.arrows += `const ${id.name} = ${parameters} => ${code.slice(body.start, end)};`;
    } else parts[asksForNone(statement) ? "before" : "behind"] += `${code.slice(start, end)}\n`;
  }
  return parts.before + parts.arrows + parts.behind + code.slice(at);
}

/** Whether constants are made of nothing but what is written there. */
function asksForNone({ type, declarations = [] }) {
  let names = 0;
  for (const { init } of declarations) visit(init, (node) => (names += Number(node.type === "Identifier")));
  return type === "VariableDeclaration" && names === 0;
}

/**
 * Asks that functions which are one text with places in it, or make one object, stand in place of their calls: they
 * are shorter there than with a name.
 */
export function inPlace(code) {
  const short = new Set();
  const calls = [];
  for (const statement of parseAst(code).body) {
    const { id, params, body } = statement;
    const [first] = body?.body ?? [];
    if (
      first?.type === "ReturnStatement" &&
      /^(TemplateLiteral|NewExpression)$/.test(first.argument?.type) &&
      params.every(({ type }) => type === "Identifier")
    ) {
      short.add(id.name);
    }
    visit(statement, ({ type, callee, start }) => {
      if (type === "CallExpression") calls.push({ name: callee.name, start });
    });
  }
  return withComments(
    code,
    "/*@__INLINE__*/",
    calls.flatMap(({ name, start }) => (short.has(name) ? start : [])),
  );
}

/** Goes through a piece of code, except where it is told not to go on. */
function visit(node, enter) {
  if (typeof node?.type !== "string" || enter(node) === false) return;
  // What a member is called is no name of the module.
  const { property, key, ...others } = node;
  for (const part of Object.values(node.computed ? node : others))
    for (const inner of [part].flat()) visit(inner, enter);
}

/** Says of each call that a constant of a module is made by that it can be left out with the constant. */
function withoutEffects(code) {
  const starts = [];
  for (const { declarations = [] } of parseAst(code).body)
    for (const { init } of declarations)
      visit(init, (node) => {
        if (/^(New|Call)Expression$/.test(node.type)) starts.push(node.start);
        return !node.type.includes("Function");
      });
  return withComments(code, "/*@__PURE__*/", starts);
}

/** Writes a comment in several places. */
function withComments(code, comment, places) {
  const fromBehind = places.toSorted((one, other) => other - one);
  return fromBehind.reduce((text, at) => text.slice(0, at) + comment + text.slice(at), code);
}
