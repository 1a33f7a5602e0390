#!/bin/sh
# Installs what the rig needs on Debian, as root: debootstrap (makes the folder that Asterisk runs in), Debian's keys,
# and SIPp (plays the phones). Does nothing where they are there.
set -eu
missing=
for package in debootstrap debian-archive-keyring sip-tester; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ]; then
    echo "the rig needs the Debian packages$missing; run this as root" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
for try in 1 2 3; do
    # Word splitting is meant: one word is one package.
    # shellcheck disable=SC2086
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; then
        exit 0
    fi
    echo "try $try of installing$missing failed" >&2
done
exit 1
