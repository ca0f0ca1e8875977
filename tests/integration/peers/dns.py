#!/usr/bin/env python3
"""A really served, really signed DNS for tests: nsd on a loopback port.

It serves a signed root zone, a signed `test.` below it, and the zones asked for (below `test.` or
anywhere else: the closest enclosing zone delegates), each of one kind:

  signed    a chain of trust from the root down to every record
  unsigned  proven to be unsigned by its parent
  bogus     has a DS at its parent, but every signature in it (the key set's apart) is broken

so that a validating resolver which is sent here, with `trust_anchor_file` as its only anchor, sees
secure, insecure and bogus exactly as in the world. Needs Debian's nsd and ldnsutils, nothing else.

    with DnsPeer(folder, {"signed.test": Zone(["www A 127.0.0.1"])}) as dns:
        dns.set_txt("_acme-challenge.signed.test", ["value"])    # visible when the call returns
        ...  # [va] resolver = dns.endpoint, trust_anchor = dns.trust_anchor_file

Records are zone-file lines with names relative to the zone ("@" is its apex) and TTL 1. As a program
it serves until its standard input ends, and takes one JSON command a line:

    tests/integration/peers/dns.py FOLDER '{"signed.test": {"records": ["@ A 127.0.0.1"]}}'
    {"port": 41234, "trust_anchor_file": "..."}                        <- printed when ready
    {"set": "_acme-challenge.signed.test", "type": "TXT", "values": ["\\"x\\""]}   -> {"ok": true}
"""
import ctypes
import dataclasses
import json
import os
import pathlib
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import time

DEADLINE_SECONDS = 20
os.environ["PATH"] += ":/usr/sbin"  # where Debian keeps nsd; not on every user's path


@dataclasses.dataclass
class Zone:
    """One zone; `kind` is signed, unsigned or bogus."""
    records: list = dataclasses.field(default_factory=list)
    kind: str = "signed"


def quoted(value):
    """A TXT value in presentation form, cut into character-strings of at most 255 bytes."""
    pieces = [value[i:i + 255] for i in range(0, len(value), 255)] or [""]
    return " ".join('"' + re.sub(r'(["\\])', r"\\\1", piece) + '"' for piece in pieces)


def ask(port, name, record_type):
    """One question by UDP; the whole answer, or None when there is none in time."""
    query = struct.pack(">HHHHHH", random.randrange(65536), 0, 1, 0, 0, 0)
    for label in [part for part in name.split(".") if part]:
        query += bytes([len(label)]) + label.encode()
    query += b"\0" + struct.pack(">HH", record_type, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(0.5)
        try:
            udp.connect(("127.0.0.1", port))
            udp.send(query)
            return udp.recv(4096)
        except OSError:
            return None


def after_name(message, at):
    """The position behind the (possibly compressed) name at `at`."""
    while 0 < message[at] < 192:
        at += message[at] + 1
    return at + (1 if message[at] == 0 else 2)


def serial_served(port, zone):
    """The SOA serial that the server answers with now, or None."""
    answer = ask(port, zone, 6)
    if answer is None or answer[3] & 15 or struct.unpack(">H", answer[6:8])[0] == 0:
        return None
    question_end = after_name(answer, 12) + 4
    rdata = after_name(answer, question_end) + 10
    serial = after_name(answer, after_name(answer, rdata))
    return struct.unpack(">I", answer[serial:serial + 4])[0]


def wait_until(condition, what):
    end = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"DNS peer: {what}")
        time.sleep(0.01)


def end_with_parent():
    """In a child: no name server may outlive a test run, however that ends."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def free_port():
    """A port that is free for UDP and TCP alike."""
    for _ in range(100):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            try:
                udp.bind(("127.0.0.1", tcp.getsockname()[1]))
            except OSError:
                continue
            return tcp.getsockname()[1]
    raise OSError("no port is free for both UDP and TCP")


def spoil(signed_text):
    """Breaks every signature but the one over the key set, so that the zone is bogus."""
    def broken(match):
        signature = match.group(2)
        return match.group(1) + ("B" if signature[0] != "B" else "C") + signature[1:]
    return re.sub(r"(?m)^(\S+\s+\d+\s+IN\s+RRSIG\s+(?!DNSKEY)(?:\S+\s+){8})(\S+)", broken, signed_text)


class DnsPeer:
    """Start with start() or as a context manager; stop() ends the server."""

    def __init__(self, folder, zones, port=None):
        self.folder = pathlib.Path(folder).resolve()
        self.port = port or free_port()
        self.endpoint = f"127.0.0.1:{self.port}"
        self.trust_anchor_file = str(self.folder / "trust-anchor")
        self._zones = {name.rstrip("."): zone for name, zone in zones.items()}
        self._zones.setdefault("test", Zone())
        self._zones[""] = Zone()
        self._keys = {}
        self._serials = {}
        self._process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        (self.folder / "keys").mkdir(parents=True, exist_ok=True)
        for name, zone in self._zones.items():
            if zone.kind not in ("signed", "unsigned", "bogus"):
                raise ValueError(f"zone {name}: unknown kind {zone.kind}")
            if zone.kind != "unsigned":
                self._keys[name] = self._make_key(name)
        pathlib.Path(self.trust_anchor_file).write_text(self._delegation_signer(""))
        for name in self._zones:
            self._write(name)
        self._run_server()

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait(DEADLINE_SECONDS)
            self._process = None

    def set_records(self, name, record_type, values):
        """Replaces all records of one type at one full name; values in presentation form. Returns
        when the server answers with them. An empty list removes."""
        name = name.rstrip(".").lower()
        zone_name = self._zone_of(name)
        zone = self._zones[zone_name]
        own = name[:-len(zone_name)].rstrip(".") if zone_name else name
        kept = [line for line in zone.records if not self._is(line, own or "@", record_type)]
        zone.records = kept + [f"{own or '@'} {record_type} {value}" for value in values]
        self._write(zone_name)
        self._process.send_signal(signal.SIGHUP)
        self._await_served(zone_name)

    def set_txt(self, name, values):
        self.set_records(name, "TXT", [quoted(value) for value in values])

    def add_txt(self, name, value):
        self.set_txt(name, self.txt(name) + [value])

    def remove_txt(self, name, value):
        self.set_txt(name, [kept for kept in self.txt(name) if kept != value])

    def txt(self, name):
        """The TXT values set at `name` (those of set_txt and add_txt)."""
        name = name.rstrip(".").lower()
        zone_name = self._zone_of(name)
        own = name[:-len(zone_name)].rstrip(".") or "@"
        lines = [line for line in self._zones[zone_name].records if self._is(line, own, "TXT")]
        return [re.sub(r"\\(.)", r"\1", "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', line)))
                for line in lines]

    @staticmethod
    def _is(line, own, record_type):
        fields = line.split()
        return fields[0].lower() == own.lower() and record_type.upper() in fields[1:4]

    def _zone_of(self, name):
        fitting = [z for z in self._zones if z == "" or name == z or name.endswith("." + z)]
        return max(fitting, key=len)

    def _children(self, name):
        return [z for z in self._zones if z and self._parent(z) == name]

    def _parent(self, name):
        return self._zone_of(name.partition(".")[2])

    def _tool(self, *command, cwd=None):
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()}")
        return done.stdout

    def _make_key(self, name):
        base = self._tool("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", name + ".",
                          cwd=self.folder / "keys")
        return str(self.folder / "keys" / base.strip())

    def _delegation_signer(self, name):
        if name not in self._keys:
            return ""
        return self._tool("ldns-key2ds", "-n", "-2", self._keys[name] + ".key")

    def _zone_text(self, name):
        origin = name + "." if name else "."
        # A serial above 2^31 seconds ahead would be refused; counting up from now never repeats.
        serial = max(self._serials.get(name, 0) + 1, int(time.time()))
        self._serials[name] = serial
        lines = [f"$ORIGIN {origin}", "$TTL 1",
                 f"@ IN SOA ns.test. hostmaster.test. {serial} 3600 600 86400 1", "@ IN NS ns.test."]
        if name == "test":
            lines.append("ns IN A 127.0.0.1")
        for child in self._children(name):
            lines += [f"{child}. IN NS ns.test.", self._delegation_signer(child)]
        return "\n".join(lines + list(self._zones[name].records)) + "\n"

    def _file(self, name, stage="zone"):
        return self.folder / f"{stage}-{name or 'root'}"

    def _write(self, name):
        """Writes the zone, signs it when it is to be signed, and puts it into place in one step."""
        plain, ready = self._file(name, "plain"), self._file(name, "next")
        plain.write_text(self._zone_text(name))
        if name not in self._keys:
            ready.write_text(plain.read_text())
        else:
            self._tool("ldns-signzone", "-o", name + ".", "-f", str(ready), str(plain),
                       self._keys[name])
            if self._zones[name].kind == "bogus":
                ready.write_text(spoil(ready.read_text()))
        self._tool("nsd-checkzone", name or ".", str(ready))
        os.replace(ready, self._file(name))

    def _run_server(self):
        config = [
            "server:", '  username: ""', '  chroot: ""', f'  zonesdir: "{self.folder}"',
            '  database: ""', f'  pidfile: "{self.folder}/nsd.pid"',
            f'  xfrdfile: "{self.folder}/xfrd.state"', f'  zonelistfile: "{self.folder}/zone.list"',
            f'  logfile: "{self.folder}/nsd.log"', f"  ip-address: 127.0.0.1@{self.port}",
            "  server-count: 1", "  hide-version: yes", "  rrl-ratelimit: 0",
            "  rrl-whitelist-ratelimit: 0", "remote-control:", "  control-enable: no"]
        for name in self._zones:
            config += ["zone:", f'  name: "{name or "."}"', f'  zonefile: "{self._file(name).name}"']
        path = self.folder / "nsd.conf"
        path.write_text("\n".join(config) + "\n")
        self._process = subprocess.Popen(["nsd", "-d", "-c", str(path)],
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                         preexec_fn=end_with_parent)
        try:
            for name in self._zones:
                self._await_served(name)
        except Exception:
            self.stop()
            raise

    def _await_served(self, name):
        def served():
            if self._process.poll() is not None:
                raise RuntimeError("nsd ended: " + (self.folder / "nsd.log").read_text()[-2000:])
            return serial_served(self.port, name) == self._serials[name]
        wait_until(served, f"zone '{name or '.'}' was not loaded; see {self.folder}/nsd.log")


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    zones = {name: Zone(**value) for name, value in json.loads(sys.argv[2]).items()}
    with DnsPeer(sys.argv[1], zones) as dns:
        print(json.dumps({"port": dns.port, "trust_anchor_file": dns.trust_anchor_file}), flush=True)
        for line in sys.stdin:
            command = json.loads(line)
            dns.set_records(command["set"], command["type"], command["values"])
            print(json.dumps({"ok": True}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
