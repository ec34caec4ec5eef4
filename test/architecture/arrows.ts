/**
 * The arrows between packages that the design draws, and there are no others. A name with a subpath allows that subpath
 * alone. Private packages that are not here may point anywhere, by the name of a package.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  "@wirebook/codec": [],
  "@wirebook/schemas": ["@wirebook/codec"],
  "@wirebook/mqtt": ["@wirebook/codec"],
  "@wirebook/certificates": [],
  "@wirebook/simulator": ["@wirebook/codec", "@wirebook/mqtt", "@wirebook/schemas"],
  wirebook: [
    "@wirebook/certificates",
    "@wirebook/codec",
    "@wirebook/mqtt",
    "@wirebook/schemas",
    "@wirebook/simulator",
  ],
  "docusaurus-plugin-wirebook": ["@wirebook/codec"],
  "docusaurus-draft-gate": [],
  website: [
    "docusaurus-plugin-wirebook",
    "docusaurus-draft-gate",
    "@wirebook/codec",
    "@wirebook/schemas",
    "@wirebook/mqtt/mosquitto",
  ],
};

/** Whether a package may import what this specifier names. */
export function mayImport(from: string, specifier: string): boolean {
  return arrowsOf(from).some((arrow) => specifier === arrow || specifier.startsWith(`${arrow}/`));
}

/** Whether a package may name another one in its `package.json`. */
export function mayDependOn(from: string, name: string): boolean {
  return arrowsOf(from).some((arrow) => arrow === name || arrow.startsWith(`${name}/`));
}

function arrowsOf(name: string): readonly string[] {
  return arrows[name] ?? [];
}

/**
 * Files outside of a package that its tests may use: the root's scripts, and for the simulator, which talks to the brokers
 * that the link's tests start, those.
 */
export function lenders(one: { readonly name: string; readonly folder: string }): readonly string[] {
  if (one.name === "@wirebook/simulator") return ["../mqtt/test/", "../mqtt/proof/"];
  return one.folder === "test" ? ["../scripts/"] : [];
}
