import { createRequire } from "node:module";
import path from "node:path";

/**
 * The file that a module name stands for, seen from the site's folder.
 *
 * @throws Error when there is no such module
 */
export function moduleFile(name: string, siteDir: string): string {
  if (/^[./]|^[A-Za-z]:[\\/]/.test(name)) return path.resolve(siteDir, name);
  const require = createRequire(path.join(siteDir, "package.json"));
  try {
    return require.resolve(name, { paths: [siteDir] });
  } catch (error) {
    const file = esModuleFile(name, require);
    if (file !== undefined) return file;
    throw new Error(`docusaurus-plugin-wirebook: cannot find the module "${name}"`, { cause: error });
  }
}

/** The entry of a package for ES modules alone, which `require` does not find its way into. */
function esModuleFile(name: string, require: NodeJS.Require): string | undefined {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const { exports } = require(path.join(folder, name, "package.json")) as {
        exports?: { "."?: { default?: string; import?: string } };
      };
      const file = exports?.["."]?.import ?? exports?.["."]?.default;
      if (file !== undefined) return path.join(folder, name, file);
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
