import { createBackend } from "@wirebook/mqtt";
import { reqSync } from "@wirebook/schemas";
import { upTick } from "../message.ts";

/** Something that takes uplinks and answers requests. */
export interface Responder {
  /** How many uplinks its handlers have come to the end of. */
  handled(): number;
  close(): Promise<void>;
}

/** Where a backend listens, or which broker it goes to. */
export type Place = { readonly embedded: { readonly port: number } } | { readonly url: string };

/** A backend with its durable inbox. Each uplink takes as long as it is told. */
export async function startResponder(place: Place, inbox: string, milliseconds: number): Promise<Responder> {
  const backend = await createBackend({ ...place, messages: [upTick, reqSync], inbox: { path: inbox } });
  let handled = 0;
  backend.onUplink(upTick, async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    handled++;
  });
  backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
  return { handled: () => handled, close: () => backend.close() };
}
