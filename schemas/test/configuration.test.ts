import { CodecError } from "@wirebook/codec";
import { downConfig, upConfig } from "@wirebook/schemas";
import { describe, expect, test } from "vitest";

/** As a gateway documents it, with invented secrets. */
const documented =
  '{"i":"70b3d5e050020901","n":2,"q":"config","d":{' +
  '"WAN":"lte","Host":"mqtts://user:invented@broker.example.org:8883/LOB/","Operator":"","Band":"","APN":"*",' +
  '"PIN":"","DNS":"1.1.1.1,9.9.9.9","UdpHost":"","UdpPort":0,"UseNbiot":true,"UseLtem":true,"OTAA":true,' +
  '"JoinEUI":"qKpIT07Kyds=","AppKey":"ABEiM0RVZneImaq7zN3u/w==","NwkKey":"AAAAAAAAAAAAAAAAAAAAAA==",' +
  '"TimeSync":3,"RndDelay":10,"LostReboot":3,"PayloadFormat":0,"cmodeDurSec":300,"smodeDurSec":0,' +
  '"xmodeDurSec":0,"umodeDurSec":0,"mFilter":"","typFilter":"","devFilter":"","ciFilter":"","maxTelegrams":0,' +
  '"listenCron":"H H 10 * * *","liveMode":"","verbose":false,"measLTEAccumulate":60,"measLoRaAccumulate":60,' +
  '"DS18x20Enable":false,"DS18x20Accumulate":1}}';

describe("the configuration with its 35 documented members", () => {
  const payload = upConfig.encode(upConfig.fromJson(JSON.parse(documented)));

  test("has 35 members", () => {
    expect(Object.keys(JSON.parse(documented).d)).toHaveLength(35);
    expect(Object.keys(upConfig.examples[0]?.json.d ?? {})).toEqual(Object.keys(JSON.parse(documented).d));
  });

  test("comes back character for character", () => {
    expect(JSON.stringify(upConfig.toJson(upConfig.decode(payload)))).toBe(documented);
    expect(upConfig.transcode(payload)).toBe(documented);
  });

  test("comes back byte for byte", () => {
    expect(upConfig.encode(upConfig.fromJson(JSON.parse(upConfig.transcode(payload))))).toEqual(payload);
  });

  test("holds keys as bytes", () => {
    const { d } = upConfig.decode(payload);
    expect(d.JoinEUI).toEqual(Uint8Array.of(0xa8, 0xaa, 0x48, 0x4f, 0x4e, 0xca, 0xc9, 0xdb));
    expect(d.AppKey).toHaveLength(16);
    expect(d.NwkKey).toEqual(new Uint8Array(16));
  });

  test("hides its secrets when asked to", () => {
    const { d } = upConfig.toJson(upConfig.decode(payload), { redact: true });
    expect([d.Host, d.AppKey, d.NwkKey, d.PIN]).toEqual(Array(4).fill("[hidden]"));
    expect(d.JoinEUI).toBe("qKpIT07Kyds=");
  });
});

test.each(["Host", "AppKey", "NwkKey", "PIN"])(
  "a wrong %s is refused without its value in the error",
  (name) => {
    for (const message of [upConfig, downConfig]) {
      const json = { i: "70b3d5e050020901", n: 1, q: "config", d: { [name]: ["hunter2"] } };
      const { i, n, ...command } = json;
      const refused = () => message.fromJson(message === upConfig ? json : command);
      expect(refused).toThrow(CodecError);
      expect(refused).not.toThrow(/hunter2/);
    }
  },
);

describe("a configuration that people write", () => {
  const encoded = (d: object) => downConfig.fromJson({ q: "config", d });

  test("may hold a number as digits, and the other way round", () => {
    for (const d of [{ cmodeDurSec: "600" }, { cmodeDurSec: 600 }, { Band: 8 }, { Band: "8,20" }]) {
      const value = encoded(d);
      expect(downConfig.decode(downConfig.encode(value))).toEqual(value);
    }
  });

  test("keeps its ranges", () => {
    for (const d of [{ cmodeDurSec: 36_001 }, { cmodeDurSec: "ten" }, { PIN: "12" }]) {
      expect(() => encoded(d)).toThrow(CodecError);
    }
  });

  test("a device is held to its types", () => {
    const json = { i: "70b3d5e050020901", n: 1, q: "config", d: { cmodeDurSec: "600" } };
    expect(() => upConfig.fromJson(json)).toThrow(CodecError);
  });
});
