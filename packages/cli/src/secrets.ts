import { CodecError, type Issue, inspect, isCodecError, type Message } from "@wirebook/codec";

/** Whether anything in payloads of this type is to be hidden. */
export function hasSecrets(message: Message | undefined): boolean {
  return message !== undefined && JSON.stringify(message.schema).includes('"sensitive":true');
}

/**
 * Runs what reads a payload. Keys of a map that is to be hidden are part of the secret: no path of a fault has them.
 *
 * @throws CodecError what it throws, with such paths as `inspect` has them
 */
export function withoutSecretKeys<T>(payload: Uint8Array, message: Message, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!isCodecError(error) || !hasSecrets(message)) throw error;
    const { items } = inspect(payload, message);
    const issues = error.issues.map((issue) => {
      const item = items.findLast(({ offset }) => offset <= (issue.offset ?? -1));
      return item?.sensitive ? at(issue, item.instancePath) : issue;
    });
    throw new CodecError(issues as [Issue, ...Issue[]], { cause: error });
  }
}

/** An issue with another path: in its sentence, that stands in front of what was expected. */
function at(issue: Issue, instancePath: string): Issue {
  if (issue.instancePath === undefined) return issue;
  const { code, offset, expected, message } = issue;
  const behind = message.slice(message.lastIndexOf(`: expected ${expected}`));
  return { ...issue, instancePath, message: `${code} at byte ${offset}, ${instancePath}${behind}` };
}
