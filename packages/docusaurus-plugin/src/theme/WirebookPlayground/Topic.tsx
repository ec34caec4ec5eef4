import Translate, { translate } from "@docusaurus/Translate";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import { type ReactNode, useId } from "react";

/** The field that says what message type it is, with the types to choose from. */
export default function WirebookPlaygroundTopic({ state }: { readonly state: PlaygroundState }): ReactNode {
  const { messages, topic, message, setTopic } = state;
  const id = useId();
  return (
    <div className="wb-play__field">
      <label htmlFor={id}>
        <Translate id="wirebook.playground.topic">Topic or message type</Translate>
      </label>
      <div className="wb-play__row">
        <input
          id={id}
          className="wb-input wb-input--code"
          list={`${id}types`}
          value={topic}
          spellCheck={false}
          autoComplete="off"
          placeholder={translate({ id: "wirebook.playground.any", message: "any CBOR" })}
          aria-describedby={`${id}type`}
          onChange={(event) => setTopic(event.target.value)}
        />
        <datalist id={`${id}types`}>
          {messages.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </datalist>
        <output id={`${id}type`} className="wb-play__type" data-type={message?.name ?? ""}>
          {message?.title ?? untyped(topic)}
        </output>
      </div>
    </div>
  );
}

function untyped(topic: string): string {
  return topic.trim() === ""
    ? translate({ id: "wirebook.playground.anyType", message: "read without a type" })
    : translate({ id: "wirebook.playground.unknownType", message: "no such type: read without one" });
}
