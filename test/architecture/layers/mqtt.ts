/** What all stand on; what both sides of the link say; hosts; sessions; the inbox and the embedded broker; backend and device; the entries. */
export const layers: readonly (readonly string[])[] = [
  ["clock.ts", "error.ts"],
  ["events.ts", "protocol", "packets"],
  ["hosts"],
  ["session", "mosquitto"],
  ["inbox", "embedded"],
  ["backend", "device"],
  ["metrics"],
  ["index.ts", "inbox.ts", "metrics.ts", "mosquitto.ts", "protocol.ts", "wire.ts"],
];
