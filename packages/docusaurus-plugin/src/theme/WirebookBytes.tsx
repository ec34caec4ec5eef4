import { translate } from "@docusaurus/Translate";
import type { Annotation, Field } from "docusaurus-plugin-wirebook";
import {
  Fragment,
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
} from "react";

interface Props {
  readonly annotation: Annotation;
  /** Offset of the byte that is wrong. */
  readonly fault?: number;
  /** Index of a field that is lit while nobody points at one. */
  readonly lit?: number;
}

/** A payload's bytes beside its fields: pointing at one lights the other. */
export default function WirebookBytes({ annotation, fault, lit }: Props): ReactNode {
  const { fields, stretches } = annotation;
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();
  const light = (index: number | undefined, scrolls = true) => {
    if (root.current !== null) lightField(root.current, fields, index, scrolls);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new payload has no field in the light
  useEffect(() => light(lit), [annotation]);

  const point = (event: SyntheticEvent) => {
    const target = (event.target as Element).closest("[data-field]");
    // A list that scrolled under the pointer would put another field there.
    const isRow = target?.classList.contains("wb-field") ?? false;
    if (target !== null) light(Number(target.getAttribute("data-field")), !isRow);
  };
  return (
    <div
      className="wb-bytes"
      ref={root}
      onPointerOver={point}
      onPointerLeave={() => light(lit)}
      onPointerDown={point}
    >
      <div className="wb-bytes__hex" aria-hidden="true">
        {stretches.map(({ start, hex, tone, field }) => (
          <Fragment key={start}>
            <span className={`wb-byte wb-byte--${tone}`} data-field={field} data-start={start}>
              {fault !== undefined && fault >= start && fault < start + hex.length / 2
                ? withFault(hex, fault - start)
                : spaced(hex)}
            </span>{" "}
          </Fragment>
        ))}
        {fault !== undefined && annotation.left === 0 && isBehind(annotation, fault) && (
          <span className="wb-byte wb-byte--end">⌁</span>
        )}
      </div>
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
      >
        {fields.map((field, index) => (
          <FieldRow key={`${field.path}@${field.value}`} field={field} index={index} listId={listId} />
        ))}
      </div>
    </div>
  );
}

function FieldRow({
  field,
  index,
  listId,
}: {
  readonly field: Field;
  readonly index: number;
  readonly listId: string;
}) {
  const { start, end, depth, label, text, unit, description } = field;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list itself has the focus
    <div
      id={`${listId}-${index}`}
      role="option"
      aria-selected={false}
      className="wb-field"
      data-field={index}
      title={description}
      style={{ "--wb-depth": depth } as React.CSSProperties}
    >
      <span className="wb-field__offset">{start}</span>
      <span className="wb-field__body">
        {label !== "" && <span className="wb-field__label">{label}</span>}
        <span className="wb-field__value">{text}</span>
        {unit !== undefined && <span className="wb-field__unit"> {unit}</span>}
        <span className="wb-hidden">
          {translate(
            { id: "wirebook.bytes.range", message: ", bytes {start} to {last}" },
            { start, last: end - 1 },
          )}
        </span>
      </span>
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

/** Two digits a byte. */
function spaced(hex: string): string {
  return hex.replaceAll(/..(?=.)/g, "$& ");
}

function withFault(hex: string, at: number): ReactNode {
  return (
    <>
      {spaced(hex.slice(0, at * 2))}
      {at > 0 && " "}
      <mark className="wb-byte__fault">{hex.slice(at * 2, at * 2 + 2)}</mark> {spaced(hex.slice(at * 2 + 2))}
    </>
  );
}

function isBehind({ stretches }: Annotation, fault: number): boolean {
  const last = stretches.at(-1);
  return last === undefined || fault >= last.start + last.hex.length / 2;
}
