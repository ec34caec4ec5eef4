import { defineMessage } from "@wirebook/codec";
import { configDefinition } from "../corpus/config.ts";
import { mainCases } from "../corpus/corpus.ts";
import { statusDefinition } from "../corpus/status.ts";
import { batchDefinition } from "../corpus/telegrams.ts";
import { compileForMemory } from "../schema/ajv.ts";
import { schemaOf } from "../schema/json.ts";
import { race, type Section } from "./section.ts";

const definitions = { status: statusDefinition, batch: batchDefinition, config: configDefinition };

/** How long a definition takes to become a codec, in a process that has done it before: read, generated, first run. */
export const compile: readonly Section[] = mainCases.map((one) =>
  race(`compile/${one.name}`, () => {
    const { message, value } = one;
    const payload = message.encode(value);
    const definition = definitions[one.name as keyof typeof definitions];
    return [
      {
        name: "wirebook",
        run: (bytes: Uint8Array) =>
          (defineMessage as (from: object) => typeof message)(definition).decode(bytes),
        argument: payload,
      },
      { name: "Ajv", run: compileForMemory, argument: schemaOf(one) },
    ];
  }),
);
