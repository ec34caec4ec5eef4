import { translate } from "@docusaurus/Translate";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import type { ReactNode } from "react";

/** The payloads that were pasted together, to choose the one that is shown. */
export default function WirebookPlaygroundSeveral({ state }: { readonly state: PlaygroundState }): ReactNode {
  const { several, shown, show } = state;
  return (
    <fieldset
      className="wb-play__several"
      aria-label={translate({ id: "wirebook.playground.several", message: "Payloads" })}
    >
      {several.map(({ topic }, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a payload is told by its place alone
          key={index}
          type="button"
          className="wb-button"
          aria-pressed={index === shown}
          onClick={() => show(index)}
        >
          {index + 1}
          {topic !== undefined && ` ${topic.split("/").slice(-2).join("/")}`}
        </button>
      ))}
    </fieldset>
  );
}
