import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { fromBase64, toBase64 } from "./base64.ts";
import { caseOf } from "./case.ts";
import { envelope } from "./envelope.ts";

const text = Type.String();
const flag = Type.Boolean();
const count = Type.Integer({ minimum: 0 });
const listening = Type.Integer({ minimum: 0, maximum: 36_000 });

/** The definition of a gateway's configuration: 35 parameters. */
export const configDefinition = {
  name: "up/config",
  title: "Configuration",
  payload: envelope(
    "config",
    Type.Object({
      WAN: text,
      Host: text,
      Operator: text,
      Band: text,
      APN: text,
      PIN: Type.String({ pattern: "^([0-9]{4})?$" }),
      DNS: text,
      UdpHost: text,
      UdpPort: Type.Integer({ minimum: 0, maximum: 65_535 }),
      UseNbiot: flag,
      UseLtem: flag,
      OTAA: flag,
      JoinEUI: Bytes({ length: 8 }),
      AppKey: Bytes({ length: 16 }),
      NwkKey: Bytes({ length: 16 }),
      TimeSync: count,
      RndDelay: count,
      LostReboot: count,
      PayloadFormat: Type.Integer({ minimum: 0, maximum: 2 }),
      cmodeDurSec: listening,
      smodeDurSec: listening,
      xmodeDurSec: listening,
      umodeDurSec: listening,
      mFilter: text,
      typFilter: text,
      devFilter: text,
      ciFilter: text,
      maxTelegrams: count,
      listenCron: text,
      liveMode: text,
      verbose: flag,
      measLTEAccumulate: count,
      measLoRaAccumulate: count,
      DS18x20Enable: flag,
      DS18x20Accumulate: count,
    }),
  ),
} as const;

const message = defineMessage(configDefinition);

const value: MessageValue<typeof message> = {
  i: "70b3d5e050020901",
  n: 2,
  q: "config",
  d: {
    WAN: "lte",
    Host: "mqtts://gateway:invented@broker.example.net:8883",
    Operator: "",
    Band: "",
    APN: "*",
    PIN: "",
    DNS: "1.1.1.1,9.9.9.9",
    UdpHost: "",
    UdpPort: 0,
    UseNbiot: true,
    UseLtem: true,
    OTAA: true,
    JoinEUI: Uint8Array.of(0xa8, 0xaa, 0x48, 0x4f, 0x4e, 0xca, 0xca, 0x77),
    AppKey: new TextEncoder().encode("invented appkey!"),
    NwkKey: new Uint8Array(16),
    TimeSync: 3,
    RndDelay: 10,
    LostReboot: 3,
    PayloadFormat: 0,
    cmodeDurSec: 300,
    smodeDurSec: 0,
    xmodeDurSec: 0,
    umodeDurSec: 0,
    mFilter: "",
    typFilter: "",
    devFilter: "",
    ciFilter: "",
    maxTelegrams: 0,
    listenCron: "H H 10 * * *",
    liveMode: "",
    verbose: false,
    measLTEAccumulate: 60,
    measLoRaAccumulate: 60,
    DS18x20Enable: false,
    DS18x20Accumulate: 1,
  },
};

/** A message of many short members: 528 bytes, closed, every member required. */
export const config = caseOf({
  name: "config",
  about: "35 parameters of a gateway",
  message,
  value,
  plain: true,
  bytesToText(read) {
    const { d } = read;
    d.JoinEUI = toBase64(d.JoinEUI) as never;
    d.AppKey = toBase64(d.AppKey) as never;
    d.NwkKey = toBase64(d.NwkKey) as never;
    return read;
  },
  textToBytes(json) {
    const { d } = json;
    d.JoinEUI = fromBase64(d.JoinEUI);
    d.AppKey = fromBase64(d.AppKey);
    d.NwkKey = fromBase64(d.NwkKey);
    return json;
  },
  toJson: ({ i, n, q, d }) => ({
    i,
    n,
    q,
    d: { ...d, JoinEUI: toBase64(d.JoinEUI), AppKey: toBase64(d.AppKey), NwkKey: toBase64(d.NwkKey) },
  }),
});
