import CodeBlock from "@theme/CodeBlock";
import WirebookCopy from "@theme/WirebookCopy";
import type { ReactNode } from "react";

interface Props {
  readonly language: string;
  readonly children: string;
}

/** Text beyond this is shown without colours: colouring it would keep a phone busy for a second. */
const MOST_COLOURED = 1200;

/** An example's text: coloured where it is short and has a grammar, plain and copyable otherwise. */
export default function WirebookCode({ language, children }: Props): ReactNode {
  if (language !== "text" && children.length <= MOST_COLOURED) {
    return <CodeBlock language={language}>{children}</CodeBlock>;
  }
  return (
    <div className="wb-plain">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
      <WirebookCopy text={children} />
    </div>
  );
}
