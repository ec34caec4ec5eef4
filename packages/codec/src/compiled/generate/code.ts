/** Lines of generated code, indented as they are nested. */
export interface Code {
  line(text: string): void;
  /** `head {`, what `inside` writes, `tail}` */
  block(head: string, inside: () => void, tail?: string): void;
  comment(text: string): void;
  /** A name that nothing else in this function has, like the one asked for. */
  fresh(like: string): string;
  toString(): string;
}

/** Starts an empty piece of code. */
export function createCode(): Code {
  const lines: string[] = [];
  const names = new Set<string>();
  let indent = "  ";
  const line = (text: string) => {
    lines.push(text === "" ? "" : indent + text);
  };
  return {
    line,
    block(head, inside, tail = "") {
      line(`${head} {`);
      indent += "  ";
      inside();
      indent = indent.slice(2);
      line(`}${tail}`);
    },
    comment(text) {
      line(`// ${text.replaceAll(/[\r\n\u2028\u2029]/g, " ")}`);
    },
    fresh(like) {
      // Neither a word of the language nor a helper or a variable that the code has of its own ends like this.
      const base = `${identifier(like)}_`;
      let name = base;
      for (let next = 2; names.has(name); next++) name = `${base}${next}`;
      names.add(name);
      return name;
    },
    toString: () => lines.join("\n"),
  };
}

/** What is written under a condition. */
export interface Choice {
  readonly condition: string;
  readonly write: () => void;
}

/**
 * Writes `if (…) { … } else if (…) { … } else …`.
 *
 * @param describe - the condition for one of the choices and what is written for it; asked of one after the other
 * @param otherwise - the statement for whatever is none of them
 */
export function choose<One>(
  code: Code,
  choices: readonly One[],
  describe: (one: One) => Choice,
  otherwise: string,
): void {
  choices.forEach((one, index) => {
    const { condition, write } = describe(one);
    code.block(`${index === 0 ? "" : "else "}if (${condition})`, write);
  });
  code.line(`else ${otherwise}`);
}

/** A name that is an identifier as it is. */
const PLAIN_NAME = /^[A-Za-z](?:\w{0,38}[A-Za-z0-9])?$/;

/** A field's name as a JavaScript identifier. It has no `$`: that marks the constants in front of the functions. */
export function identifier(name: string): string {
  if (PLAIN_NAME.test(name)) return name;
  const words = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9_]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const cut = words.slice(0, 40);
  if (cut === "") return "member";
  return /^[0-9]/.test(cut) ? `_${cut}` : cut;
}

/** A string as a JavaScript literal, safe in any source text. */
export function quote(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** `object.name` or `object["name"]`. */
export function property(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quote(name)}]`;
}

/** A property in an object literal. */
export function pair(name: string, value: string): string {
  if (name === value) return name;
  return `${isIdentifier(name) ? name : quote(name)}: ${value}`;
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** Numbers of bytes or of parts, together. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
