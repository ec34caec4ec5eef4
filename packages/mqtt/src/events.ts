import type { LinkError } from "./error.ts";

/** What the link tells besides the messages themselves: by `report`, as it happens. No event holds a password or a payload. */
export type LinkEvent =
  | { readonly type: "connected"; readonly host: string }
  | { readonly type: "disconnected"; readonly host: string; readonly error: LinkError }
  /** A host of the list that this link cannot use, such as a CoAP one. */
  | { readonly type: "host-skipped"; readonly host: string; readonly reason: string }
  /** Numbers of a device that never came, both ends included. */
  | { readonly type: "gap"; readonly devEui: string; readonly from: bigint; readonly to: bigint }
  /** The device counts from anew. */
  | { readonly type: "restart"; readonly devEui: string; readonly previous: bigint; readonly number: bigint }
  /** The same message once more: it was acknowledged and left out. */
  | { readonly type: "duplicate"; readonly devEui: string; readonly message: string }
  | {
      readonly type: "retry";
      readonly id: string;
      readonly devEui: string;
      readonly message: string;
      readonly attempt: number;
      readonly reason: string;
    }
  | {
      readonly type: "dead-letter";
      readonly id: string;
      readonly devEui: string;
      readonly message: string;
      readonly reason: string;
    }
  /** Dead letters are many, or so many that the oldest were let go; where it is for one device's sake, its DevEUI. */
  | {
      readonly type: "dead-letters";
      readonly kept: number;
      readonly bytes: number;
      /** How many were let go, since it was said last. */
      readonly letGo: number;
      readonly reason: string;
      readonly devEui?: string;
    }
  /** A message that is not kept: given up without an inbox, refused by one that is full, or retained from before the subscription. */
  | { readonly type: "dropped"; readonly topicName: string; readonly reason: string }
  /** A request that got no answer. */
  | {
      readonly type: "unanswered";
      readonly devEui: string;
      readonly message: string;
      readonly reason: string;
    }
  /**
   * The inbox takes no more for now, of all devices or of those that hold most of it: the broker keeps what it has.
   * Where more than half of what waits is of one device, its DevEUI.
   */
  | { readonly type: "inbox-full"; readonly pending: number; readonly devEui?: string }
  /** Nothing waits in front of the inbox any more, and there is room in it. */
  | { readonly type: "inbox-room"; readonly pending: number }
  /** The inbox cannot be written. Nothing is acknowledged until it can. */
  | { readonly type: "inbox-failed"; readonly error: LinkError }
  | { readonly type: "inbox-recovered" }
  /** Messages that the inbox should have and has not, as after a damage: how many, how many of them waited, the first id and the last. Where not `exact`, there may be more. */
  | {
      readonly type: "inbox-missing";
      readonly messages: number;
      readonly waited: number;
      readonly exact: boolean;
      readonly first: string;
      readonly last: string;
    }
  /** Another process has taken the inbox over, as this one stood still: it acknowledges nothing more, and should be ended. */
  | { readonly type: "inbox-lost"; readonly error: LinkError }
  /** A client has signed in at the embedded broker. */
  | { readonly type: "client-connected"; readonly client: string; readonly address: string }
  /** The connection of a client that had signed in has ended. */
  | {
      readonly type: "client-disconnected";
      readonly client: string;
      readonly address: string;
      readonly reason: string;
    }
  /**
   * The embedded broker did not let somebody in. Of each reason the first is told at once; those that follow are told
   * together every 10 s: `count` is how many, `client` (what it says that it is) and `address` are of the last.
   */
  | {
      readonly type: "client-refused";
      readonly client: string;
      readonly address: string;
      readonly reason: string;
      readonly count: number;
    }
  /**
   * The embedded broker gave up messages to a client that is away: there were too many, or they have waited for too long. Of
   * each client the first is told at once; those that follow are told together every 10 s.
   */
  | {
      readonly type: "waiting-dropped";
      readonly client: string;
      readonly reason: string;
      readonly count: number;
    }
  /**
   * A client asked the embedded broker for what is not its own, or for more than there is room for. Of each client and
   * reason the first is told at once; those that follow are told together every 10 s, with the last topic name.
   */
  | {
      readonly type: "denied";
      readonly client: string;
      readonly topicName: string;
      readonly reason: string;
      readonly count: number;
    };

/** Takes the events of a link. */
export type Report = (event: LinkEvent) => void;

/** A `report` that fails must not stop the link: its error goes to standard error. */
export function safely(report: Report): Report {
  return (event) => {
    try {
      report(event);
    } catch (error) {
      process.stderr.write(`wirebook link, ${event.type}: report failed: ${line(String(error))}\n`);
    }
  };
}

const QUIET: ReadonlySet<LinkEvent["type"]> = new Set([
  "connected",
  "duplicate",
  "gap",
  "restart",
  "inbox-recovered",
  "inbox-room",
  "client-connected",
  "client-disconnected",
]);

/** Writes warnings to standard error, a line each: what a link does where no `report` is given. */
export function reportToStandardError(event: LinkEvent): void {
  if (QUIET.has(event.type)) return;
  const { type, ...facts } = event;
  const words = Object.entries(facts).map(([name, value]) => {
    const text = value instanceof Error ? value.message : String(value);
    return `${name}: ${line(text)}`;
  });
  process.stderr.write(`wirebook link, ${type}: ${words.join(", ")}\n`);
}

/** Text that stays in its line. */
function line(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they could forge lines
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "�");
}
