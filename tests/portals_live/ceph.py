"""Ceph's S3 gateway: a monitor, one store in memory, and the gateway, on loopback."""

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.portals_live.processes import HOST, Processes, answers, free_port
from tests.portals_live.s3_admin import make_public_bucket

KEY, SECRET = "HABEASKEY", "habeas-secret-of-the-tests"
BUCKET, FULL = "data", "full"
ROOM = 2  # objects that the full bucket holds

MAX_SIZE = 1_000_000  # bytes

# Of a daemon that asks the monitor for its configuration, Ceph 16 forgets the cluster's fsid until the next answer of
# the monitor: the monitor refuses what it says in between ("wrong fsid"), and a store then ends.
ALONE = "--no-mon-config"

_CONFIGURATION = """
[global]
fsid = {fsid}
mon host = [v1:{host}:{port}]
public addr = {host}
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
ms cluster mode = crc
ms client mode = crc
ms service mode = crc
mon allow pool size one = true
mon data avail warn = 1
mon data avail crit = 1
paxos propose interval = 0.05
paxos min wait = 0.01
mon data = {folder}/mon
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
run dir = {folder}
admin socket = {folder}/$name.$pid.asok
log file = {folder}/$name.trace
keyring = {folder}/keyring
rgw data = {folder}
rgw frontends = beast endpoint={host}:{gateway}
rgw max put size = {max_size}
"""


@dataclass(frozen=True)
class Gateway:
    """An S3 endpoint with two buckets that everyone may read; no object may be larger than MAX_SIZE.

    The bucket FULL has a quota, until `make_room` lifts it.
    """

    endpoint: str
    make_room: Callable[[], object]
    token: str = f"{KEY}:{SECRET}"
    stranger: str = f"STRANGER:{SECRET}"


def start(processes: Processes) -> Gateway:
    """Starts the gateway from nothing."""
    folder, fsid, port, gateway = processes.folder, str(uuid.uuid4()), free_port(), free_port()
    for name in ("mon", "osd"):
        (folder / name).mkdir()
    configuration = folder / "ceph.conf"
    configuration.write_text(
        _CONFIGURATION.format(fsid=fsid, host=HOST, port=port, gateway=gateway, folder=folder, max_size=MAX_SIZE)
    )
    env = {**os.environ, "CEPH_CONF": str(configuration)}
    monitors = folder / "monitors"
    processes.run(
        "monmaptool", ["monmaptool", "--create", "--addv", "a", f"[v1:{HOST}:{port}]", "--fsid", fsid, monitors], env
    )
    processes.run("mkfs-mon", ["ceph-mon", "--mkfs", "-i", "a", "--monmap", monitors], env)
    processes.start("mon", ["ceph-mon", "-i", "a", "-f"], env)
    processes.run("mkfs-osd", ["ceph-osd", "--mkfs", "-i", "0", "--osd-uuid", uuid.uuid4(), ALONE], env)
    processes.start("osd", ["ceph-osd", "-i", "0", "-f", ALONE], env)
    for key in (KEY, "STRANGER"):
        user = ["--uid", key.lower(), "--display-name", key, "--access-key", key, "--secret-key", SECRET]
        processes.run(f"user-{key}", ["radosgw-admin", ALONE, "user", "create", *user], env)
    endpoint = f"http://{HOST}:{gateway}"
    processes.start("gateway", ["radosgw", "-f", "--name", "client.rgw", ALONE], env)
    processes.wait("gateway", lambda: answers(endpoint))
    quota = ["--quota-scope", "bucket", "--bucket", FULL]
    started = Gateway(
        endpoint, partial(processes.run, "room", ["radosgw-admin", ALONE, "quota", "disable", *quota], env)
    )
    for bucket in (BUCKET, FULL):
        make_public_bucket(endpoint, bucket, started.token)
    processes.run("quota", ["radosgw-admin", ALONE, "quota", "set", "--max-objects", ROOM, *quota], env)
    processes.run("full", ["radosgw-admin", ALONE, "quota", "enable", *quota], env)
    return started
