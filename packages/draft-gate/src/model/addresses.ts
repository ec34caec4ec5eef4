/** Where a site lies on its host and where its readers sign in and out: absolute paths. */
export interface SiteAddresses {
  /** Docusaurus's `baseUrl`, without any locale: starts and ends with a slash. */
  readonly baseUrl: string;
  readonly signIn: string;
  readonly signOut: string;
}

/** Where readers sign in and out unless the options say otherwise, relative to `baseUrl`. */
export const usualPaths = { signIn: "auth/sign-in", signOut: "auth/sign-out" } as const;

/** The paths of a site; where the options leave out a link, the server still answers at the usual place. */
export function siteAddresses(
  baseUrl: string,
  { signIn, signOut }: { readonly signIn: string | false; readonly signOut: string | false },
): SiteAddresses {
  return {
    baseUrl,
    signIn: `${baseUrl}${signIn || usualPaths.signIn}`,
    signOut: `${baseUrl}${signOut || usualPaths.signOut}`,
  };
}

/** Where the server tells whether the one who asks is signed in. */
export function checkPath(baseUrl: string): string {
  return `${baseUrl}auth/check`;
}
