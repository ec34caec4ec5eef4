import { translate } from "@docusaurus/Translate";
import {
  type ComponentType,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import styles from "./styles.module.css";

/** What the theme gives a search bar. */
type Props = Readonly<Record<string, unknown>>;

/** A field that fetches the search, its index reader and its word stems when somebody turns to it. */
export default function LateSearchBar(props: Props): ReactNode {
  const [SearchBar, setSearchBar] = useState<ComponentType<Props>>();
  const root = useRef<HTMLDivElement>(null);
  const typed = useRef<string>(undefined);

  async function load(): Promise<void> {
    const { default: loaded } = await import("@theme-original/SearchBar");
    setSearchBar(() => loaded as ComponentType<Props>);
  }

  // What was typed while the search was on its way goes on in its own field, before another key is pressed.
  useLayoutEffect(() => {
    const field = root.current?.querySelector("input");
    if (SearchBar === undefined || typed.current === undefined || !field) return;
    field.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, typed.current);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, [SearchBar]);

  return (
    <div ref={root}>
      {SearchBar === undefined ? <Field load={load} typed={typed} /> : <SearchBar {...props} />}
    </div>
  );
}

/** What stands there until then. */
function Field({ load, typed }: { load(): void; readonly typed: RefObject<string | undefined> }) {
  const input = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    const field = input.current;
    return () => {
      if (field === document.activeElement) typed.current = field?.value;
    };
  }, [typed]);

  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);

  return (
    <div className={`navbar__search ${styles.place}`}>
      <svg className={styles.icon} aria-hidden="true" viewBox="0 0 16 16">
        <circle cx="6.03" cy="6.03" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="m9.8 9.8 5.2 5.2" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <input
        ref={input}
        className={`navbar__search-input ${styles.field}`}
        placeholder={translate({ id: "theme.SearchBar.label", message: "Search" })}
        aria-label="Search"
        onFocus={load}
        onPointerEnter={load}
      />
    </div>
  );
}
