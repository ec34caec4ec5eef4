import { allocation } from "./allocation.ts";
import { bundle } from "./bundle.ts";
import { compile } from "./compile.ts";
import { errors } from "./errors.ts";
import { firstMessage } from "./first-message.ts";
import { hostile } from "./hostile.ts";
import { importTime } from "./import-time.ts";
import type { Section } from "./section.ts";
import { speed } from "./speed.ts";
import { spelling } from "./spelling.ts";

/** Everything there is to measure, in the order of the report. */
export const sections: readonly Section[] = [
  ...speed,
  ...spelling,
  ...errors,
  ...hostile,
  ...compile,
  ...firstMessage,
  ...allocation,
  bundle,
  importTime,
];
