import Prism from "prismjs";
import "prismjs/components/prism-bash";
import "prismjs/components/prism-json";
import "prismjs/components/prism-nginx";
import "prismjs/components/prism-typescript";
import "prismjs/components/prism-yaml";

// Prism would look for code on the page by itself.
Prism.manual = true;

/** Code as HTML with a class for each token; plain where there is no grammar. */
export function highlight(code: string, language: string): string {
  const grammar = Prism.languages[language];
  return grammar === undefined ? escaped(code) : Prism.highlight(code, grammar, language);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
