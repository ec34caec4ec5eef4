import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Application, type ProjectReflection, type TypeDocOptions } from "typedoc";
import { load as loadMarkdown } from "typedoc-plugin-markdown";
import type { EntryPoint } from "./entry-points.ts";

/** What declarations tell of a module. */
export interface ModuleText {
  /** What the module says of itself; empty where it says nothing. */
  readonly summary: string;
  /** That, and everything that it exports, as Markdown. */
  readonly markdown: string;
}

/** What is read, and how. */
const READING: TypeDocOptions = {
  compilerOptions: { module: "nodenext", target: "es2023", types: ["node"], skipLibCheck: true },
  skipErrorChecking: true,
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  logLevel: "Error",
};

/** How the pages look: declarations as code, members as tables. The names are TypeDoc's and those of its Markdown plugin. */
const LAYOUT = {
  router: "module",
  flattenOutputFiles: true,
  readme: "none",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hidePageTitle: true,
  useCodeBlocks: true,
  expandObjects: true,
  useHTMLAnchors: true,
  sanitizeComments: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  typeAliasPropertiesFormat: "table",
  propertyMembersFormat: "table",
  tableColumnSettings: { hideDefaults: true, hideInherited: true, hideModifiers: true, hideOverrides: true },
} as const;

/** Changes when the same declarations would become other pages. */
export const READER = JSON.stringify([Application.VERSION, READING, LAYOUT]);

/**
 * Reads all modules at once, with TypeDoc, so that one links to another.
 *
 * @throws Error when a module cannot be read
 */
export async function readModules(entries: readonly EntryPoint[]): Promise<Map<EntryPoint, ModuleText>> {
  // Readers of configuration files are left out: all of it stands here.
  const application = await Application.bootstrapWithPlugins(
    { ...READING, ...LAYOUT, plugin: [loadMarkdown], entryPoints: entries.map(({ file }) => file) },
    [],
  );
  const modules = application.getEntryPoints() ?? [];
  if (modules.length !== entries.length) throw new Error("the API pages: a module cannot be read");
  const project = application.converter.convert(
    modules.map((module, index) => ({ ...module, displayName: entries[index]?.page ?? module.displayName })),
  );
  const pages = await render(application, project);
  return new Map(
    entries.map((entry) => [
      entry,
      { summary: summaryOf(project, entry), markdown: pages.get(entry.page) ?? "" },
    ]),
  );
}

/** The pages by their names. TypeDoc knows files alone. */
async function render(application: Application, project: ProjectReflection): Promise<Map<string, string>> {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebook-api-"));
  try {
    application.options.setValue("outputs", [{ name: "markdown", path: folder }]);
    await application.generateOutputs(project);
    return new Map(
      project.children?.map(({ name }) => [name, readFileSync(path.join(folder, `${name}.md`), "utf8")]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function summaryOf({ children }: ProjectReflection, { page }: EntryPoint): string {
  const comment = children?.find(({ name }) => name === page)?.comment;
  return (comment?.summary ?? []).map(({ text }) => text).join("");
}
