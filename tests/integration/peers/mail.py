"""A real SMTP server (aiosmtpd) on loopback, with a mailbox to look into."""
import email
import email.policy
import datetime
import re
import ssl
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from peers import wait
from peers.process import free_port


class MailServer:
    """Takes mails while it runs. It can be stopped and started again on its port.

    `tls` is an ssl.SSLContext, used from the first octet with `implicit` and by STARTTLS, without which nothing is
    taken, else. `login`: the name and the password that have to be shown first."""

    def __init__(self, tls=None, implicit=False, login=None):
        self.port = free_port()
        self.refused = 0
        self.login = login
        self._tls, self._implicit = tls, implicit
        self._lock = threading.Lock()
        self._mails = []
        self._controller = None

    @property
    def url(self):
        host = "localhost" if self._tls else "127.0.0.1"
        return f"smtp{'s' if self._implicit else ''}://{host}:{self.port}"

    def _check_login(self, _server, _session, _envelope, _mechanism, data):
        good = (data.login.decode(), data.password.decode()) == self.login
        self.refused += not good
        return AuthResult(success=good, handled=good)  # not handled: the server says 535

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        with self._lock:
            self._mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 taken"

    def start(self):
        more = {}
        if self.login:
            more.update(authenticator=self._check_login, auth_required=True, auth_require_tls=not self._implicit)
        if self._tls and self._implicit:
            more.update(ssl_context=self._tls)
        elif self._tls:
            more.update(tls_context=self._tls, require_starttls=True)
        self._controller = Controller(self, hostname="localhost" if self._tls else "127.0.0.1", port=self.port, **more)
        self._controller.start()
        return self

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    def to(self, address):
        with self._lock:
            return [message for recipients, message in self._mails if recipients == [address]]

    def wait_for(self, address, count=1, seconds=60):
        wait.until(lambda: len(self.to(address)) >= count, f"{count} mail(s) to {address}", seconds)
        return self.to(address)


def link_in(message):
    """The one link in a mail."""
    links = re.findall(r"https://\S+", message.get_content())
    assert len(links) == 1, message.get_content()
    return links[0]


def self_signed(folder, host="localhost"):
    """A certificate of its own for `host`: the SSL context of a server, and the file that clients trust."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), True).sign(key, hashes.SHA256()))
    folder.mkdir(parents=True, exist_ok=True)
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return context, certificate
