const TEXTS: Readonly<Record<string, string>> = {
  wirebook: `
Examples:
  $ wirebook list
  $ wirebook inspect --message up/data payload.cbor
  $ mosquitto_sub -t 'LOB/#' -F '%t\\t%x' | wirebook decode --lines

Exit codes: 0 fine, 1 bad payload, 2 bad usage. NO_COLOR turns colours off.`,
  list: `
Examples:
  $ wirebook list
  $ wirebook list --messages ./dist/messages.js`,
  inspect: `
Examples:
  $ wirebook inspect a2 6161 01 6162 02
  $ wirebook inspect --topic LOB/70b3d5e050020901/up/data payload.cbor
  $ wirebook inspect --message up/tick --sequence log.cbor
  $ base64 payload.cbor | wirebook inspect --message up/config --reveal | less`,
  decode: `
Without --message and --topic, there is no schema: nothing is checked against
one, and nothing is hidden. A rejected line makes the exit code 1; the other
lines are decoded all the same.

Examples:
  $ wirebook decode --message up/data payload.cbor
  $ wirebook decode a16161f5
  $ wirebook decode --message up/tick --sequence log.cbor
  $ wirebook decode --lines capture.tsv --rejects rejected.ndjson > decoded.ndjson
  $ mosquitto_sub -t 'LOB/#' -F '%t\\t%x' | wirebook decode --lines`,
  encode: `
Examples:
  $ wirebook encode '{"a": [1, 2.5]}'
  $ wirebook encode --message down/reboot '{"q": "reboot"}' --base64
  $ wirebook encode --message down/config config.json --raw > config.cbor
  $ wirebook encode --sequence '[1, {"a": 2}]'
  $ wirebook encode --diagnostic "{1: h'a161', 2: 1(1363896240)}"`,
  diagnose: `
Without a schema nothing is known to be sensitive: nothing is hidden.

Examples:
  $ wirebook diagnose c11a514b67b0
  $ wirebook diagnose --sequence log.cbor`,
  schema: `
Examples:
  $ wirebook schema up/data > up-data.schema.json`,
  tail: `
Sensitive values are hidden. Gaps in the numbers of a device, answers and what
they took, and the first fault of a payload stand in its line. The user has to
be allowed to read the topics: see the guide on mosquitto.

Examples:
  $ wirebook tail --url mqtt://127.0.0.1:1883
  $ WIREBOOK_URL=mqtts://dashboard:secret@broker.example wirebook tail --json
  $ wirebook tail --url mqtt://127.0.0.1 --device 70b3d5e050020901 --type up/data`,
  simulate: `
In the Host URI and in the names of files, {devEui} stands for the gateway's
own. A share is 5% or 0.05. Ctrl-C ends it, and prints what it did.

Examples:
  $ wirebook simulate --url mqtt://127.0.0.1:1883 --devices 1000 --rate 200
  $ wirebook simulate --url 'mqtts://{devEui}:secret@broker.example' --ca root.crt
  $ wirebook simulate --url mqtts://broker.example \\
      --cert 'keys/{devEui}.pem' --key 'keys/{devEui}.key' --storm-every 60`,
  compile: `
For each message type there is the fast module, up/data.js, and the small one
for browsers, up/data.small.js, with the same types. They import
@wirebook/codec/runtime or @wirebook/codec/small, for views @wirebook/codec/views,
and nothing else: they make no code at run time, so that a content security
policy may forbid it.

Examples:
  $ wirebook compile --out src/codecs
  $ wirebook compile --messages ./dist/messages.js --out dist/codecs`,
  inbox: `
It may be used while a backend works from the inbox: what is to be replayed is
handed to it at once. A time is 2026-01-31T12:00Z, or how long ago: 7d, 12h, 30m.

Examples:
  $ wirebook inbox status --path wirebook-inbox
  $ wirebook inbox dead
  $ wirebook inbox replay --dead
  $ wirebook inbox replay --from 2h --to 1h
  $ wirebook inbox purge --before 30d --dead
  $ wirebook inbox check
  $ wirebook inbox rescue --path wirebook-inbox --to rescued-inbox
  $ wirebook inbox export --only waiting --reveal > waiting.ndjson`,
  acl: `
A pattern line of mosquitto's denies, silently, a device whose certificate says
urn:dev:mac:... and whose topics say the digits alone. These lines do not.

Examples:
  $ wirebook acl --backend backend 70b3d5e050020901 > devices.acl
  $ wirebook acl < devices.txt > devices.acl`,
  certs: `
Keys are written for you alone to read, and nothing is overwritten. What certs
sign prints is what a device's shell takes after cert own, with an empty line
behind it.

Examples:
  $ wirebook certs init --out certs --host broker.example
  $ wirebook certs sign device.csr --ca certs > device.crt
  $ wirebook certs sign device.csr --ca certs --no-expiry
  $ wirebook certs show device.crt
  $ wirebook certs check broker.example:8883 --ca certs/root.crt
  $ wirebook certs trust self-signed.crt >> /etc/mosquitto/devices.crt
  $ wirebook certs trust --fingerprints self-signed.crt >> fingerprints.txt
  $ wirebook certs device 70b3d5e050020901 --out test-device`,
  mosquitto: `
Passwords and keys are asked for at the terminal, or read from a file or standard
input; they are no arguments, and of a password only the hash is kept. --check
alone, without --out, needs nobody's secrets and certificates: it makes them up. With
--out, certificates have to lie in that folder, or where mosquitto will look for them.

Examples:
  $ wirebook mosquitto --tls psk --identity 70b3d5e050020901 --out files \\
      70b3d5e050020901
  $ wirebook mosquitto --authentication password --user house --out files \\
      --password - < password.txt
  $ wirebook mosquitto --tls certificate --authentication cn \\
      --name "Data collector" --check
  $ wirebook mosquitto --settings broker.yaml --out files --check`,
  completion: `
Examples:
  $ eval "$(wirebook completion bash)"
  $ wirebook completion zsh > "\${fpath[1]}/_wirebook"
  $ wirebook completion fish > ~/.config/fish/completions/wirebook.fish`,
  new: `
Examples:
  $ wirebook new up/wind-speed
  $ wirebook new down/valve --answer && wirebook new req/valve
  $ wirebook new up/wind-speed --dir src/messages`,
};

/** The end of a command's help: its command lines, and what is good to know. */
export function examples(command: string): string {
  return TEXTS[command] ?? "";
}
