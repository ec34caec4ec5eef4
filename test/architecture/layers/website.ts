/** The site's own sources: what pages and theme components are made of stands below them. */
export const layers: readonly (readonly string[])[] = [
  ["client", "css", "diagrams", "highlight", "modules.d.ts"],
  ["landing", "live", "broker"],
  ["theme", "pages"],
];
