"""A small ACME client (RFC 8555) for protocol tests: every request can be sent broken on purpose."""
import dataclasses
import http.client
import json
import ssl
import urllib.parse

from peers import issued, wait
from peers.jws import ABSENT, AccountKey, b64, dns_value, external_binding, flattened, from_b64

ERROR = "urn:ietf:params:acme:error:"
USER_AGENT = "chancery-tests/1"  # required: RFC 8555 section 6.1


@dataclasses.dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def location(self):
        return self.headers["Location"]

    @property
    def error(self):
        """The ACME error type without its prefix ("malformed"), or "" when this is no ACME problem."""
        if self.headers.get_content_type() != "application/problem+json":
            return ""
        kind = self.json().get("type", "")
        return kind[len(ERROR):] if kind.startswith(ERROR) else ""

    def expect(self, *statuses):
        assert self.status in statuses, f"status {self.status}, not {statuses}: {self.body[:2000]!r}"
        return self


def trusting(ca_file=None):
    """A TLS context that trusts `ca_file` (an intermediate is enough), or anybody without one."""
    if ca_file is None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    context = ssl.create_default_context(cafile=str(ca_file))
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


class Http:
    """Requests over kept-alive connections, one per host and client. Not for several threads."""

    def __init__(self, ca_file=None):
        self._context = trusting(ca_file)
        self._connections = {}

    def request(self, method, url, body=None, headers=None):
        parts = urllib.parse.urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        for attempt in (1, 2):  # a kept connection may have been closed in the meantime
            fresh = parts.netloc not in self._connections
            connection = self._connection(parts)
            try:
                connection.request(method, target, body, {"User-Agent": USER_AGENT, **(headers or {})})
                response = connection.getresponse()
                answer = Answer(response.status, response.headers, response.read())
                issued.note_answer(answer, url)
                return answer
            except (http.client.BadStatusLine, ConnectionError, ssl.SSLEOFError):
                self._connections.pop(parts.netloc).close()
                if fresh or attempt == 2:
                    raise

    def _connection(self, parts):
        if parts.netloc not in self._connections:
            if parts.scheme == "https":
                made = http.client.HTTPSConnection(parts.netloc, timeout=30, context=self._context)
            else:
                made = http.client.HTTPConnection(parts.netloc, timeout=30)
            self._connections[parts.netloc] = made
        return self._connections[parts.netloc]


class AcmeClient:
    """One account's view of a server. `kid` is the account URL once new_account has succeeded."""

    def __init__(self, directory_url, key=None, ca_file=None):
        self.http = Http(ca_file)
        self.key = key or AccountKey()
        self.directory = self.http.request("GET", directory_url).expect(200).json()
        self.kid = None
        self._nonces = []

    def nonce(self):
        if self._nonces:
            return self._nonces.pop()
        answer = self.http.request("HEAD", self.directory["newNonce"]).expect(200, 204)
        return answer.headers["Replay-Nonce"]

    def post(self, url, payload=None, *, key=None, kid=ABSENT, jwk=False, protected=None, tamper=None):
        """A signed POST; without payload a POST-as-GET. Broken on purpose by `protected` (header values
        to replace, or ABSENT) and `tamper` (changes the finished JWS, returns it or raw bytes). After
        badNonce it tries again with another nonce, unless the nonce was given."""
        attempts = 1 if "nonce" in (protected or {}) else 5
        for _ in range(attempts):
            answer = self.send(url, self._signed(url, payload, key or self.key, kid, jwk, protected, tamper))
            if answer.error != "badNonce":
                break
        return answer

    def _signed(self, url, payload, key, kid, jwk, protected, tamper):
        headers = {"alg": key.alg, "url": url}
        headers.update({"jwk": key.jwk} if jwk else {"kid": self.kid if kid is ABSENT else kid})
        headers.update(protected or {})
        if "nonce" not in headers:
            headers["nonce"] = self.nonce()
        body = flattened(headers, payload, key.sign)
        body = tamper(body) if tamper else body
        return body if isinstance(body, bytes) else json.dumps(body).encode()

    def send(self, url, body, content_type="application/jose+json"):
        """The bytes as they are."""
        answer = self.http.request("POST", url, body, {"Content-Type": content_type})
        if answer.headers["Replay-Nonce"]:
            self._nonces.append(answer.headers["Replay-Nonce"])
        return answer

    # The ordinary way through RFC 8555 section 7.

    def new_account(self, **fields):
        answer = self.post(self.directory["newAccount"], {"termsOfServiceAgreed": True, **fields}, jwk=True)
        if answer.status in (200, 201):
            self.kid = answer.location
        return answer

    def bound_account(self, key_id, mac_key):
        """new_account with an external account binding; `mac_key` in base64url, as it was handed out."""
        binding = external_binding(key_id, from_b64(mac_key), self.key.jwk, self.directory["newAccount"])
        return self.new_account(externalAccountBinding=binding)

    def new_order(self, names, **fields):
        """The answer of newOrder; `names` are DNS names or IP addresses as text."""
        return self.post(self.directory["newOrder"], {"identifiers": [identifier(n) for n in names], **fields})

    def challenge(self, authorization, kind):
        found = [c for c in authorization["challenges"] if c["type"] == kind]
        assert found, f"{kind} is not offered: {[c['type'] for c in authorization['challenges']]}"
        return found[0]

    def key_authorization(self, challenge):
        return self.key.key_authorization(challenge["token"])

    def dns_value(self, challenge):
        return dns_value(self.key_authorization(challenge))

    def respond(self, challenge):
        return self.post(challenge["url"], {}).expect(200)

    def settled(self, url, seconds=20.0):
        """Polls an order or authorization until it is neither pending nor processing."""
        def look():
            seen = self.post(url).expect(200).json()
            return seen if seen["status"] not in ("pending", "processing") else None
        return wait.until(look, f"{url} to settle", seconds)

    def prove(self, authorization_url, kind, provide):
        """Answers one challenge: `provide(name, challenge)` puts the proof into place. Returns the settled
        authorization; one that is already valid is left alone."""
        authorization = self.post(authorization_url).expect(200).json()
        if authorization["status"] == "valid":
            return authorization
        challenge = self.challenge(authorization, kind)
        provide(authorization["identifier"]["value"], challenge)
        self.respond(challenge)
        return self.settled(authorization_url)

    def finalize(self, order_url, csr_der):
        """Finalizes and waits; returns the settled order."""
        order = self.post(order_url).expect(200).json()
        self.post(order["finalize"], {"csr": b64(csr_der)}).expect(200)
        return self.settled(order_url)

    def download(self, order):
        """The PEM chain."""
        answer = self.post(order["certificate"]).expect(200)
        assert answer.headers.get_content_type() == "application/pem-certificate-chain"
        return answer.body.decode()

    def issue(self, names, csr_der, kind, provide):
        """The whole way; returns the PEM chain."""
        placed = self.new_order(names).expect(201)
        for url in placed.json()["authorizations"]:
            settled = self.prove(url, kind, provide)
            assert settled["status"] == "valid", settled
        order = self.finalize(placed.location, csr_der)
        assert order["status"] == "valid", order
        return self.download(order)

    def revoke(self, certificate_der, reason=None, key=None):
        """By the account, or by the certificate's own key when `key` is given (RFC 8555 section 7.6)."""
        payload = {"certificate": b64(certificate_der), **({} if reason is None else {"reason": reason})}
        return self.post(self.directory["revokeCert"], payload, key=key, jwk=key is not None)

    def change_key(self, new_key):
        """RFC 8555 section 7.3.5; on success the client goes on with the new key."""
        url = self.directory["keyChange"]
        inner = flattened({"alg": new_key.alg, "jwk": new_key.jwk, "url": url},
                          {"account": self.kid, "oldKey": self.key.jwk}, new_key.sign)
        answer = self.post(url, inner)
        if answer.status == 200:
            self.key = new_key
        return answer

    def deactivate(self, url):
        """An account (its own kid) or an authorization."""
        return self.post(url, {"status": "deactivated"})


def identifier(name):
    is_address = ":" in name or name.replace(".", "").isdigit()
    return {"type": "ip" if is_address else "dns", "value": name}
