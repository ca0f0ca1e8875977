"""The end in the middle of issuance, by kill -9 and in order: nothing that a client received is unknown, every serial
is accounted for."""
import json
import ssl
import threading
import urllib.error
import urllib.request

from cryptography import x509

from peers import openssl, wait

ISSUANCES = 2000
CLIENTS = 8
END_AFTER = 700


class Client(threading.Thread):
    """Asks for one certificate after another and keeps what it was given, until the server is gone."""

    def __init__(self, server, key, csr, received, lock):
        super().__init__(daemon=True)
        self.server, self.key, self.csr, self.received, self.lock = server, key, csr, received, lock

    def run(self):
        context = ssl._create_unverified_context()
        body = json.dumps({"profile": "private-server", "csr": self.csr}).encode()
        while len(self.received) < ISSUANCES:
            request = urllib.request.Request(
                f"{self.server.base_url}/api/v1/certificates", body, method="POST",
                headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"})
            try:
                with urllib.request.urlopen(request, context=context, timeout=30) as answer:
                    certificate = json.load(answer)
            except (OSError, urllib.error.URLError, ValueError):
                return
            with self.lock:
                self.received[certificate["serial"]] = certificate["certificate_pem"]


def audit_records(server):
    """All records, in order."""
    first, found = 0, []
    while True:
        page = json.loads(server.cli("audit", "show", "--first", str(first), "--limit", "10000", "--json").stdout)["items"]
        if not page:
            return found
        found += page
        first = page[-1]["sequence"] + 1


def end_in_the_middle(server, end):
    """Clients ask for 2,000 certificates; after some hundred of them the server is ended by `end`. Returns what they
    received, by serial, and their CSR."""
    key = server.api_key("registration-officer", "crash")
    csr = x509.load_der_x509_csr(openssl.make_csr(["crash.example.net"]))
    pem = csr.public_bytes(openssl.serialization.Encoding.PEM).decode()
    received, lock = {}, threading.Lock()
    clients = [Client(server, key, pem, received, lock) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    wait.until(lambda: len(received) >= END_AFTER or not any(c.is_alive() for c in clients), "some issuances", 120)
    end()
    for client in clients:
        client.join(60)
    assert END_AFTER <= len(received) < ISSUANCES, "ended in the middle, not before or after"
    return received, pem


def check_that_each_is_known(server, serials):
    key = server.api_key("internal-auditor", "after")
    context = ssl._create_unverified_context()
    for serial in serials:
        request = urllib.request.Request(f"{server.base_url}/api/v1/certificates?serial={serial}",
                                         headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, context=context) as answer:
            assert [c["serial"] for c in json.load(answer)["items"]] == [serial]


def serials_of(records, kind):
    return [r["details"]["serial"] for r in records if r["kind"] == kind]


def test_a_killed_server_forgets_nothing_that_it_gave_out(make_server, store, tmp_path):
    # when: the process is killed in the middle, and started again
    server = make_server(store=store)
    received, csr = end_in_the_middle(server, server.kill)
    server.start()

    # then: each certificate that a client received is known
    check_that_each_is_known(server, received)

    # and: every serial is issued or abandoned, none both, none twice
    records = audit_records(server)
    issued, abandoned = serials_of(records, "certificate.issued"), serials_of(records, "serial.abandoned")
    assert len(set(issued)) == len(issued) and not set(issued) & set(abandoned)
    assert set(received) <= set(issued)

    # and: the audit log verifies
    report = json.loads(server.cli("audit", "verify", "--json").stdout)
    assert report["intact"] and report["records"] >= len(records)

    # and: the server goes on issuing
    assert server.cli("issue", "--csr", write(tmp_path / "again.csr", csr)).stdout.startswith("-----BEGIN")


def test_a_server_told_to_stop_finishes_what_it_began(make_server, store):
    # when: it is asked to end in the middle, which it has to do soon and with status 0 (Server.stop)
    server = make_server(store=store)
    received, _ = end_in_the_middle(server, server.stop)
    server.start()

    # then: each certificate that a client received is known, and no serial is left over
    check_that_each_is_known(server, received)
    assert "recovered after an unclean stop" not in server.log_text()
    records = audit_records(server)
    assert set(received) <= set(serials_of(records, "certificate.issued"))
    assert not serials_of(records, "serial.abandoned")


def write(path, text):
    path.write_text(text)
    return str(path)
