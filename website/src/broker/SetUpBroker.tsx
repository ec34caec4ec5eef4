import { type ReactNode, useState } from "react";
import styles from "./broker.module.css";
import { Choice, TextField } from "./Fields.tsx";
import { Files } from "./Files.tsx";
import { EMPTY, type Form, usualPort } from "./form.ts";
import { Key, Password } from "./Secrets.tsx";

/** A router's form, and beside it the files that come of it. */
export default function SetUpBroker(): ReactNode {
  const [form, setForm] = useState(EMPTY);
  const change = (changes: Partial<Form>): void => setForm((before) => ({ ...before, ...changes }));
  const { tls, authentication } = form;
  return (
    <div className={styles.broker}>
      <form aria-label="Broker" onSubmit={(event) => event.preventDefault()}>
        <Choice
          legend="mosquitto"
          value={form.version}
          choices={[
            ["2.0", "2.0"],
            ["2.1", "2.1"],
          ]}
          change={(version) => change({ version })}
        />
        <Choice
          legend="Encryption"
          value={tls}
          choices={[
            ["none", "none"],
            ["psk", "pre-shared key"],
            ["certificate", "certificates"],
          ]}
          change={(chosen) => change({ tls: chosen })}
        />
        {tls === "psk" && (
          <>
            <TextField
              label="Identity"
              value={form.identity}
              hint="Without a colon: of a DevEUI, the digits alone."
              change={(identity) => change({ identity })}
            />
            <Key value={form.key} change={(key) => change({ key })} />
          </>
        )}
        {tls === "certificate" && (
          <>
            <TextField label="Broker’s certificate" value={form.cert} change={(cert) => change({ cert })} />
            <TextField label="Broker’s key" value={form.certKey} change={(certKey) => change({ certKey })} />
            <TextField label="Clients’ authorities" value={form.ca} change={(ca) => change({ ca })} />
          </>
        )}
        <Choice
          legend="Who a client is"
          value={authentication}
          choices={[
            ["none", tls === "psk" ? "its identity" : "nobody asks"],
            ["password", "user and password"],
            ["cn", "CN of its certificate"],
          ]}
          change={(chosen) => change({ authentication: chosen, passwordHash: "" })}
        />
        {authentication === "password" && (
          <>
            <TextField label="User" value={form.user} change={(user) => change({ user })} />
            <Password change={(passwordHash) => change({ passwordHash })} />
          </>
        )}
        {authentication === "cn" && (
          <TextField
            label="CN"
            value={form.name}
            hint="Those of the devices and of the backend are known."
            change={(name) => change({ name })}
          />
        )}
        <TextField
          label="Devices"
          rows={3}
          value={form.devices}
          placeholder="such as 70b3d5e050020901"
          hint="DevEUIs in either spelling. Each reaches its own topics and no others."
          change={(devices) => change({ devices })}
        />
        <TextField
          label="Backend"
          value={form.backend}
          placeholder="such as backend"
          hint="Who reads what the devices send, and writes to them."
          change={(backend) => change({ backend })}
        />
        <Choice
          legend="Protocol"
          value={form.protocol}
          choices={[
            ["mqtt", "MQTT"],
            ["websockets", "MQTT over WebSockets"],
          ]}
          change={(protocol) => change({ protocol })}
        />
        <TextField
          label="Port"
          type="number"
          value={form.port}
          placeholder={String(usualPort(form))}
          change={(port) => change({ port })}
        />
        <Choice
          legend="Log level"
          value={form.logLevel}
          choices={[
            ["error", "error"],
            ["warning", "warning"],
            ["information", "information"],
            ["debug", "debug"],
          ]}
          change={(logLevel) => change({ logLevel })}
        />
        <p className={styles.hint}>
          All of this stays in this page: nothing is uploaded, and nothing is kept.
        </p>
      </form>
      <Files form={form} />
    </div>
  );
}
