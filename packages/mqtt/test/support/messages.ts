import { defineMessage, Type, Uint64 } from "@wirebook/codec";
import { answer, request, uplink } from "@wirebook/schemas";

export const devEui = "70b3d5e050020901";

export const upTick = defineMessage({
  name: "up/tick",
  title: "Tick",
  payload: uplink("tick", Type.Object({})),
});
export const upNote = defineMessage({
  name: "up/note",
  title: "Note",
  payload: uplink("note", Type.Object({ note: Type.String() })),
});
/** No number, no device: only its level. */
export const upBare = defineMessage({
  name: "up/bare",
  title: "Bare",
  payload: Type.Object({ level: Type.Number() }),
});
export const downAsk = defineMessage({
  name: "down/ask",
  title: "Answer",
  payload: answer(Type.Object({ calls: Uint64() })),
});
export const reqAsk = defineMessage({
  name: "req/ask",
  title: "Question",
  payload: request("ask", Type.Object({ wait: Type.Number() }), { answer: downAsk, deadline: 5 }),
});
export const messages = [upTick, upNote, upBare, reqAsk, downAsk];

export const tick = (n: bigint) => ({ n, q: "tick" as const, d: {} });
export const ask = (n: bigint, wait = 0) => ({ n, q: "ask" as const, d: { wait } });
