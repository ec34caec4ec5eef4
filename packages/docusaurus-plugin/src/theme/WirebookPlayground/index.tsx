import Translate from "@docusaurus/Translate";
import type { default as Live, LiveProps } from "@theme/WirebookPlayground/Live";
import type { PlaygroundModule } from "docusaurus-plugin-wirebook";
import { type ReactNode, useEffect, useRef, useState } from "react";

/** What a playground is given. */
export interface PlaygroundProps extends Omit<LiveProps, "module"> {
  /** Loads the module that the plugin generated. */
  load(): Promise<{ readonly default: PlaygroundModule }>;
}

interface Loaded {
  readonly Playground: typeof Live;
  readonly module: PlaygroundModule;
}

/** The playground: its code, and that of the codecs, is fetched when it comes into sight. */
export default function WirebookPlayground({ name, example, load }: PlaygroundProps): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<Loaded>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is fetched once
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    // Whoever comes with a payload wants to see it.
    if (window.location.hash.startsWith("#payload=")) element.scrollIntoView();
    return whenInSight(element, async () => {
      const [{ default: Playground }, { default: module }] = await Promise.all([
        import("@theme/WirebookPlayground/Live"),
        load(),
      ]);
      setLoaded({ Playground, module });
    });
  }, []);

  return (
    <div className="wb-playground" ref={root}>
      {loaded === undefined ? (
        <p className="wb-playground__wait">
          <Translate id="wirebook.playground.wait">
            Here you can paste a payload and see which byte is which field. It takes JavaScript; nothing is
            uploaded.
          </Translate>
        </p>
      ) : (
        <loaded.Playground module={loaded.module} name={name} example={example} />
      )}
    </div>
  );
}

/** Calls once when an element is near the screen; what it returns stops the wait. */
function whenInSight(element: Element, act: () => Promise<void>): () => void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      void act();
    },
    { rootMargin: "200px" },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
