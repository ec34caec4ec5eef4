/** The content of small sites, in which each kind of page is once public and once a draft. */

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A picture that is like no other of another number. */
export function picture(number: number): Buffer {
  return Buffer.concat([Buffer.from(png, "base64"), Buffer.from(`picture ${number}`)]);
}

/** A set of documents: public ones that link to a draft, drafts beside them, and a folder of drafts alone. */
export function documents(folder: string, name = "Book"): Record<string, string | Buffer> {
  const image = `${name.toLowerCase()}.png`;
  return {
    [`${folder}/intro.md`]: `---\ntags: [shared]\n---\n\n# ${name}: introduction\n\nWhat there is to know, and [what is to come](guides/plan.md).\n\n![](/img/open.png)\n`,
    [`${folder}/guides/public.md`]: `# ${name}: a guide\n\nFor everybody: see [the introduction](../intro.md).\n`,
    [`${folder}/guides/plan.md`]: `---\ndraft: true\ntags: [shared, planned]\nsidebar_position: 1\n---\n\n# ${name}: the plan\n\nNobody knows it yet.\n\n![](/img/${image})\n`,
    [`${folder}/guides/unheard.md`]: `---\ndraft: true\nslug: /unheard-of\ndescription: Unheard of\n---\n\n# ${name}: unheard of\n\nWith a picture beside it: ![](./beside.png)\n`,
    [`${folder}/guides/beside.png`]: picture(name.length),
    [`${folder}/vault/_category_.json`]: `{ "label": "${name}: the vault", "link": { "type": "generated-index" } }\n`,
    [`${folder}/vault/first.md`]: `---\ndraft: true\n---\n\n# ${name}: first of the vault\n\n[A file](/files/${name.toLowerCase()}.pdf).\n`,
    [`${folder}/vault/second.mdx`]: `---\ndraft: true\n---\n\n# ${name}: second of the vault\n\n<em>Nothing</em> of it is known.\n`,
    "static/img/open.png": picture(0),
    [`static/img/${image}`]: picture(100 + name.length),
    [`static/files/${name.toLowerCase()}.pdf`]: `%PDF-1.4 ${name}\n`,
  };
}

/** A post of a blog. */
export function post(title: string, draft: string, fields: string): string {
  const front = [draft, fields].filter(Boolean).join("\n");
  return `---\n${front}\n---\n\n# ${title}\n\nThe beginning of it.\n\n{/* truncate */}\n\nThe rest of it: ${title}.\n`;
}

/** A page of Markdown. */
export function page(name: string, draft = ""): Record<string, string> {
  const front = draft === "" ? "" : `---\n${draft}\n---\n\n`;
  return { [`src/pages/${name}.md`]: `${front}# Page ${name}\n\nWhat stands on ${name}.\n` };
}
