import { initFolder, openFolder } from "@wirebook/certificates";

export const devEui = "70b3d5e05001c6f3";
export const urn = `urn:dev:mac:${devEui}`;

/** An authority in a new folder, as `wirebook certs init` makes it. */
export async function initAuthority(folder: string) {
  const written = await initFolder(folder, { name: "Wirebook a1b2c3", device: devEui });
  return { folder, written, authority: openFolder(folder) };
}
