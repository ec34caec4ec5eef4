import Translate from "@docusaurus/Translate";
import type { PlaygroundState } from "@wirebook-client/use-playground";
import type { ReactNode } from "react";

/** So many are offered; a payload that fits more says little of its type. */
const MOST = 3;

/** The message types that the payload looks like, to be chosen. */
export default function WirebookPlaygroundFits({
  fits,
  setTopic,
}: Pick<PlaygroundState, "setTopic"> & { readonly fits: readonly string[] }): ReactNode {
  if (fits.length === 0 || fits.length > MOST) return null;
  return (
    <p className="wb-note wb-fits">
      <Translate id="wirebook.result.fits">This looks like</Translate>{" "}
      {fits.map((name) => (
        <button key={name} type="button" className="wb-button" onClick={() => setTopic(name)}>
          {name}
        </button>
      ))}
    </p>
  );
}
