import { translate } from "@docusaurus/Translate";
import CodeBlock from "@theme/CodeBlock";
import { type ReactNode, useState } from "react";

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
  return <Plain>{children}</Plain>;
}

function Plain({ children }: { readonly children: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(children);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <div className="wb-plain">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{children}</code>
      </pre>
      <button type="button" className="wb-button wb-plain__copy" onClick={copy}>
        {isCopied
          ? translate({ id: "wirebook.code.copied", message: "Copied" })
          : translate({ id: "wirebook.code.copy", message: "Copy" })}
      </button>
    </div>
  );
}
