import { Decoder, Encoder } from "cbor-x";
import { connectAsync, type MqttClient } from "mqtt";
import type { Responder } from "./responder.ts";

/**
 * What a team writes by hand: MQTT.js with a connection for uplinks and one for requests, cbor-x, nothing that outlives
 * the process. Each uplink takes as long as it is told.
 */
export async function startBareResponder(url: string, milliseconds: number): Promise<Responder> {
  const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });
  const encoder = new Encoder({ useRecords: false, variableMapSize: true, tagUint8Array: false });
  const open = async (clientId: string, topicFilter: string): Promise<MqttClient> => {
    const client = await connectAsync(url, { protocolVersion: 4, clientId, clean: false });
    await client.subscribeAsync(topicFilter, { qos: 1 });
    return client;
  };
  let handled = 0;
  let answered = 0;
  const uplinks = await open("bare-uplinks", "LOB/+/up/+");
  uplinks.on("message", (_topicName, payload) => {
    decoder.decode(payload);
    setTimeout(() => handled++, milliseconds);
  });
  const requests = await open("bare-requests", "LOB/+/req/+");
  requests.on("message", (topicName, payload) => {
    const { n } = decoder.decode(payload) as { n: number };
    const d = { app: null, boot: null, mfw: null, etag: null };
    const answer = encoder.encode({ n: answered++, r: n, d });
    requests.publish(topicName.replace("/req/", "/down/"), answer, { qos: 1 });
  });
  return {
    handled: () => handled,
    close: async () => {
      for (const client of [uplinks, requests]) await client.endAsync();
    },
  };
}
