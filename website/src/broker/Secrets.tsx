import { hashPassword } from "@wirebook/mqtt/mosquitto";
import { type ReactNode, useRef, useState } from "react";
import styles from "./broker.module.css";
import { TextField } from "./Fields.tsx";

interface PasswordProps {
  /** Is handed the hash; nothing where there is none. */
  change(passwordHash: string): void;
}

/** A password, of which only the hash leaves this field, which alone holds it. */
export function Password({ change }: PasswordProps): ReactNode {
  const [problem, setProblem] = useState("");
  const latest = useRef("");
  async function hash(typed: string): Promise<void> {
    latest.current = typed;
    try {
      const made = typed === "" ? "" : await hashPassword(typed);
      // Whoever types is faster than a hash: an earlier one is of no use.
      if (latest.current !== typed) return;
      setProblem("");
      change(made);
    } catch {
      setProblem(
        "This cannot be hashed here: line breaks have no place in it, and a page needs HTTPS for it.",
      );
      change("");
    }
  }
  return (
    <>
      <TextField
        label="Password"
        type="password"
        hint="Only its hash is written, with a new salt each time."
        change={(typed) => void hash(typed)}
      />
      {problem !== "" && <p role="alert">{problem}</p>}
    </>
  );
}

interface KeyProps {
  readonly value: string;
  change(key: string): void;
}

const KEY_BYTES = 32;

/** A pre-shared key, or a new one. */
export function Key({ value, change }: KeyProps): ReactNode {
  function make(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    change(Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return (
    <>
      <TextField
        label="Key"
        value={value}
        hint="Hexadecimal digits, as openssl rand -hex 32 prints them."
        change={change}
      />
      <button type="button" className={`button button--secondary button--sm ${styles.make}`} onClick={make}>
        Make a key
      </button>
    </>
  );
}
