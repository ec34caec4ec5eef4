/** The settings that lose nothing, as in examples/mosquitto. */
export function durableConfiguration(folder: string, port: number): string {
  return [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder}/`,
    "autosave_on_changes true",
    "autosave_interval 100",
    "queue_qos0_messages true",
    "upgrade_outgoing_qos true",
    "max_queued_messages 1000000",
    "max_inflight_messages 1000",
    "persistent_client_expiration 14d",
    "set_tcp_nodelay true",
    "user root",
    "",
  ].join("\n");
}
