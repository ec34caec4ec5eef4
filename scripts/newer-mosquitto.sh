#!/usr/bin/env bash
# Brings mosquitto 2.1 beside the system's, for `npm run proof:link -- --only mosquitto`: Debian's packages of sid, with all
# libraries that they need, laid out in a folder and not installed. Ends with 1 where there are none to be had.
#   bash scripts/newer-mosquitto.sh [folder]
set -euo pipefail

cd "$(dirname "$0")/.."
folder=${1:-.cache/mosquitto-2.1}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
if [ -x "$folder/mosquitto" ] && "$folder/mosquitto" -h > /dev/null; then exit 0; fi

# The mirror is the one that this system has its own packages from.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian' 2> /dev/null | sort -u | head -1)
if [ -z "$mirror" ]; then
  echo "mosquitto 2.1 is brought from Debian's packages, and this is no Debian." >&2
  exit 1
fi
apt="$folder/apt"
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/packages"
cat > "$apt/sid.sources" << SOURCES
Types: deb
URIs: $mirror
Suites: sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
options=(-q -o "Dir::Etc::sourcelist=$apt/sid.sources" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt/lists"
  -o "Dir::Cache=$apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
apt-get "${options[@]}" update > "$apt/log" 2>&1 || { tail -3 "$apt/log" >&2; exit 1; }
mapfile -t packages < <(apt-cache "${options[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
  --no-replaces --no-enhances mosquitto | grep -E '^(lib|zlib1g|mosquitto)' | grep -vE '^(libpam|libc-gconv)' | sort -u)
(cd "$apt/packages" && apt-get "${options[@]}" download "${packages[@]}" >> "$apt/log" 2>&1)
for package in "$apt"/packages/*.deb; do dpkg-deb -x "$package" "$folder/root"; done
rm -rf "$apt"

libraries=$(dirname "$(find "$folder/root/usr/lib" -name 'libmosquitto*.so*' -o -name 'libssl.so.3' | head -1)")
loader=$(find "$folder/root" -name 'ld-linux*' | head -1)
PATH="$PATH:/sbin:/usr/sbin" ldconfig -n "$libraries"
cat > "$folder/mosquitto" << PROGRAM
#!/bin/sh
exec $loader --library-path $libraries $folder/root/usr/sbin/mosquitto "\$@"
PROGRAM
chmod +x "$folder/mosquitto"
ln -sfn "$libraries/mosquitto" "$folder/plugins"
"$folder/mosquitto" -h | head -1
