import { Bytes, Open, Type } from "@wirebook/codec";
import { sources } from "../sources.ts";
import { currentLoopParameters, levelProbeParameters, temperatureParameters } from "./add-ons.ts";
import { gatewayParameters } from "./gateway.ts";

/**
 * Every parameter with a known name: those of the gateway, those of older firmware, those of the add-ons.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks, current configuration}
 */
export const knownParameters = {
  ...gatewayParameters,
  DevEUI: Type.Optional(
    Bytes({ length: 8, description: "EUI of the device", source: sources.olderConfiguration }),
  ),
  extRam: Type.Optional(
    Type.String({
      description: "External memory; its values are not stated publicly",
      source: sources.olderConfiguration,
    }),
  ),
  ...currentLoopParameters,
  ...temperatureParameters,
  ...levelProbeParameters,
};

/**
 * A configuration as a device reports it. Add-ons bring parameters of their own, so it is open.
 *
 * @see {@link https://manuals.lobaro.com/components/firmware/app-nrf91-origin/mqtt/uplinks | Uplinks, current configuration}
 */
export const reportedConfiguration = Open(knownParameters, {
  description:
    "Parameters by name. Which there are depends on the firmware and its add-ons; unknown ones are kept",
  source: sources.uplinks,
});
