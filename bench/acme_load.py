"""ACME orders for a name that is proven once, over kept-alive TLS connections, many clients at once.

Each order is what a careful client sends: newOrder, order, authorization, finalize, order, certificate
and the order once more: seven signed requests, and the CSR is the eighth signature to verify.
"""
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

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


def proven_client(server, dns, number, orders):
    """An account whose name is proven, as a line for acme_orders."""
    name = f"w{number}.{ZONE}"
    key = AccountKey("ES256")
    client = AcmeClient(f"https://localhost:{server.https}/acme/directory", key)
    client.new_account().expect(201)
    client.issue([name], csr_for(name), "dns-01",
                 lambda n, challenge: dns.set_txt(f"_acme-challenge.{n}", [client.dns_value(challenge)]))
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return json.dumps({"kid": client.kid, "key": pem, "name": name, "csrs": [b64(csr_for(name)) for _ in range(orders)]})


def run(server, dns, tool, work, client_counts, orders_each_round):
    """Rounds with that many clients at once. Cost is of the last round, the busiest."""
    figures = {"errors": 0}
    for count in client_counts:
        orders = max(1, orders_each_round // count)
        file = work / f"clients-{count}.jsonl"
        file.write_text("\n".join(proven_client(server, dns, f"{count}-{n}", orders) for n in range(count)) + "\n")
        before = server.cpu_seconds()
        answer = subprocess.run([tool, str(server.https), str(file)], capture_output=True, text=True)
        values = dict(item.split("=") for item in answer.stdout.removeprefix("RESULT ").split())
        if answer.stderr:
            print(answer.stderr, file=sys.stderr)
        done = int(values["done"])
        figures["errors"] += int(values["errors"])
        if done:
            figures["cpu_us"] = (server.cpu_seconds() - before) / done * 1e6
            figures["per_s"] = done / float(values["seconds"])
    return figures
