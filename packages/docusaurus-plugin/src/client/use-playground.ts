import type { PlaygroundMessage, PlaygroundModule } from "docusaurus-plugin-wirebook";
import { useCallback, useEffect, useState } from "react";
import { hexOf } from "../shared/annotate.ts";
import { useAsking } from "./ask.ts";
import { fromHex } from "./payload-text.ts";
import type { Answer, Input } from "./protocol.ts";
import type { Form, Found, Unreadable } from "./reading/pasted.ts";
import { readText } from "./reading/read-text.ts";
import { fragmentFor, readFragment } from "./share.ts";

/** Text beyond this is taken out of the field again: the field itself would stop the page. */
const MOST_TYPED = 64 * 1024;
/** A larger file than this is not read as a whole; what it holds is beyond every limit. */
const MOST_FILE = 4 * 1024 * 1024;

/** What became of the reader's last action. */
export type Outcome =
  | { readonly kind: "none" | "too-long" | "in-address" | "copied" }
  | { readonly kind: "file"; readonly name: string };

/** A playground as its parts show it, and what they can do to it. */
export interface PlaygroundState {
  readonly messages: readonly PlaygroundMessage[];
  /** A topic name, a message type, or anything else that was typed for one. */
  readonly topic: string;
  /** The message type that the topic stands for. */
  readonly message: PlaygroundMessage | undefined;
  /** What stands in the field of the payload. */
  readonly typed: string;
  /** Bytes that are too many for that field. */
  readonly bytesBeyond: number | undefined;
  readonly problem: Unreadable | undefined;
  /** What the payload was taken for, where it was typed. */
  readonly form: Form | undefined;
  /** The payloads that stand in the field, where there are several, and which of them is shown. */
  readonly several: readonly Found[];
  readonly shown: number;
  /** What was typed as JSON, if that is what the payload is made of. */
  readonly jsonTyped: string | undefined;
  readonly outcome: Outcome;
  readonly answer: Answer | undefined;
  readonly isBusy: boolean;
  setTopic(topic: string): void;
  /** Shows another one of several payloads. */
  show(index: number): void;
  /** Takes what was typed or pasted as a payload. */
  paste(text: string): void;
  /** Takes what was typed as JSON. */
  pasteJson(text: string): void;
  readFile(file: File | undefined): Promise<void>;
  /** Puts the payload into the address, and the address onto the clipboard. */
  share(): Promise<void>;
  /** Shows the bytes from an offset on. */
  showFrom(offset: number): void;
}

/**
 * Keeps a playground's state.
 *
 * @param givenName - message type to begin with
 * @param example - payload to begin with, in hexadecimal
 */
export function usePlayground(
  { messages, start }: PlaygroundModule,
  givenName: string,
  example: string | undefined,
): PlaygroundState {
  const [topic, setTopic] = useState(givenName);
  const [typed, setTyped] = useState(example ?? "");
  const [input, setInput] = useState<Input | undefined>(() =>
    example ? { kind: "bytes", bytes: fromHex(example) } : undefined,
  );
  const [jsonTyped, setJsonTyped] = useState<string>();
  const [jsonEdited, setJsonEdited] = useState(false);
  const [problem, setProblem] = useState<Unreadable>();
  const [form, setForm] = useState<Form>();
  const [several, setSeveral] = useState<readonly Found[]>([]);
  const [shown, setShown] = useState(0);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const { answer, isBusy, ask } = useAsking(start);
  const message = messageFor(topic, messages);
  const name = message?.name;

  const take = useCallback((bytes: Uint8Array) => {
    setJsonEdited(false);
    setInput({ kind: "bytes", bytes });
    setJsonTyped(undefined);
    setProblem(undefined);
    setForm(undefined);
    setSeveral([]);
    setTyped(typedOf(bytes));
  }, []);

  useSharedAddress(take, setTopic);

  useEffect(() => {
    if (input !== undefined) ask({ input, name });
  }, [input, name, ask]);

  // What was written as JSON shows its bytes in the field of the payload.
  useEffect(() => {
    if (jsonEdited && answer?.payload !== undefined) setTyped(typedOf(answer.payload));
  }, [answer, jsonEdited]);

  function paste(text: string): void {
    const pasted = readText(text);
    const isRead = "payloads" in pasted;
    setTyped(text.length > MOST_TYPED && isRead ? "" : text);
    setProblem(isRead ? undefined : pasted);
    setSeveral(isRead && pasted.payloads.length > 1 ? pasted.payloads : []);
    setJsonEdited(false);
    if (isRead) return look(pasted.payloads[0], 0);
    // What was read before is no answer to this.
    setForm(undefined);
    setInput(undefined);
    setJsonTyped(undefined);
  }

  function look(found: Found, index: number): void {
    setShown(index);
    setForm(found.form);
    setJsonTyped(found.input.kind === "json" ? found.input.text : undefined);
    setInput(found.input);
    if (found.topic !== undefined) setTopic(found.topic);
  }

  function pasteJson(text: string): void {
    setJsonEdited(true);
    setSeveral([]);
    setForm(undefined);
    setProblem(undefined);
    setJsonTyped(text);
    setInput({ kind: "json", text });
  }

  async function readFile(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    take(new Uint8Array(await file.slice(0, MOST_FILE).arrayBuffer()));
    setOutcome({ kind: "file", name: file.name });
  }

  async function share(): Promise<void> {
    const bytes = answer?.payload;
    const fragment = bytes && fragmentFor({ bytes, name });
    if (fragment === undefined) return setOutcome({ kind: "too-long" });
    window.history.replaceState(window.history.state, "", fragment);
    setOutcome({ kind: "in-address" });
    await navigator.clipboard?.writeText(window.location.href).then(
      () => setOutcome({ kind: "copied" }),
      () => {},
    );
  }

  return {
    messages,
    topic,
    message,
    typed,
    bytesBeyond: input?.kind === "bytes" && isTooMany(input.bytes) ? input.bytes.length : undefined,
    problem,
    form,
    several,
    shown,
    jsonTyped,
    outcome,
    answer: input === undefined ? undefined : answer,
    isBusy,
    setTopic,
    show: (index) => {
      const found = several[index];
      if (found !== undefined) look(found, index);
    },
    paste,
    pasteJson,
    readFile,
    share,
    showFrom: (from) => {
      if (input !== undefined) ask({ input, from, name });
    },
  };
}

/** A shared address comes before the example of the page, also when only the fragment changes. */
function useSharedAddress(take: (bytes: Uint8Array) => void, setTopic: (topic: string) => void): void {
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
  }, [take, setTopic]);
}

/** The message type of a name or of a topic name: their last two levels say it. */
function messageFor(topic: string, messages: readonly PlaygroundMessage[]): PlaygroundMessage | undefined {
  const name = topic.trim().split("/").slice(-2).join("/");
  return messages.find((message) => message.name === name);
}

function typedOf(bytes: Uint8Array): string {
  return isTooMany(bytes) ? "" : hexOf(bytes);
}

function isTooMany({ length }: Uint8Array): boolean {
  return length * 2 > MOST_TYPED;
}
