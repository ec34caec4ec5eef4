import Translate from "@docusaurus/Translate";
import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";

/** What a site's generated module tells of its message types. */
export interface PlaygroundModule {
  readonly messages: readonly {
    readonly name: string;
    readonly title: string;
    readonly permalink: string;
    /** Payload of the first example, in hexadecimal. */
    readonly example: string;
  }[];
  /** Starts the thread that the codecs run in. */
  start(): Worker;
}

/** What a playground is given. */
export interface PlaygroundProps {
  /** The message type to begin with. */
  readonly name?: string;
  /** The payload to begin with, in hexadecimal. */
  readonly example?: string;
  /** Loads the module that the plugin generated. */
  load(): Promise<PlaygroundModule | { readonly default: PlaygroundModule }>;
}

interface Live {
  readonly Playground: ComponentType<PlaygroundProps & { readonly module: PlaygroundModule }>;
  readonly module: PlaygroundModule;
}

/** The playground: its code, and that of the codecs, is fetched when it comes into sight. */
export default function WirebookPlayground(props: PlaygroundProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState<Live>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is fetched once
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const fetch = async () => {
      const [{ default: Playground }, module] = await Promise.all([
        import("@wirebook-playground/playground"),
        props.load(),
      ]);
      setLive({ Playground, module: "default" in module ? module.default : module });
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        void fetch();
      },
      { rootMargin: "200px" },
    );
    observer.observe(element);
    // Whoever comes with a payload wants to see it.
    if (window.location.hash.startsWith("#payload=")) element.scrollIntoView();
    return () => observer.disconnect();
  }, []);

  return (
    <div className="wb-playground" ref={place}>
      {live === undefined ? (
        <p className="wb-playground__wait">
          <Translate id="wirebook.playground.wait">
            Here you can paste a payload and see which byte is which field. It takes JavaScript; nothing is
            uploaded.
          </Translate>
        </p>
      ) : (
        <live.Playground {...props} module={live.module} />
      )}
    </div>
  );
}
