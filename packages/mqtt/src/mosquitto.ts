/**
 * The files of a mosquitto that loses nothing, from settings as a router's form has them. No API of Node is behind it: a
 * page may import it.
 *
 * @module
 */
export { MosquittoError, type MosquittoFault, type MosquittoFaultCode } from "./mosquitto/fault.ts";
export { hashPassword } from "./mosquitto/hash-password.ts";
export { type MosquittoFiles, mosquittoConfig } from "./mosquitto/mosquitto-config.ts";
export type {
  MosquittoAccess,
  MosquittoAuthentication,
  MosquittoCertificates,
  MosquittoKeeping,
  MosquittoKey,
  MosquittoListener,
  MosquittoLogLevel,
  MosquittoSettings,
  MosquittoTls,
  MosquittoUser,
  MosquittoVersion,
} from "./mosquitto/settings.ts";
