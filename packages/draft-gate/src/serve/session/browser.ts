// In this order: what calls itself several names is what the first of them says.
const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"] as const;
const systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux"] as const;
const known: Readonly<Record<string, string>> = {
  Edg: "Edge",
  OPR: "Opera",
  "Mac OS": "macOS",
  CrOS: "ChromeOS",
};

/** `Firefox, Linux`: enough for readers to know their own browser by; nothing of a header as it came. */
export function browserOf(userAgent = ""): string {
  return [browsers, systems]
    .flatMap((names) => names.find((name) => userAgent.includes(name)) ?? [])
    .map((name) => known[name] ?? name)
    .join(", ");
}
