/** `@wirebook/schemas`: words and envelopes, then the message types, then the list of them. */
export const layers: readonly (readonly string[])[] = [
  ["sources.ts", "examples"],
  ["configuration", "envelope.ts", "fields.ts", "synchronization.ts"],
  ["down", "up"],
  ["req"],
  ["messages.ts"],
  ["index.ts"],
];
