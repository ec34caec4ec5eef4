/** Text that MDX takes for text, whatever is in it. */
export function text(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]<>#|~&!]/g, "\\$&").replaceAll(/\s+/g, " ");
}

/** A component with attributes and text; what is undefined, empty or false is left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  content?: string,
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined || value === "" || value === false) return [];
    return value === true ? ` ${key}` : ` ${key}={${JSON.stringify(value)}}`;
  });
  const open = `<${name}${written.join("")}`;
  return content ? `${open}>{${JSON.stringify(content)}}</${name}>` : `${open} />`;
}

/** Front matter: each value as JSON, which YAML reads. */
export function frontMatter(comment: string, members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ["---", `# ${comment}`, ...lines, "---"].join("\n");
}
