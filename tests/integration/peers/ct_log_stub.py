"""A STUB of a CT log: real keys, real signatures, both submission APIs (RFC 6962 and static-ct-api answer
alike), but no Merkle tree, so nothing that it promises is ever published. It can misbehave."""
import base64
import hashlib
import http.server
import json
import struct
import threading
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POISON = bytes.fromhex("060a2b06010401d679020403")


def _element(der, at=0):
    """(start of content, end) of the element at `at`."""
    length, start = der[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        length, start = int.from_bytes(der[start:start + octets], "big"), start + octets
    return start, start + length


def _children(der, start, end):
    while start < end:
        stop = _element(der, start)[1]
        yield der[start:stop]
        start = stop


def _wrapped(tag, content):
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | octets]) + size.to_bytes(octets, "big") + content


def without_poison(tbs):
    """What a log signs: the body without the poison, cut by hand."""
    fields = list(_children(tbs, *_element(tbs)))
    extensions = fields.pop()
    assert extensions[0] == 0xA3, "no extensions at the end"
    inner = extensions[slice(*_element(extensions))]
    kept = [e for e in _children(inner, *_element(inner)) if POISON not in e[:16]]
    assert len(kept) + 1 == len(list(_children(inner, *_element(inner)))), "no poison"
    return _wrapped(0x30, b"".join(fields) + _wrapped(0xA3, _wrapped(0x30, b"".join(kept))))


class CtLogStub:
    """Listens on 127.0.0.1. `fault` is "", or one of FAULTS. `shown` holds the precertificates that were sent, `finished`
    the certificates, `took` the seconds from each one's request line to its answer, by serial number; `delay` is part of
    them."""

    FAULTS = ("500", "429", "garbage", "another-log", "bad-signature", "future", "wrong-extension", "close", "drip",
              "silent")

    def __init__(self, name, operator, static=False):
        self.name, self.operator, self.static = name, operator, static
        self.fault = ""
        self.delay = 0.0
        self.shown = []
        self.finished = []
        self.took = {}
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.public_key = self.key.public_key()
        self.spki = self.public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.id = hashlib.sha256(self.spki).digest()
        self._stopped = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def listed(self):
        """Its operator with this one log, as in the log list of a root program."""
        log = {"description": self.name, "log_id": base64.b64encode(self.id).decode(),
               "key": base64.b64encode(self.spki).decode(), "mmd": 86400,
               "state": {"usable": {"timestamp": "2024-01-01T00:00:00Z"}},
               "submission_url" if self.static else "url": f"http://127.0.0.1:{self.port}/"}
        return {"name": self.operator, "logs": [] if self.static else [log], "tiled_logs": [log] if self.static else []}

    def _entry(self, path, chain):
        """What it signs of a submission (RFC 6962 section 3.2): LogEntryType and what follows."""
        if path == "/ct/v1/add-chain":
            der = base64.b64decode(chain[0])
            self.finished.append(x509.load_der_x509_certificate(der))
            return struct.pack(">H", 0) + len(der).to_bytes(3, "big") + der
        precertificate, issuer = (x509.load_der_x509_certificate(base64.b64decode(der)) for der in chain[:2])
        self.shown.append(precertificate)
        issuer_key = issuer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        body = without_poison(precertificate.tbs_certificate_bytes)
        return struct.pack(">H", 1) + hashlib.sha256(issuer_key).digest() + len(body).to_bytes(3, "big") + body

    def _sct(self, entry):
        at = int(time.time() * 1000) + (7_200_000 if self.fault == "future" else 0)
        static = self.static != (self.fault == "wrong-extension")
        extensions = bytes.fromhex("0000050000000100") if static else b""
        message = b"\0\0" + struct.pack(">Q", at) + entry + struct.pack(">H", len(extensions)) + extensions
        signature = self.key.sign(message, ec.ECDSA(hashes.SHA256()))
        if self.fault == "bad-signature":
            at += 1
        return {"sct_version": 0, "id": base64.b64encode(bytes(32) if self.fault == "another-log" else self.id).decode(),
                "timestamp": at, "extensions": base64.b64encode(extensions).decode(),
                "signature": base64.b64encode(b"\4\3" + struct.pack(">H", len(signature)) + signature).decode()}

    def _handler(log):  # noqa: N805 (self is the handler's)
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else the body waits 40 ms for the header's acknowledgement

            def parse_request(self):
                self.began = time.monotonic()
                return super().parse_request()

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path not in ("/ct/v1/add-pre-chain", "/ct/v1/add-chain"):
                    self.send_error(404)
                    return
                answer = json.dumps(log._sct(log._entry(self.path, json.loads(body)["chain"]))).encode()
                serial = (log.finished if self.path.endswith("add-chain") else log.shown)[-1].serial_number
                log._stopped.wait(log.delay)
                if log.fault == "silent":
                    log._stopped.wait(60)
                if log.fault in ("close", "silent"):
                    self.close_connection = True
                    return
                if log.fault == "garbage":
                    answer = b"<html>hello</html>"
                self.send_response({"500": 500, "429": 429}.get(log.fault, 200))
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                if log.fault != "drip":
                    self.wfile.write(answer)
                    log.took[serial] = time.monotonic() - self.began
                    return
                for byte in answer:
                    if log._stopped.wait(0.5):
                        return
                    self.wfile.write(bytes([byte]))

            def log_message(self, *_):
                pass
        return Handler


def verify(log, certificate, sct, issuer_spki):
    """Raises unless `log` signed `sct` for this certificate: by the judgement of `cryptography`, not of our code."""
    body = certificate.tbs_precertificate_bytes
    at = sct.timestamp.replace(tzinfo=None)
    millis = round((at - type(at)(1970, 1, 1)).total_seconds() * 1000)
    message = (b"\0\0" + struct.pack(">QH", millis, 1) + hashlib.sha256(issuer_spki).digest()
               + len(body).to_bytes(3, "big") + body + struct.pack(">H", len(sct.extension_bytes)) + sct.extension_bytes)
    log.public_key.verify(sct.signature, message, ec.ECDSA(hashes.SHA256()))
