import WirebookPlaygroundActions from "@theme/WirebookPlayground/Actions";
import WirebookPlaygroundPayload from "@theme/WirebookPlayground/Payload";
import WirebookPlaygroundResult from "@theme/WirebookPlayground/Result";
import WirebookPlaygroundTopic from "@theme/WirebookPlayground/Topic";
import { usePlayground } from "@wirebook-client/use-playground";
import type { PlaygroundModule } from "docusaurus-plugin-wirebook";
import type { DragEvent, ReactNode } from "react";

/** What the live part is given. */
export interface LiveProps {
  /** The message type to begin with. */
  readonly name?: string | undefined;
  /** The payload to begin with, in hexadecimal. */
  readonly example?: string | undefined;
  /** The module that the plugin generated. */
  readonly module: PlaygroundModule;
}

/** A payload, taken apart as you type. */
export default function WirebookPlaygroundLive({ module, name = "", example }: LiveProps): ReactNode {
  const state = usePlayground(module, name, example);
  function drop(event: DragEvent): void {
    event.preventDefault();
    void state.readFile(event.dataTransfer.files[0]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can also be opened with the button
    <div className="wb-play" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className="wb-play__inputs">
        <WirebookPlaygroundTopic state={state} />
        <WirebookPlaygroundPayload state={state} />
        <WirebookPlaygroundActions state={state} />
      </div>
      {state.answer !== undefined && <WirebookPlaygroundResult state={state} answer={state.answer} />}
    </div>
  );
}
