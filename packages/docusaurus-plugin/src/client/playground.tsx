import Translate, { translate } from "@docusaurus/Translate";
import WirebookBytes from "@theme/WirebookBytes";
import type { PlaygroundModule, PlaygroundProps } from "@theme/WirebookPlayground";
import { type DragEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { hexOf } from "../shared/annotate.mts";
import { useAsking } from "./ask.ts";
import { fromHex, readPasted } from "./payload-text.ts";
import type { Source } from "./protocol.ts";
import { PlaygroundResult } from "./result.tsx";
import { fragmentFor, readFragment } from "./share.ts";

/** Text beyond this is taken out of the field again: the field itself would stop the page. */
const MOST_TYPED = 64 * 1024;
/** A larger file than this is not read as a whole; what it holds is beyond every limit. */
const MOST_FILE = 4 * 1024 * 1024;

/** A payload, taken apart as you type. */
export default function Playground({
  module,
  name: givenName = "",
  example,
}: PlaygroundProps & { readonly module: PlaygroundModule }): ReactNode {
  const ids = useId();
  const [topic, setTopic] = useState(givenName);
  const [typed, setTyped] = useState(example ?? "");
  const [source, setSource] = useState<Source | undefined>(() =>
    example ? { kind: "bytes", bytes: fromHex(example) } : undefined,
  );
  const [jsonTyped, setJsonTyped] = useState<string>();
  const [problem, setProblem] = useState("");
  const [status, setStatus] = useState("");
  const { answer, isBusy, ask } = useAsking(module.start);
  const name = messageFor(topic, module);

  const take = useCallback((bytes: Uint8Array) => {
    setSource({ kind: "bytes", bytes });
    setJsonTyped(undefined);
    setProblem("");
    setTyped(bytes.length * 2 > MOST_TYPED ? "" : hexOf(bytes));
  }, []);

  // A shared address comes before the example of the page, also when only the fragment changes.
  useEffect(() => {
    const open = () => {
      const shared = readFragment(window.location.hash);
      if (shared === undefined) return;
      take(shared.bytes);
      setTopic(shared.name ?? "");
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, [take]);

  useEffect(() => {
    if (source !== undefined) ask({ source, ...(name === undefined ? {} : { name }) });
  }, [source, name, ask]);

  // What was written as JSON shows its bytes in the field of the payload.
  useEffect(() => {
    if (source?.kind !== "json" || answer?.payload === undefined) return;
    setTyped(answer.payload.length * 2 > MOST_TYPED ? "" : hexOf(answer.payload));
  }, [answer, source]);

  const paste = (text: string) => {
    const pasted = readPasted(text);
    setTyped(text.length > MOST_TYPED && "source" in pasted ? "" : text);
    if ("source" in pasted) {
      setProblem("");
      setJsonTyped(pasted.form === "json" ? text : undefined);
      setSource(pasted.source);
    } else {
      setProblem(wordsFor(pasted));
    }
  };

  const readFile = async (file: File | undefined) => {
    if (file === undefined) return;
    take(new Uint8Array(await file.slice(0, MOST_FILE).arrayBuffer()));
    setStatus(file.name);
  };

  const share = async () => {
    const bytes = answer?.payload;
    const fragment = bytes && fragmentFor({ bytes, ...(name === undefined ? {} : { name }) });
    if (fragment === undefined) {
      setStatus(translate({ id: "wirebook.playground.tooLong", message: "Too long for an address." }));
      return;
    }
    window.history.replaceState(window.history.state, "", fragment);
    setStatus(
      translate({ id: "wirebook.playground.shared", message: "The address above now holds the payload." }),
    );
    await navigator.clipboard?.writeText(window.location.href).then(
      () => setStatus(translate({ id: "wirebook.playground.copied", message: "Address copied." })),
      () => {},
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can also be opened with the button
    <div
      className="wb-play"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        void readFile(event.dataTransfer.files[0]);
      }}
    >
      <div className="wb-play__inputs">
        <div className="wb-play__field">
          <label htmlFor={`${ids}topic`}>
            <Translate id="wirebook.playground.topic">Topic or message type</Translate>
          </label>
          <div className="wb-play__row">
            <input
              id={`${ids}topic`}
              className="wb-input wb-input--code"
              list={`${ids}types`}
              value={topic}
              spellCheck={false}
              autoComplete="off"
              placeholder={translate({ id: "wirebook.playground.any", message: "any CBOR" })}
              aria-describedby={`${ids}type`}
              onChange={(event) => setTopic(event.target.value)}
            />
            <datalist id={`${ids}types`}>
              {module.messages.map((message) => (
                <option key={message.name} value={message.name}>
                  {message.title}
                </option>
              ))}
            </datalist>
            <output id={`${ids}type`} className="wb-play__type" data-type={name ?? ""}>
              {typeWords(topic, name, module)}
            </output>
          </div>
        </div>
        <div className="wb-play__field">
          <label htmlFor={`${ids}payload`}>
            <Translate id="wirebook.playground.payload">Payload: hex, base64 or JSON</Translate>
          </label>
          <textarea
            id={`${ids}payload`}
            className="wb-input wb-input--code wb-play__payload"
            rows={4}
            spellCheck={false}
            autoComplete="off"
            value={typed}
            placeholder={placeholderFor(source)}
            onChange={(event) => paste(event.target.value)}
          />
          <p className="wb-play__problem" role="status">
            {problem}
          </p>
        </div>
        <div className="wb-play__actions">
          <ExampleButtons module={module} name={name} paste={paste} />
          <FileButton read={readFile} />
          <button
            type="button"
            className="wb-button"
            onClick={share}
            disabled={answer?.payload === undefined}
          >
            <Translate id="wirebook.playground.share">Copy link</Translate>
          </button>
          <span className="wb-play__status" role="status">
            {status}
          </span>
        </div>
      </div>
      {answer !== undefined && (
        <PlaygroundResult
          answer={answer}
          isBusy={isBusy}
          json={jsonTyped}
          Bytes={WirebookBytes}
          onJson={(text) => {
            setJsonTyped(text);
            setSource({ kind: "json", text });
          }}
          onWindow={(from) => {
            if (source !== undefined) ask({ source, from, ...(name === undefined ? {} : { name }) });
          }}
        />
      )}
    </div>
  );
}

function ExampleButtons({
  module,
  name,
  paste,
}: {
  readonly module: PlaygroundModule;
  readonly name: string | undefined;
  paste(text: string): void;
}) {
  const example = module.messages.find((message) => message.name === name)?.example;
  if (!example) return null;
  return (
    <>
      <button type="button" className="wb-button" onClick={() => paste(example)}>
        <Translate id="wirebook.playground.example">Example</Translate>
      </button>
      <button type="button" className="wb-button" onClick={() => paste(broken(example))}>
        <Translate id="wirebook.playground.broken">Broken example</Translate>
      </button>
    </>
  );
}

/** The example with an end that got lost on the way. */
function broken(hex: string): string {
  return hex.slice(0, Math.max(2, hex.length - 2 * Math.ceil(hex.length / 8)));
}

function FileButton({ read }: { read(file: File | undefined): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        className="wb-hidden"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => read(event.target.files?.[0])}
      />
      <button type="button" className="wb-button" onClick={() => input.current?.click()}>
        <Translate id="wirebook.playground.file">Open a file</Translate>
      </button>
    </>
  );
}

/** The message type of a name or of a topic name: their last two levels say it. */
function messageFor(topic: string, module: PlaygroundModule): string | undefined {
  const name = topic.trim().split("/").slice(-2).join("/");
  return module.messages.find((message) => message.name === name)?.name;
}

function typeWords(topic: string, name: string | undefined, module: PlaygroundModule): string {
  const title = module.messages.find((message) => message.name === name)?.title;
  if (title !== undefined) return title;
  return topic.trim() === ""
    ? translate({ id: "wirebook.playground.anyType", message: "read without a type" })
    : translate({ id: "wirebook.playground.unknownType", message: "no such type: read without one" });
}

function placeholderFor(source: Source | undefined): string {
  const bytes = source?.kind === "bytes" ? source.bytes.length : 0;
  if (bytes * 2 > MOST_TYPED) {
    return translate({ id: "wirebook.playground.large", message: "{bytes} bytes" }, { bytes });
  }
  return "a461697037…";
}

function wordsFor(pasted: { readonly problem: string; readonly at?: number }): string {
  switch (pasted.problem) {
    case "half-byte":
      return translate(
        { id: "wirebook.playground.half", message: "Half a byte at the end: byte {at} has one digit." },
        { at: pasted.at ?? 0 },
      );
    case "unknown":
      return translate({
        id: "wirebook.playground.neither",
        message: "This is neither hexadecimal nor base64 nor JSON.",
      });
    default:
      return "";
  }
}
