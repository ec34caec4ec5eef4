/** From the bottom up: errors, and bytes of DER; texts and keys; what is signed; who signs, and what is read of it; what is asked of them. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts", "x509.ts"],
  ["dev-eui.ts", "der"],
  ["pem", "keys"],
  ["issue"],
  ["authority", "device", "inspect"],
  ["request", "trust", "endpoint"],
  ["index.ts"],
];
