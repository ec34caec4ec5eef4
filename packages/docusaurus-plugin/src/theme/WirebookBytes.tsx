import { translate } from "@docusaurus/Translate";
import { fieldsHtml, hexHtml } from "@wirebook-client/bytes-html";
import type { Annotation, Field } from "docusaurus-plugin-wirebook";
import {
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
} from "react";

interface Props {
  readonly annotation: Annotation;
  /** Offset of the byte that is wrong. */
  readonly fault?: number | undefined;
  /** Index of a field that is lit while nobody points at one. */
  readonly lit?: number | undefined;
}

/** A payload's bytes beside its fields: pointing at one lights the other. */
export default function WirebookBytes({ annotation, fault, lit }: Props): ReactNode {
  const { fields } = annotation;
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();
  const hex = useMemo(() => ({ __html: hexHtml(annotation, fault) }), [annotation, fault]);
  const list = useMemo(() => {
    const range = translate({ id: "wirebook.bytes.range", message: ", bytes {start} to {last}" });
    return { __html: fieldsHtml(fields, listId, range) };
  }, [fields, listId]);
  function light(index: number | undefined, scrolls = true): void {
    if (root.current !== null) lightField(root.current, fields, index, scrolls);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new payload has no field in the light but this
  useEffect(() => {
    if (lit !== undefined) light(lit);
  }, [annotation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a payload that is new has its fault elsewhere
  useEffect(() => {
    if (root.current !== null && fault !== undefined) showFault(root.current);
  }, [annotation, fault]);

  function point(event: SyntheticEvent): void {
    const target = (event.target as Element).closest("[data-field]");
    // A list that scrolled under the pointer would put another field there.
    const isRow = target?.classList.contains("wb-field") ?? false;
    if (target !== null) light(Number(target.getAttribute("data-field")), !isRow);
  }
  return (
    <div
      className="wb-bytes"
      ref={root}
      onPointerOver={point}
      onPointerLeave={() => light(lit)}
      onPointerDown={point}
    >
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: hexadecimal digits */}
      <div className="wb-bytes__hex" aria-hidden="true" dangerouslySetInnerHTML={hex} />
      <div
        className="wb-bytes__fields"
        role="listbox"
        aria-label={translate({ id: "wirebook.bytes.fields", message: "Fields of the payload" })}
        id={listId}
        tabIndex={0}
        onKeyDown={(event) => moveLight(event, fields.length, light)}
        onFocus={(event) =>
          event.currentTarget.matches(":focus-visible") && light(chosen(event.currentTarget) ?? 0)
        }
        onBlur={() => light(lit)}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: every text in it is escaped
        dangerouslySetInnerHTML={list}
      />
    </div>
  );
}

function lightField(
  root: HTMLElement,
  fields: readonly Field[],
  index: number | undefined,
  scrolls: boolean,
): void {
  const field = index === undefined ? undefined : fields[index];
  for (const byte of root.querySelectorAll<HTMLElement>(".wb-byte[data-start]")) {
    const start = Number(byte.dataset.start);
    const isInside = field !== undefined && start >= field.start && start < field.end;
    byte.classList.toggle("wb-byte--in", isInside);
    byte.classList.toggle("wb-byte--on", isInside && Number(byte.dataset.field) === index);
  }
  const list = root.querySelector(".wb-bytes__fields");
  list?.removeAttribute("aria-activedescendant");
  for (const row of root.querySelectorAll<HTMLElement>(".wb-field")) {
    const isOn = field !== undefined && Number(row.dataset.field) === index;
    row.classList.toggle("wb-field--on", isOn);
    row.setAttribute("aria-selected", String(isOn));
    if (!isOn) continue;
    list?.setAttribute("aria-activedescendant", row.id);
    if (scrolls && list instanceof HTMLElement) reveal(row, list);
  }
}

/** Brings the byte at fault, or the end that came too soon, into sight in its pane. */
function showFault(root: HTMLElement): void {
  const byte = root.querySelector<HTMLElement>(".wb-byte__fault, .wb-byte--end");
  const pane = byte?.closest<HTMLElement>(".wb-bytes__hex");
  if (!byte || !pane) return;
  const [at, inside] = [byte.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (at.top < inside.top || at.bottom > inside.bottom) {
    pane.scrollTop += at.top - inside.top - (inside.height - at.height) / 2;
  }
}

/** Scrolls within the list alone: the page stays where it is. */
function reveal(row: HTMLElement, list: HTMLElement): void {
  const top = row.offsetTop - list.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + row.offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + row.offsetHeight - list.clientHeight;
  }
}

function chosen(list: Element): number | undefined {
  const row = list.querySelector(".wb-field--on");
  return row === null ? undefined : Number(row.getAttribute("data-field"));
}

function moveLight(event: KeyboardEvent<HTMLElement>, count: number, light: (index: number) => void): void {
  const now = chosen(event.currentTarget) ?? -1;
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: count - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  light(Math.min(Math.max(next, 0), count - 1));
}
