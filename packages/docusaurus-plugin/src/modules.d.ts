/* What the components import by alias. */

declare module "@wirebook-playground/playground" {
  import type { PlaygroundModule, PlaygroundProps } from "@theme/WirebookPlayground";
  import type { ReactNode } from "react";

  export default function Playground(
    props: PlaygroundProps & { readonly module: PlaygroundModule },
  ): ReactNode;
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

declare module "@theme/WirebookCode" {
  import type { ReactNode } from "react";

  export default function WirebookCode(props: {
    readonly language: string;
    readonly children: string;
  }): ReactNode;
}

declare module "@theme/WirebookPlayground" {
  import type { ReactNode } from "react";

  export interface PlaygroundModule {
    readonly messages: readonly {
      readonly name: string;
      readonly title: string;
      readonly permalink: string;
      readonly example: string;
    }[];
    start(): Worker;
  }
  export interface PlaygroundProps {
    readonly name?: string;
    readonly example?: string;
    readonly isPage?: boolean;
    load(): Promise<PlaygroundModule | { readonly default: PlaygroundModule }>;
  }
  export default function WirebookPlayground(props: PlaygroundProps): ReactNode;
}
