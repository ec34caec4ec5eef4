/** A line for a shell that publishes a payload to a topic: the bytes go by standard input, since a shell drops zeros. */
export function publishLine(hex: string, topicName: string, broker: string): string {
  return `echo ${hex} | xxd -r -p | mosquitto_pub -h ${broker} -t '${topicName.replaceAll("'", "")}' -s`;
}
