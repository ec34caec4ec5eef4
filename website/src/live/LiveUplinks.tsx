import Link from "@docusaurus/Link";
import useBaseUrl from "@docusaurus/useBaseUrl";
import { type ReactNode, useState } from "react";
import styles from "./live.module.css";
import { type Connection, type Uplink, useUplinks } from "./use-uplinks.ts";

/** Messages as they arrive, beside what their message types say of them. */
export default function LiveUplinks(): ReactNode {
  const [isPaused, setPaused] = useState(false);
  const [isPointed, setPointed] = useState(false);
  const [chosen, setChosen] = useState<number>();
  const { uplinks, waiting, connection } = useUplinks(isPaused || isPointed);
  const shown = uplinks.find(({ id }) => id === chosen) ?? uplinks[0];
  return (
    <div className={styles.live}>
      <section aria-label="Messages">
        <p className={styles.state}>
          <button
            className="button button--sm button--secondary"
            type="button"
            onClick={() => setPaused(!isPaused)}
          >
            {isPaused ? "Go on" : "Pause"}
          </button>
          <span role="status">{stateOf(connection, uplinks.length, waiting)}</span>
        </p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: lines that move cannot be pointed at; the button does the same */}
        <div onMouseEnter={() => setPointed(true)} onMouseLeave={() => setPointed(false)}>
          <ol className={styles.uplinks}>
            {uplinks.map((uplink) => (
              <Line
                key={uplink.id}
                uplink={uplink}
                isShown={uplink === shown}
                choose={() => setChosen(uplink.id)}
              />
            ))}
          </ol>
        </div>
      </section>
      {shown === undefined ? null : <Meaning uplink={shown} />}
    </div>
  );
}

function stateOf(connection: Connection, count: number, waiting: number): string {
  if (connection === "lost") return "No connection to the backend.";
  if (count === 0) return "Waiting for the first message.";
  return waiting === 0 ? "Up to date." : `${waiting} newer`;
}

interface LineProps {
  readonly uplink: Uplink;
  readonly isShown: boolean;
  choose(): void;
}

function Line({ uplink, isShown, choose }: LineProps): ReactNode {
  const { time, devEui, message, number, bytes } = uplink;
  const page = usePage(uplink);
  return (
    // Pointing is heard here: a link of Docusaurus puts a listener of its own in place of the one that it is given.
    <li className={isShown ? styles.shown : undefined} onMouseEnter={choose}>
      <Link to={page} onFocus={choose}>
        <time dateTime={new Date(time).toISOString()}>{new Date(time).toISOString().slice(11, 19)}</time>
        <span className={styles.type}>{message}</span>
        <span className={styles.device}>{devEui}</span>
        <span className={styles.figures}>
          n {number}, {bytes} B
        </span>
      </Link>
    </li>
  );
}

/** The page of the message type, with the bytes for its playground in the fragment: no server sees them. */
function usePage({ message, payload }: Uplink): string {
  const page = useBaseUrl(`/docs/messages/${message}`);
  return payload === undefined ? page : `${page}#payload=${payload}&type=${message}`;
}

function Meaning({ uplink }: { readonly uplink: Uplink }): ReactNode {
  const { message, title, members } = uplink;
  return (
    <section className={styles.meaning} aria-label="What it means">
      <h2>{title}</h2>
      <p>
        <Link to={usePage(uplink)}>
          Open these bytes on the page of <code>{message}</code>
        </Link>
      </p>
      <dl>
        {members.map(({ path, value, unit, meaning }) => (
          <div key={path}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>
              <b>
                {value}
                {unit === undefined ? "" : ` ${unit}`}
              </b>
              {meaning === undefined ? null : <small>{meaning}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
