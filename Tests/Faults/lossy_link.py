"""A network of two namespaces joined by a link that loses, delays and reorders packets: real TCP has to live with it.

The link is a pair of TUN devices with a thread between them, since not every kernel can do this to a device of its own. Needs root and
iproute2.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import threading
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 0x0001, 0x1000, 0x40000000


def why_not():
    """What this machine lacks; None when a link can be made."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    if not os.path.exists("/dev/net/tun"):
        return "there is no /dev/net/tun"
    try:
        subprocess.run(["unshare", "--net", "ip", "link"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return "unshare --net does not work, or iproute2 is missing"
    return None


class LossyLink:
    """The server's side has the address `server`, the clients' side `client`. `loss` is the share of packets that vanish, in each
    direction; `delay` is in seconds, up to three times as long for one packet in ten, which others then overtake."""

    server, client = "10.213.7.1", "10.213.7.2"

    def __init__(self, loss, delay, seed):
        self.loss, self.delay = loss, delay
        self.carried = self.lost = 0
        self.chance = random.Random(seed)
        self.names = [f"sfat{os.getpid()}{side}" for side in "ab"]
        self.devices = []
        for name, address in zip(self.names, (self.server, self.client)):
            self._ip("netns", "add", name)
            device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
            self.devices.append(device)
            self._ip("link", "set", name, "netns", name)
            self._ip("-n", name, "addr", "add", f"{address}/24", "dev", name)
            self._ip("-n", name, "link", "set", name, "up")
            self._ip("-n", name, "link", "set", "lo", "up")
        self.is_open = True
        self.thread = threading.Thread(target=self._carry, daemon=True)
        self.thread.start()

    def prefix(self):
        """Begins a command line that runs on the server's side."""
        return ["ip", "netns", "exec", self.names[0]]

    def enter(self):
        """Moves the calling thread to the clients' side, for good."""
        with open(f"/run/netns/{self.names[1]}") as place:
            if ctypes.CDLL(None, use_errno=True).setns(place.fileno(), CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")

    def remove(self):
        self.is_open = False
        self.thread.join(5)
        for device in self.devices:
            os.close(device)
        for name in self.names:
            self._ip("netns", "del", name)

    def _ip(self, *arguments):
        subprocess.run(["ip", *arguments], check=True)

    def _carry(self):
        under_way = []
        while self.is_open:
            now = time.monotonic()
            while under_way and under_way[0][0] <= now:
                _, _, device, packet = heapq.heappop(under_way)
                try:
                    os.write(device, packet)
                except OSError:
                    pass
            wait = min(0.1, under_way[0][0] - now) if under_way else 0.1
            for device in select.select(self.devices, [], [], max(0, wait))[0]:
                try:
                    packet = os.read(device, 65_536)
                except OSError:
                    continue
                self.carried += 1
                if self.chance.random() < self.loss:
                    self.lost += 1
                    continue
                delay = self.delay * (3 if self.chance.random() < 0.1 else 1)
                other = self.devices[1 - self.devices.index(device)]
                heapq.heappush(under_way, (time.monotonic() + delay, self.carried, other, packet))
