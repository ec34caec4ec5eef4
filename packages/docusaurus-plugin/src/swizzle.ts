import type { SwizzleConfig } from "@docusaurus/types";

const COMPONENTS: Readonly<Record<string, string>> = {
  WirebookBytes: "Bytes and fields that light each other",
  WirebookCode: "The text of an example in one of its forms",
  WirebookCopy: "The button that copies a text",
  WirebookExample: "An example in all its forms",
  WirebookExchange: "The sequence diagram",
  WirebookFacts: "Topic, direction, limits and the JSON Schema of a message type",
  WirebookIndex: "The list of message types",
  WirebookMember: "A row of the table of members",
  WirebookMembers: "The table of members",
  WirebookPlayground: "The playground",
  WirebookPlaygroundPage: "The page that holds the playground alone",
  WirebookTabs: "Several forms of the same thing, one in sight",
};

/** All components are safe to replace and to wrap: what they are given stays the same within a major version. */
export function swizzleConfig(): SwizzleConfig {
  const actions = { eject: "safe", wrap: "safe" } as const;
  return {
    components: Object.fromEntries(
      Object.entries(COMPONENTS).map(([name, description]) => [name, { actions, description }]),
    ),
  };
}
