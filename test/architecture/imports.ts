import ts from "typescript";

/**
 * What a file imports, each specifier once: `import`, `export … from`, `import type`, `import("…")` of values and of types,
 * `require("…")`, and what comments of JavaScript take types from.
 *
 * A specifier that is put together when the program runs is given as it is written, with its `${`.
 */
export function importsIn(text: string, file: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.add(textOf(specifier));
    for (const part of node.getChildren(source)) visit(part);
  };
  visit(source);
  return [...found].filter((specifier) => specifier !== "");
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isJSDocImportTag(node))
    return node.moduleSpecifier;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isImport || isRequire ? node.arguments[0] : undefined;
}

/** A specifier's text; nothing for an expression that has none of its own: such a module's name comes from outside. */
function textOf(specifier: ts.Node): string {
  if (ts.isStringLiteralLike(specifier)) return specifier.text;
  return ts.isTemplateExpression(specifier) ? specifier.getText().slice(1, -1) : "";
}
