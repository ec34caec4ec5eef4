import { badUsage } from "../error.ts";

/** The names that a message type goes by. */
export interface Names {
  /** `up/wind-speed` */
  readonly name: string;
  /** `up` */
  readonly direction: string;
  /** `wind-speed` */
  readonly type: string;
  /** `upWindSpeed`, the export. */
  readonly constant: string;
  /** `UpWindSpeed`, its value. */
  readonly typeName: string;
  /** `Wind speed` */
  readonly title: string;
}

const NAME = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/**
 * Derives all names from `<direction>/<type>`.
 *
 * @throws CliError when it has another form
 */
export function namesOf(name: string): Names {
  const [, direction, type] = NAME.exec(name) ?? [];
  if (direction === undefined || type === undefined) {
    throw badUsage(
      `${name}: expected a name of the form direction/type, in lower case with hyphens`,
      "For example: wirebook new up/wind-speed",
    );
  }
  const words = type.split("-");
  const typeName = [...direction.split("-"), ...words].map(upperFirst).join("");
  return {
    name,
    direction,
    type,
    constant: typeName.charAt(0).toLowerCase() + typeName.slice(1),
    typeName,
    title: upperFirst(words.join(" ")),
  };
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
