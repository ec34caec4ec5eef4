/** A cookie of the server's: how it is called, read and written. */
export interface Cookie {
  /** Its value in a `Cookie` header, if it is there exactly once. */
  read(header: string | undefined): string | undefined;
  /** The `Set-Cookie` header that sets it. */
  write(value: string, seconds: number): string;
  /** The `Set-Cookie` header that takes it away. */
  clear(): string;
}

/** The longest `Set-Cookie` value that all browsers keep. */
export const longestCookie = 4096;

/**
 * A cookie that scripts cannot read and that goes over https only. The `__Host-` prefix keeps other hosts of the
 * domain from setting it; browsers refuse it over http, so on localhost it goes without.
 */
export function createCookie(name: string, secure: boolean): Cookie {
  const full = secure ? `__Host-${name}` : name;
  const attributes = `Path=/; HttpOnly; ${secure ? "Secure; " : ""}SameSite=Lax`;
  return {
    read(header) {
      if (header === undefined || !header.includes(full)) return undefined;
      const values = header
        .split(";")
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${full}=`));
      // Two of the same name are not ours to choose between.
      return values.length === 1 ? values[0]?.slice(full.length + 1) : undefined;
    },
    write: (value, seconds) => `${full}=${value}; Max-Age=${seconds}; ${attributes}`,
    clear: () => `${full}=; Max-Age=0; ${attributes}`,
  };
}
