import CodeBlock from "@theme/CodeBlock";
import {
  MosquittoError,
  type MosquittoFault,
  type MosquittoFiles,
  mosquittoConfig,
} from "@wirebook/mqtt/mosquitto";
import type { ReactNode } from "react";
import styles from "./broker.module.css";
import { type Form, fieldOf, settingsOf } from "./form.ts";

/** The files of what is filled in, or what is missing there. */
export function Files({ form }: { readonly form: Form }): ReactNode {
  const result = resultOf(form);
  return (
    <section aria-label="Files" className={styles.files}>
      <div role="status">
        {Array.isArray(result) ? <Faults faults={result} /> : <p>{countOf(result.files)}</p>}
      </div>
      {!Array.isArray(result) && (
        <>
          {Object.entries(result.files).map(([name, text]) => (
            <File key={name} name={name} text={text} />
          ))}
          <p className={styles.name}>Good to know</p>
          <ul>
            {result.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function resultOf(form: Form): MosquittoFiles | MosquittoFault[] {
  try {
    return mosquittoConfig(settingsOf(form));
  } catch (error) {
    if (error instanceof MosquittoError) return [...error.faults];
    throw error;
  }
}

function countOf(files: MosquittoFiles["files"]): string {
  const count = Object.keys(files).length;
  return count === 1 ? "One file." : `${count} files.`;
}

function Faults({ faults }: { readonly faults: readonly MosquittoFault[] }): ReactNode {
  return (
    <>
      <p>Nothing is written yet:</p>
      <ul className={styles.faults}>
        {faults.map(({ path, message }) => (
          <li key={path + message}>
            <strong>{fieldOf(path)}</strong>: {message}
          </li>
        ))}
      </ul>
    </>
  );
}

function File({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  function save(): void {
    const link = document.createElement("a");
    // Of a text, a browser would add .txt to the name.
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <div className={styles.file}>
      <p className={styles.name}>
        <code>{name}</code>
      </p>
      <CodeBlock language="text">{text}</CodeBlock>
      <button type="button" className="button button--secondary button--sm" onClick={save}>
        Save {name}
      </button>
    </div>
  );
}
