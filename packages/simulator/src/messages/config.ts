import type { UpConfig } from "@wirebook/schemas";
import type { Random } from "../random.ts";

/** The configuration of a gateway, which it sends after a reset. Its keys and its password are invented. */
export function config(random: Random): UpConfig["d"] {
  return {
    WAN: "lte",
    Host: "mqtts://gateway:invented-password@broker.example.net",
    PIN: "",
    DNS: "1.1.1.1,9.9.9.9",
    UseNbiot: true,
    UseLtem: true,
    JoinEUI: random.bytes(8),
    AppKey: random.bytes(16),
    NwkKey: random.bytes(16),
    TimeSync: 3,
    RndDelay: random.integer(0, 30),
    cmodeDurSec: 300,
    smodeDurSec: 0,
    listenCron: `0 ${random.integer(0, 59)} 4 * * *`,
    verbose: false,
  };
}
