/** File of a message type's page without its ending, in the folder of the pages: `up/data`. */
export function pageFile(messageName: string): string {
  return messageName
    .split("/")
    .map((part) => part.replaceAll(/[^\w.-]+/g, "-").replace(/^[._]+/, "-"))
    .join("/");
}

/** A page as another one links to it. */
export function linkTo(from: string, to: string): string {
  return `${"../".repeat(pageFile(from).split("/").length - 1)}${pageFile(to)}.mdx`;
}

/** Where the JSON Schema of a message type is, below `baseUrl`. */
export function schemaPath(folder: string, name: string): string {
  return `${folder}/${pageFile(name)}.schema.json`;
}
