import { allocation } from "./allocation.ts";
import { apart } from "./apart.ts";
import { bundle } from "./bundle.ts";
import { cold } from "./cold.ts";
import { compile } from "./compile.ts";
import { errors } from "./errors.ts";
import { firstMessage } from "./first-message.ts";
import { fourteen } from "./fourteen.ts";
import { hostile } from "./hostile.ts";
import { importTime } from "./import-time.ts";
import { refuse } from "./refuse.ts";
import type { Section } from "./section.ts";
import { speed } from "./speed.ts";
import { together } from "./together.ts";

/** Everything there is to measure, in the order of the report. */
export const sections: readonly Section[] = [
  ...apart,
  fourteen,
  ...refuse,
  ...cold,
  ...speed,
  ...together,
  ...errors,
  ...hostile,
  ...compile,
  ...firstMessage,
  ...allocation,
  bundle,
  importTime,
];
