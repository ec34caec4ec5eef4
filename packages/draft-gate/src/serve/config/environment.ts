import { readFileSync } from "node:fs";

/** Variable → where its value goes in the configuration, and how it is read. */
export const variables: Readonly<Record<string, readonly [path: string, read: (value: string) => unknown]>> =
  {
    DRAFT_GATE_URL: ["url", same],
    DRAFT_GATE_HOST: ["listen.host", same],
    DRAFT_GATE_PORT: ["listen.port", number],
    DRAFT_GATE_TRUST_PROXY: ["trustProxy", list],
    DRAFT_GATE_SECRETS: ["secrets", list],
    DRAFT_GATE_SESSION_HOURS: ["session.hours", number],
    DRAFT_GATE_SESSION_IDLE_MINUTES: ["session.idleMinutes", number],
    DRAFT_GATE_SESSION_ENDED: ["session.ended", same],
    DRAFT_GATE_USERS: ["users", same],
    DRAFT_GATE_AUDIT: ["audit", same],
    DRAFT_GATE_METRICS_HOST: ["metrics.host", same],
    DRAFT_GATE_METRICS_PORT: ["metrics.port", number],
    DRAFT_GATE_HSTS_INCLUDE_SUB_DOMAINS: ["hsts.includeSubDomains", truth],
    DRAFT_GATE_CSP_REPORT_ONLY: ["cspReportOnly", truth],
    DRAFT_GATE_UPSTREAMS: ["upstreams", pairs],
    DRAFT_GATE_UPSTREAM_SECONDS: ["upstreamSeconds", number],
    DRAFT_GATE_OIDC_ISSUER: ["oidc.issuer", same],
    DRAFT_GATE_OIDC_CLIENT_ID: ["oidc.clientId", same],
    DRAFT_GATE_OIDC_CLIENT_SECRET: ["oidc.clientSecret", same],
    DRAFT_GATE_OIDC_LABEL: ["oidc.label", same],
    DRAFT_GATE_OIDC_SCOPE: ["oidc.scope", same],
    DRAFT_GATE_OIDC_REFRESH_MINUTES: ["oidc.refreshMinutes", number],
    DRAFT_GATE_OIDC_GROUPS_CLAIM: ["oidc.groupsClaim", same],
    DRAFT_GATE_OIDC_ALLOW_EMAILS: ["oidc.allow.emails", list],
    DRAFT_GATE_OIDC_ALLOW_DOMAINS: ["oidc.allow.domains", list],
    DRAFT_GATE_OIDC_ALLOW_GROUPS: ["oidc.allow.groups", (value) => value.split(",").map((one) => one.trim())],
  };

/**
 * What Kubernetes tells each container of each Service, by its name: of one called `draft-gate`, or `draft-gate-metrics`,
 * in words that begin as ours do. Where a name is one of ours, the value is an address as no setting has it.
 */
const ofKubernetes =
  /^DRAFT_GATE_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;

function isOfKubernetes(name: string, value: string): boolean {
  return ofKubernetes.test(name) || (/_PORT$/.test(name) && /^(?:tcp|udp|sctp):\/\//.test(value));
}

type Tree = { [name: string]: unknown };

/**
 * Lays the environment over what a file says. Each variable may be given as `NAME_FILE` instead, the path of a file
 * that holds the value.
 *
 * @returns one message for each variable that cannot be used
 */
export function applyEnvironment(config: Tree, env: NodeJS.ProcessEnv): string[] {
  const faults: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith("DRAFT_GATE_") || value === undefined || isOfKubernetes(name, value)) continue;
    const variable = Object.hasOwn(variables, name) ? name : name.replace(/_FILE$/, "");
    const [path, read] = (Object.hasOwn(variables, variable) && variables[variable]) || [];
    if (path === undefined || read === undefined) {
      faults.push(`${name}: there is no such variable; the README lists those that there are`);
      continue;
    }
    try {
      const content = variable === name ? value : readFileSync(value, "utf8").trim();
      set(config, path.split("."), read(content));
    } catch (error) {
      // Not the path: it may be the value itself, put there by mistake.
      const { code } = error as NodeJS.ErrnoException;
      faults.push(`${name}: must be the path of a file that holds the value (${code ?? "no file"})`);
    }
  }
  return faults;
}

function set(tree: Tree, [first = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[first] = value;
    return;
  }
  const inner = tree[first];
  const branch: Tree = typeof inner === "object" && inner !== null ? { ...inner } : {};
  tree[first] = branch;
  set(branch, rest, value);
}

function list(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean);
}

function same(value: string): string {
  return value;
}

/** What is no number stays what it is, for the schema to refuse. */
function number(value: string): string | number {
  return /^\d+$/.test(value) ? Number(value) : value;
}

/** What is neither stays what it is, for the schema to refuse. */
function truth(value: string): string | boolean {
  return value === "true" || value === "false" ? value === "true" : value;
}

/** `path=url`, several with commas; what is none stays what it is, for the schema to refuse. */
function pairs(value: string): Record<string, string> {
  return Object.fromEntries(list(value).map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
}
