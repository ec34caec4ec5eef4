/**
 * Where the facts about the messages come from. Public material only; the words around them are ours.
 *
 * @see the keyword `source` in each field's schema
 */
export const sources = {
  /** Topics, envelope, configuration, metering data. */
  uplinks: "https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks",
  /** The exchange of firmware and configuration: order of messages, deadlines, answers. */
  synchronization:
    "https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/device-synchronization",
  /** Configuration of the 4–20 mA add-on. */
  currentLoop: "https://manuals.lobaro.com/components/firmware/app-nrf91-origin/add-ons/420",
  /** Configuration of the multiple temperature add-on. */
  temperatures: "https://manuals.lobaro.com/components/firmware/app-nrf91-origin/add-ons/tempsens",
  /** Configuration of the level probe add-on. */
  levelProbe:
    "https://manuals.lobaro.com/technical-reference/firmware/app-nrf91-origin/add-ons/level_probe/configuration",
  /** Parameters of an older firmware family with the same names. */
  olderConfiguration:
    "https://github.com/lobaro/iot, docs/components/firmware/app-nrf9160-wmbus/configuration-parameter.md before commit 4fc3935",
  /** Downlinks in the form of the queue on Lobaro's platform. */
  downlinks: "https://lobaro.github.io/iot/platform/devices/downlinks",
  /** The platform's parser for wM-Bus gateways. */
  gatewayParser: "https://github.com/lobaro/lobaro-parsers, lobaro-platform/wMBus Gateway/parser.js",
  /** The platform's parser for hybrid gateways. */
  hybridParser:
    "https://github.com/lobaro/lobaro-parsers, lobaro-platform/EWUS Hybrid Gateway/ewus-hybrid-gateway.js",
  /** Made up here, because no public source tells. */
  wirebook: "A Wirebook profile, not Lobaro's",
} as const;
