"""ACME orders for a name that is proven once, over kept-alive TLS connections, many clients at once.

Each order is what a careful client sends: newOrder, order, authorization, finalize, order, certificate
and the order once more: seven signed requests, and the CSR is the eighth signature to verify.
"""
import contextlib
import pathlib
import sys
import tempfile
import threading
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "integration"))
from peers.acme import AcmeClient  # noqa: E402
from peers.dns import DnsPeer, Zone  # noqa: E402
from peers.jws import AccountKey, b64  # noqa: E402

ZONE = "bench-zone.net"


@contextlib.contextmanager
def proving_ground():
    """A signed zone; yields it and the [va] table that points there."""
    with tempfile.TemporaryDirectory(prefix="chancery-bench-dns-") as folder:
        with DnsPeer(pathlib.Path(folder), {ZONE: Zone(["@ A 127.0.0.1"])}) as dns:
            yield dns, (f'[va]\nresolver = "{dns.endpoint}"\ntrust_anchor = "{dns.trust_anchor_file}"\n'
                        "allow_private_addresses = true\n")


def csr_for(name):
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).add_extension(names, False)
    return request.sign(ec.generate_private_key(ec.SECP256R1()), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


class Worker(threading.Thread):
    """One account with a proven name, then orders until told to stop counting."""

    def __init__(self, server, dns, number):
        super().__init__(daemon=True)
        self.name_to_prove = f"w{number}.{ZONE}"
        self.client = AcmeClient(f"https://127.0.0.1:{server.https}/acme/directory", AccountKey("ES256"))
        self.client.new_account().expect(201)
        self.client.issue([self.name_to_prove], csr_for(self.name_to_prove), "dns-01",
                          lambda name, challenge: dns.set_txt(f"_acme-challenge.{name}", [self.client.dns_value(challenge)]))
        self.csrs, self.done, self.errors, self.go = [], 0, 0, threading.Event()

    def prepare(self, orders):
        self.csrs = [csr_for(self.name_to_prove) for _ in range(orders)]

    def order(self, csr):
        placed = self.client.new_order([self.name_to_prove]).expect(201)
        order = self.client.post(placed.location).expect(200).json()
        self.client.post(order["authorizations"][0]).expect(200)
        self.client.post(order["finalize"], {"csr": b64(csr)}).expect(200)
        order = self.client.settled(placed.location)
        self.client.post(placed.location).expect(200)
        assert "BEGIN CERTIFICATE" in self.client.download(order)

    def run(self):
        for csr in self.csrs:
            try:
                self.order(csr)
                self.done += 1
            except Exception as failure:  # noqa: BLE001 (counted, and the first is shown)
                self.errors += 1
                if self.errors == 1:
                    print(f"order failed: {failure!r}", file=sys.stderr)


def run(server, dns, client_counts, orders_each_round):
    """Rounds with that many clients at once. Cost is of the last round, the busiest."""
    figures = {"errors": 0}
    for count in client_counts:
        workers = [Worker(server, dns, f"{count}-{n}") for n in range(count)]
        for worker in workers:
            worker.prepare(max(1, orders_each_round // count))
        before, begin = server.cpu_seconds(), time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        done = sum(worker.done for worker in workers)
        figures["errors"] += sum(worker.errors for worker in workers)
        if done:
            figures["cpu_us"] = (server.cpu_seconds() - before) / done * 1e6
            figures["per_s"] = done / (time.monotonic() - begin)
    return figures
