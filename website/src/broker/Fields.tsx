import { type ReactNode, useId } from "react";
import styles from "./broker.module.css";

interface TextProps {
  readonly label: string;
  /** Without one, the field alone knows what is in it. */
  readonly value?: string;
  readonly hint?: string;
  readonly type?: "text" | "password" | "number";
  readonly placeholder?: string;
  readonly rows?: number;
  change(value: string): void;
}

/** A text, with its name above it and what is good to know below it. */
export function TextField({
  label,
  value,
  hint,
  type = "text",
  placeholder,
  rows,
  change,
}: TextProps): ReactNode {
  const id = useId();
  const about = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  const shared = {
    id,
    value,
    placeholder,
    spellCheck: false,
    autoComplete: "off",
    className: styles.input,
    ...about,
  };
  return (
    <p className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <input {...shared} type={type} onChange={(event) => change(event.target.value)} />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => change(event.target.value)} />
      )}
      {hint !== undefined && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
    </p>
  );
}

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, label: string])[];
  change(value: Value): void;
}

/** One of a few, all of them in view. */
export function Choice<Value extends string>({
  legend,
  value,
  choices,
  change,
}: ChoiceProps<Value>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend>{legend}</legend>
      {choices.map(([one, label]) => (
        <label key={one}>
          <input type="radio" name={name} checked={one === value} onChange={() => change(one)} /> {label}
        </label>
      ))}
    </fieldset>
  );
}
