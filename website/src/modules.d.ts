/* What the bundler provides. */

declare module "*?raw" {
  const text: string;
  export default text;
}

declare module "@site/docs/messages/*.json" {
  import type { PageData } from "docusaurus-plugin-wirebook";

  const page: PageData;
  export default page;
}

declare module "@generated/docusaurus-plugin-wirebook/default/playground.js" {
  import type { PlaygroundModule } from "docusaurus-plugin-wirebook";

  const playground: PlaygroundModule;
  export default playground;
}

declare module "react-dom/client";

declare module "docusaurus-client-entry";
