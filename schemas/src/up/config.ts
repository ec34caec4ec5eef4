import { defineMessage, type MessageValue } from "@wirebook/codec";
import { reportedConfiguration } from "../configuration/reported.ts";
import { uplink } from "../envelope.ts";

/**
 * The configuration that a gateway runs with.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks, current configuration}
 */
export const upConfig = defineMessage({
  name: "up/config",
  title: "Current configuration",
  summary: "Every configuration parameter of the gateway with its value. Sent after a reset.",
  payload: uplink("config", reportedConfiguration),
  examples: [
    {
      title: "The 35 parameters of a wM-Bus gateway",
      json: {
        i: "70b3d5e050020901",
        n: 2,
        q: "config",
        d: {
          WAN: "lte",
          Host: "mqtts://gateway:invented-password@broker.example.net:8883/LOB/",
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
          JoinEUI: "qKpIT07Kyds=",
          AppKey: "aW52ZW50ZWQgYXBwa2V5IQ==",
          NwkKey: "AAAAAAAAAAAAAAAAAAAAAA==",
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
      },
    },
    {
      title: "A few parameters, among them those of the 4–20 mA add-on and an unknown one",
      json: {
        i: "urn:dev:mac:70b3d5e050020902",
        n: 1,
        q: "config",
        d: {
          WAN: "lte",
          Host: "cbor+mqtt://broker.example.net",
          PIN: "4711",
          listenCron: "0 0 4 * * *",
          DevEUI: "cLPV4FACCQI=",
          ch1Enable: true,
          ch1PreReadSec: 2,
          ch1Factor: 0.625,
          ch1Offset: -2.5,
          ch1AlarmHigh: 4.75,
          ch1AlarmLow: "",
          ch2Enable: false,
          alarmCron: "0 */10 * * * *",
          someLaterParameter: "kept as it is",
        },
      },
    },
  ],
});

/** Value of an `up/config` message. */
export type UpConfig = MessageValue<typeof upConfig>;
