#!/usr/bin/env bash
# Installs what the tests need of the system: the MQTT broker and its clients, openssl, GnuTLS, a browser, and the proxies that
# the README of the draft gate has examples for.
# With --proof also what the long proofs need: Go, which is another opinion on certificates.
# Does nothing where all is there. Without the right to install, it ends with the command to type.
set -euo pipefail

missing=()
need() {
  command -v "$1" > /dev/null || PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1" > /dev/null || missing+=("$2")
}
need mosquitto mosquitto
need mosquitto_rr mosquitto-clients
need openssl openssl
need certtool gnutls-bin
need nginx nginx-light
need caddy caddy
if [ "${1:-}" = --proof ]; then need go golang-go; fi
command -v chromium > /dev/null || command -v google-chrome > /dev/null || missing+=(chromium)
if [ "${#missing[@]}" -eq 0 ]; then exit 0; fi

if ! command -v apt-get > /dev/null; then
  echo "The tests need: ${missing[*]}. Install them with your system's package manager, then run this again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests need: ${missing[*]}. Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
