/** What is written, what is read, which message types there are; what needs more than one file; one verb a file. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts"],
  ["output"],
  ["input", "messages.ts", "secrets.ts"],
  ["scaffold", "tail", "mosquitto", "completion"],
  ["commands"],
  ["examples.ts"],
  ["certs.ts"],
  ["program.ts", "report.ts"],
  ["main.ts"],
];
