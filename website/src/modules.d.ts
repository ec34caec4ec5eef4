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
  import type { PlaygroundModule } from "@theme/WirebookPlayground";

  const playground: PlaygroundModule;
  export default playground;
}

declare module "@theme/WirebookBytes" {
  import type { Annotation } from "docusaurus-plugin-wirebook";
  import type { ReactNode } from "react";

  export default function WirebookBytes(props: {
    readonly annotation: Annotation;
    readonly fault?: number;
    readonly lit?: number;
  }): ReactNode;
}

declare module "@theme/WirebookPlayground" {
  import type { ReactNode } from "react";

  export interface PlaygroundModule {
    start(): Worker;
  }
  export default function WirebookPlayground(props: {
    readonly name?: string;
    readonly example?: string;
    load(): Promise<PlaygroundModule | { readonly default: PlaygroundModule }>;
  }): ReactNode;
}
