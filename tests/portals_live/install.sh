#!/usr/bin/env bash
# The programs of Debian that the tests of the portals start. Nothing of them is left running.
set -euo pipefail
packages=()
need() { command -v "$1" >/dev/null || [ -x "$1" ] || packages+=("$2"); }
need redis-server redis-server
need radosgw radosgw
need ceph-mon ceph-mon
need ceph-osd ceph-osd
need chromium chromium
need setpriv util-linux
need cc gcc
[ -e /usr/include/stdio.h ] || packages+=(libc6-dev)
headers=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("include"))')
[ -e "$headers/Python.h" ] || packages+=(python3-dev)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || packages+=(postgresql)
[ -e /usr/include/postgresql/libpq-fe.h ] || packages+=(libpq-dev)
compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null || packages+=(libfaketime)
compgen -G '/usr/lib/*/libmagic.so.1' >/dev/null || packages+=(libmagic1)
[ "${#packages[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "make test-portals needs, once: sudo apt-get install ${packages[*]}" >&2
    exit 1
fi
# Debian starts what it installs; here the tests do, each on ports of its own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi
apt-get update --quiet --quiet
DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends "${packages[@]}" >/dev/null
