/** From the bottom up: errors, and bytes of DER; texts and keys; what is signed; what is read of it; who signs; what is asked of them. */
export const layers: readonly (readonly string[])[] = [
  ["error.ts", "x509.ts"],
  ["dev-eui.ts", "der"],
  ["pem", "keys"],
  ["issue"],
  ["inspect"],
  ["authority", "device"],
  ["request", "trust", "endpoint"],
  ["index.ts"],
];
