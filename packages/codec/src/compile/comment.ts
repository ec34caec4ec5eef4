/** Text that can stand in a comment. */
export function comment(text: string): string {
  return text.replaceAll("*/", "* /").replaceAll(/\s+/g, " ");
}
