export { initFolder } from "./authority/init-folder.ts";
export { openFolder } from "./authority/open-folder.ts";
export { makeDevice } from "./device/make-device.ts";
export { signRequest } from "./request/sign-request.ts";
export { formatChain } from "./pem/format-chain.ts";
