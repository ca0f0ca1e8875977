"""An applicant's TLS host for tls-alpn-01 (RFC 8737), able to answer wrongly in every way that matters."""
import datetime
import hashlib
import ipaddress
import pathlib
import socket
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

ACME_IDENTIFIER = ObjectIdentifier("1.3.6.1.5.5.7.1.31")


def challenge_certificate(name, key_authorization, *, sans=None, digest=None, critical=True, extension=True):
    """(certificate, key) as PEM. The keywords make it wrong: other names, another digest, an extension
    that is missing or not critical."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "challenge")])
    now = datetime.datetime.utcnow()
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
               .public_key(key.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(now - datetime.timedelta(hours=1))
               .not_valid_after(now + datetime.timedelta(days=1))
               .add_extension(x509.SubjectAlternativeName(
                   [_general_name(n) for n in (sans if sans is not None else [name])]), critical=False))
    if extension:
        value = digest or hashlib.sha256(key_authorization.encode()).digest()
        builder = builder.add_extension(
            x509.UnrecognizedExtension(ACME_IDENTIFIER, bytes([4, len(value)]) + value), critical=critical)
    certificate = builder.sign(key, hashes.SHA256())
    return (certificate.public_bytes(serialization.Encoding.PEM),
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                              serialization.NoEncryption()))


def _general_name(name):
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


class TlsHost:
    """Listens on 127.0.0.1 and picks the certificate by SNI. `seen` holds (SNI, chosen ALPN) of every
    finished handshake."""

    def __init__(self, folder, port=0):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.seen = []
        self._contexts = {}
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        self._default = self._context("default", *challenge_certificate("default.invalid", "", extension=False),
                                      ["http/1.1"])
        self._default.sni_callback = self._choose
        self._stopping = False

    def start(self):
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self):
        self._stopping = True
        with socket.create_connection(("127.0.0.1", self.port), 1):
            pass
        self._thread.join(5)
        self._listener.close()

    def provision(self, name, key_authorization, *, alpn=("acme-tls/1",), sni=None, **wrong):
        """Answers for `name` from now on. `sni` is the name asked for when it differs, as for an
        address (RFC 8738 section 6: the reverse name)."""
        pem, key = challenge_certificate(name, key_authorization, **wrong)
        self._contexts[sni or name] = self._context(name, pem, key, list(alpn))

    def _context(self, name, pem, key, alpn):
        path = self.folder / (name.replace("*", "_").replace(":", "_") + ".pem")
        path.write_bytes(key + pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        if alpn:
            context.set_alpn_protocols(alpn)
        return context

    def _choose(self, connection, name, _):
        connection.asked_for = name
        if name in self._contexts:
            connection.context = self._contexts[name]

    def _serve(self):
        while True:
            plain, _ = self._listener.accept()
            if self._stopping:
                plain.close()
                return
            threading.Thread(target=self._answer, args=(plain,), daemon=True).start()

    def _answer(self, plain):
        plain.settimeout(5)
        try:
            with self._default.wrap_socket(plain, server_side=True) as connection:
                self.seen.append((getattr(connection, "asked_for", None), connection.selected_alpn_protocol()))
                connection.recv(1)
        except OSError:
            pass
