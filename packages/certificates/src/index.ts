/**
 * Certificates for devices, backends and their broker: an authority of your own, signed requests, and what is wrong with a
 * chain.
 *
 * @module
 */
export {
  type Authority,
  type AuthorityOptions,
  createAuthority,
  type NewAuthority,
} from "./authority/authority.ts";
export { type InitOptions, initFolder, type WrittenCertificate } from "./authority/init-folder.ts";
export { type Holder, issueLeaf, type KeyedChain } from "./authority/issue-leaf.ts";
export { machineNames } from "./authority/machine-names.ts";
export { type NewFile, writeNewFiles } from "./authority/new-files.ts";
export { openFolder } from "./authority/open-folder.ts";
export { type DevEuiSpelling, readDevEui } from "./dev-eui.ts";
export { type DeviceCredentials, type DeviceOptions, makeDevice } from "./device/make-device.ts";
export { checkEndpoint, type EndpointOptions, type EndpointReport } from "./endpoint/check-endpoint.ts";
export type { Finding, Rule } from "./endpoint/finding.ts";
export { CertificateError, type CertificateErrorCode } from "./error.ts";
export type { ChainFacts } from "./inspect/chain.ts";
export type { CertificateFacts } from "./inspect/facts.ts";
export {
  DEVICE_BYTES,
  type DeviceFit,
  type Inspection,
  type InspectOptions,
  inspectCertificates,
} from "./inspect/inspect.ts";
export type { Lifetime } from "./issue/validity.ts";
export { formatKey, type KeyKind } from "./keys/make-key.ts";
export { formatChain, formatChainDer } from "./pem/format-chain.ts";
export { isRequest } from "./pem/read-input.ts";
export { inspectRequest, type RequestFacts } from "./request/inspect-request.ts";
export { type SignedRequest, type SignOptions, signRequest } from "./request/sign-request.ts";
export { type TrustedDevice, trustSelfSigned } from "./trust/self-signed.ts";
