import type { Engine } from "./engine.ts";

/** An engine that is made when it is first asked for something. */
export function lazy(make: () => Engine): Engine {
  let made: Engine | undefined;
  const engine = () => {
    made ??= make();
    return made;
  };
  return {
    decode: (payload) => engine().decode(payload),
    encode: (value) => engine().encode(value),
    toJson: (value, options) => engine().toJson(value, options),
    fromJson: (json) => engine().fromJson(json),
    transcode: (payload) => engine().transcode(payload),
  };
}
