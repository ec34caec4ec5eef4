import ts from "typescript-api";

/** One export of a package, as its declarations tell it. */
export interface Declaration {
  readonly name: string;
  readonly kind: "function" | "constant" | "class" | "interface" | "type";
  /** The declaration without its comment. */
  readonly code: string;
  readonly text: string;
  readonly parameters: readonly { readonly name: string; readonly text: string }[];
  readonly throws: readonly string[];
  readonly see: readonly string[];
  readonly example: readonly string[];
}

/** What a declaration file and those that it passes on export, in alphabetical order within each kind. */
export function declarationsOf(file: string): Declaration[] {
  const options = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
  };
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file}: no module`);
  return checker
    .getExportsOfModule(module)
    .flatMap((symbol) => read(symbol, checker))
    .sort((one, other) => order(one) - order(other) || one.name.localeCompare(other.name, "en"));
}

const kinds = ["function", "constant", "class", "interface", "type"] as const;

function order({ kind }: Declaration): number {
  return kinds.indexOf(kind);
}

function read(exported: ts.Symbol, checker: ts.TypeChecker): Declaration[] {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.declarations ?? [];
  const [first] = declarations;
  if (first === undefined || first.getSourceFile().fileName.includes("/node_modules/typebox/")) return [];
  const kind = kindOf(first);
  if (kind === undefined) return [];
  const tags = symbol.getJsDocTags(checker);
  const told = (name: string) =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  return [
    {
      name: exported.name,
      kind,
      code: declarations.map(codeOf).join("\n"),
      text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      parameters: told("param").map((text) => {
        const [, name = "", words = ""] = /^(\S+)\s*(?:-\s*)?([\s\S]*)$/.exec(text) ?? [];
        return { name, text: words };
      }),
      throws: told("throws"),
      see: told("see"),
      example: told("example"),
    },
  ];
}

function kindOf(node: ts.Declaration): Declaration["kind"] | undefined {
  if (ts.isFunctionDeclaration(node)) return "function";
  if (ts.isVariableDeclaration(node)) return "constant";
  if (ts.isClassDeclaration(node)) return "class";
  if (ts.isInterfaceDeclaration(node)) return "interface";
  return ts.isTypeAliasDeclaration(node) ? "type" : undefined;
}

/** The text of a declaration; comments of members stay, they are what a reader looks for. */
function codeOf(node: ts.Declaration): string {
  const whole = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return whole
    .getText()
    .replace(/^export\s+(?:default\s+)?(?:declare\s+)?/, "")
    .replace(/^declare\s+/, "");
}
