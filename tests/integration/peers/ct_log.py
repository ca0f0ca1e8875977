"""A CT log that keeps what it promises: tools/ct-log, which is Tessera's storage (that of the log TesseraCT) and Google's
reading of RFC 6962 behind the submission API; and its monitor, which reads static-ct-api by the octets."""
import base64
import hashlib
import struct
import urllib.request

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from peers import wait
from peers.chancery import ROOT
from peers.process import Process, free_port, listens


class CtLog:
    """Static-ct-api on 127.0.0.1; what it keeps is in `folder`. Takes every root."""

    static = True

    def __init__(self, folder, name, operator):
        self.name, self.operator = name, operator
        port = free_port()
        self.origin = f"127.0.0.1:{port}"
        said = folder / "ct-log.out"
        program = ROOT / "build/ct-log/ct-log"
        assert program.exists(), "tools/ct-log/build.sh makes it; it needs a go command"
        self._process = Process([program, folder / "log", self.origin, self.origin], said)
        wait.until(lambda: listens(port), "the CT log to listen", 30)
        self.spki = base64.b64decode(next(line for line in said.read_text().splitlines() if line.startswith("MF")))
        self.id = hashlib.sha256(self.spki).digest()
        self.public_key = load_der_public_key(self.spki)

    def stop(self):
        self._process.stop()

    def listed(self):
        """Its operator with this one log, as in the log list of a root program."""
        return {"name": self.operator, "logs": [], "tiled_logs": [{
            "description": self.name, "log_id": base64.b64encode(self.id).decode(),
            "key": base64.b64encode(self.spki).decode(), "mmd": 86400, "submission_url": f"http://{self.origin}/",
            "monitoring_url": f"http://{self.origin}/", "state": {"usable": {"timestamp": "2024-01-01T00:00:00Z"}}}]}

    def _read(self, path):
        with urllib.request.urlopen(f"http://{self.origin}/{path}", timeout=10) as answer:
            return answer.read()

    def head(self):
        """(size, root hash) of the checkpoint, whose signature has to stand."""
        text, _, signatures = self._read("checkpoint").decode().partition("\n\n")
        origin, size, root = text.split("\n")[:3]
        name, signature = signatures.strip().removeprefix("\u2014 ").split(" ")
        assert origin == name == self.origin
        signature = base64.b64decode(signature)
        at, (size, root) = signature[4:12], (int(size), base64.b64decode(root))
        self.public_key.verify(signature[16:], b"\0\1" + at + struct.pack(">Q", size) + root, ec.ECDSA(hashes.SHA256()))
        return size, root

    def entry(self, index):
        """The entry of that index, once a signed checkpoint covers it: proven to be in the tree. Of small logs."""
        def covered():
            head = self.head()
            return head if head[0] > index else None
        size, root = wait.until(covered, "a checkpoint with the entry", 30)
        assert size < 256, "one tile"
        entries = list(_entries(self._read(f"tile/data/000.p/{size}")))
        level = self._read(f"tile/0/000.p/{size}")
        leaves = [level[at:at + 32] for at in range(0, len(level), 32)]
        assert leaves == [entry["leaf_hash"] for entry in entries]
        assert _root_of(leaves) == root
        return entries[index]


def _entries(tile):
    """Of a data tile (C2SP static-ct-api): TileLeaf after TileLeaf."""
    def take(count):
        nonlocal tile
        front, tile = tile[:count], tile[count:]
        return front

    def vector(octets):
        return take(int.from_bytes(take(octets), "big"))

    while tile:
        at, kind = struct.unpack(">QH", take(10))
        issuer_key_hash = take(32) if kind == 1 else b""
        body, extensions = vector(3), vector(2)
        precertificate = vector(3) if kind == 1 else b""
        chain = vector(2)
        leaf = (struct.pack(">BBQH", 0, 0, at, kind) + issuer_key_hash + len(body).to_bytes(3, "big") + body
                + len(extensions).to_bytes(2, "big") + extensions)
        yield {"timestamp": at, "is_precertificate": kind == 1, "issuer_key_hash": issuer_key_hash, "body": body,
               "precertificate": precertificate, "chain": [chain[at:at + 32] for at in range(0, len(chain), 32)],
               "leaf_hash": hashlib.sha256(b"\0" + leaf).digest()}


def _root_of(leaves):
    """RFC 6962 section 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + _root_of(leaves[:split]) + _root_of(leaves[split:])).digest()
