import useIsBrowser from "@docusaurus/useIsBrowser";
import WirebookCopy from "@theme/WirebookCopy";
import { highlightNow } from "book-highlight";
import { Children, type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  readonly children: ReactNode;
  /** `language-ts`, as MDX gives it. */
  readonly className?: string;
  readonly language?: string;
}

/**
 * Code that the build coloured. React takes it as it stands in the page; only for a page that was reached by a link,
 * the grammars are fetched and the code is coloured here.
 */
export default function CodeBlock({ children, className = "", language }: Props): ReactNode {
  const code = Children.toArray(children).join("").replace(/\n$/, "");
  const name = language ?? /language-(\S+)/.exec(className)?.[1] ?? "text";
  const [isFromLink] = useState(useIsBrowser());
  const [html, setHtml] = useState(() => highlightNow(code, name));
  const element = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: code on a page does not change
  useEffect(() => {
    if (!isFromLink && element.current?.textContent !== "") return;
    void import("../../highlight/highlight.ts").then(({ highlight }) => setHtml(highlight(code, name)));
  }, []);
  return (
    <div className="theme-code-block wb-plain">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <pre tabIndex={0}>
        {html === "" && isFromLink ? (
          <code>{code}</code>
        ) : (
          <code
            ref={element}
            // biome-ignore lint/security/noDangerouslySetInnerHtml: it was made of the code by the build
            dangerouslySetInnerHTML={{ __html: html }}
            suppressHydrationWarning
          />
        )}
      </pre>
      <WirebookCopy text={code} />
    </div>
  );
}
