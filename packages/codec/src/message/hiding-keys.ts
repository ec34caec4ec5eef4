import type { Engine } from "../engine.ts";
import { holdsSecretKeys, type Keyed, withoutKeys } from "../json/hide-keys.ts";
import type { Plan } from "../plan/plan.ts";

/** An engine that tells no names that are to be hidden; one that has none to tell stays as it is. */
export function hidingKeys(plan: Plan, engine: Engine): Engine {
  if (!holdsSecretKeys(plan)) return engine;
  const root = plan as Keyed;
  return {
    decode: (payload) => withoutKeys(root, () => engine.decode(payload)),
    encode: (value) => withoutKeys(root, () => engine.encode(value)),
    toJson: (value, options) => withoutKeys(root, () => engine.toJson(value, options)),
    fromJson: (json) => withoutKeys(root, () => engine.fromJson(json)),
    transcode: (payload) => withoutKeys(root, () => engine.transcode(payload)),
  };
}
