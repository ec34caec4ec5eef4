import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CertificateError } from "../error.ts";
import { readPrivateKey } from "../keys/signing-key.ts";
import { type Authority, checkAuthority } from "./authority.ts";

/**
 * Opens the authority of a folder: `intermediate.crt` with `intermediate.key`, and `root.crt` where it is there.
 *
 * @throws CertificateError `authority`
 */
export function openFolder(folder: string): Authority {
  if (folder === "") {
    throw new CertificateError(
      "authority",
      "expected a folder, found nothing: the present one is a full stop",
    );
  }
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw new CertificateError("authority", `${join(folder, name)}: cannot be read (${code})`, error);
    }
  };
  const [root, intermediate, key] = [read("root.crt"), read("intermediate.crt"), read("intermediate.key")];
  if (intermediate === undefined || key === undefined) {
    throw new CertificateError(
      "authority",
      `${folder}: expected intermediate.crt and intermediate.key, found ${
        intermediate === undefined ? (key === undefined ? "neither" : "the key alone") : "no key"
      }; make an authority first, or name its folder`,
    );
  }
  const authority = {
    ...(root === undefined ? {} : { root: certificateOf(root, join(folder, "root.crt")) }),
    intermediate: certificateOf(intermediate, join(folder, "intermediate.crt")),
    key: readPrivateKey(key, join(folder, "intermediate.key")),
  };
  checkAuthority(authority);
  return authority;
}

function certificateOf(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new CertificateError("authority", `${path}: expected a certificate in PEM`, error);
  }
}
