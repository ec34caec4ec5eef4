import type { Names } from "./names.ts";

/** The members around the data: those of the device family, or none. */
export type EnvelopeName = "uplink" | "request" | "answer" | "command" | "none";

interface Parts {
  /** Imports beyond the codec, in the order of their paths. */
  readonly imports: readonly string[];
  /** The schema's expression around that of the data. */
  readonly payload: (data: string) => string;
  /** The members of an example in front of the data. */
  readonly example: (number: number) => readonly string[];
}

const MEMBERS = `{
  temperature: Type.Number({ unit: "Cel", description: "Temperature at the device" }),
  count: Type.Optional(Type.Integer({ minimum: 0, description: "Measurements so far" })),
}`;
const DATA = `Type.Object(${MEMBERS})`;
const DATA_WITH_SOURCE = call(
  "Type.Object",
  MEMBERS,
  '{ description: "What the message holds", source: sources.wirebook }',
);

/** What stands in a folder of definitions, and is used where it does. */
export interface Surroundings {
  readonly envelope: EnvelopeName;
  /** Whether each field there says its source, out of `sources.ts`. */
  readonly sources: boolean;
  /** The message type that answers a request. */
  readonly answer?: Names;
}

/** The file of a new message type, with two examples: one with all members, one with the required ones. */
export function messageFile(names: Names, { envelope, sources, answer }: Surroundings): string {
  const { imports, payload, example } = partsOf(names, envelope, answer);
  const allImports = [
    `import { defineMessage, type MessageValue, Type } from "@wirebook/codec";`,
    ...imports,
    ...(sources ? [`import { sources } from "../sources.ts";`] : []),
  ];
  return `${allImports.join("\n")}

/** ${names.title}. */
export const ${names.constant} = defineMessage({
  name: "${names.name}",
  title: "${names.title}",
  summary: "What the message says and when it is sent, in one or two sentences.",
  draft: true,
  payload: ${indent(payload(sources ? DATA_WITH_SOURCE : DATA), 2)},
  examples: [
${exampleText("All members", example(1), ["temperature: 21.5", "count: 3"], envelope)}
${exampleText("Required members alone", example(2), ["temperature: -4"], envelope)}
  ],
});

/** Value of {@link ${names.constant}} in memory. */
export type ${names.typeName} = MessageValue<typeof ${names.constant}>;
`;
}

function partsOf(names: Names, envelope: EnvelopeName, answer: Names | undefined): Parts {
  const type = `"${names.type}"`;
  const device = (number: number) => [`i: "70b3d5e050020901"`, `n: ${number}`, `q: ${type}`];
  switch (envelope) {
    case "uplink":
      return { imports: [use("uplink")], payload: (data) => call("uplink", type, data), example: device };
    case "request": {
      const { constant, name } = answer as Names;
      return {
        imports: [`import { ${constant} } from "../${name}.ts";`, use("request")],
        payload: (data) => call("request", type, data, `{ answer: ${constant}, deadline: 5 }`),
        example: device,
      };
    }
    case "answer":
      return {
        imports: [use("answer")],
        payload: (data) => call("answer", data),
        example: (number) => [`n: ${number}`, `r: ${number + 6}`],
      };
    case "command":
      return {
        imports: [use("command")],
        payload: (data) => call("command", type, data),
        example: () => [`q: ${type}`],
      };
    case "none":
      return { imports: [], payload: (data) => data, example: () => [] };
  }
}

function use(envelope: EnvelopeName): string {
  return `import { ${envelope} } from "../envelope.ts";`;
}

function call(name: string, ...parameters: readonly string[]): string {
  return `${name}(\n${parameters.map((parameter) => `  ${indent(parameter, 2)},\n`).join("")})`;
}

function exampleText(
  title: string,
  around: readonly string[],
  data: readonly string[],
  envelope: EnvelopeName,
): string {
  const members = envelope === "none" ? data : [...around, `d: { ${data.join(", ")} }`];
  return `    {
      title: "${title}",
      json: {
${members.map((member) => `        ${member},`).join("\n")}
      },
    },`;
}

/** Moves all lines but the first. */
function indent(text: string, by: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(by)}`);
}
