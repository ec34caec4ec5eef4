import { translate } from "@docusaurus/Translate";
import { type ReactNode, useState } from "react";

/** A button that copies a text; it shows while the pointer is on what it stands in. */
export default function WirebookCopy({ text }: { readonly text: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  }
  return (
    <button type="button" className="wb-button wb-plain__copy" onClick={copy}>
      {isCopied
        ? translate({ id: "wirebook.code.copied", message: "Copied" })
        : translate({ id: "wirebook.code.copy", message: "Copy" })}
    </button>
  );
}
