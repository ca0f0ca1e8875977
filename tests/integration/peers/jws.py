"""JSON Web Signatures as ACME uses them (RFC 7515, RFC 7638, RFC 8555 section 6.2): keys and signing."""
import base64
import hashlib
import hmac
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ABSENT = object()  # as the value of a protected header: leave it out

_CURVES = {"ES256": (ec.SECP256R1(), "P-256", 32, hashes.SHA256()),
           "ES384": (ec.SECP384R1(), "P-384", 48, hashes.SHA384())}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value, length=None):
    return b64(value.to_bytes(length or (value.bit_length() + 7) // 8, "big"))


class AccountKey:
    """A key pair that signs by `alg`: ES256, ES384, RS256 or EdDSA."""

    def __init__(self, alg="ES256", private=None):
        self.alg = alg
        self.private = private or self._generate(alg)

    @staticmethod
    def _generate(alg):
        if alg in _CURVES:
            return ec.generate_private_key(_CURVES[alg][0])
        if alg == "RS256":
            return rsa.generate_private_key(65537, 2048)
        if alg == "EdDSA":
            return ed25519.Ed25519PrivateKey.generate()
        raise ValueError(f"no such algorithm: {alg}")

    @property
    def jwk(self):
        public = self.private.public_key()
        if self.alg in _CURVES:
            _, curve, length, _ = _CURVES[self.alg]
            point = public.public_numbers()
            return {"kty": "EC", "crv": curve, "x": number(point.x, length), "y": number(point.y, length)}
        if self.alg == "RS256":
            numbers = public.public_numbers()
            return {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e)}
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
        return {"kty": "OKP", "crv": "Ed25519", "x": b64(public.public_bytes(Encoding.Raw, PublicFormat.Raw))}

    @property
    def thumbprint(self):
        canonical = json.dumps(self.jwk, sort_keys=True, separators=(",", ":"))
        return b64(hashlib.sha256(canonical.encode()).digest())

    def key_authorization(self, token):
        """RFC 8555 section 8.1."""
        return f"{token}.{self.thumbprint}"

    def sign(self, message):
        if self.alg in _CURVES:
            _, _, length, digest = _CURVES[self.alg]
            r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(digest)))
            return r.to_bytes(length, "big") + s.to_bytes(length, "big")
        if self.alg == "RS256":
            return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.private.sign(message)


def dns_value(key_authorization):
    """What a dns-01 TXT record holds (RFC 8555 section 8.4)."""
    return b64(hashlib.sha256(key_authorization.encode()).digest())


def flattened(protected, payload, sign):
    """A flattened JWS; `payload` is a value to be written as JSON, or None for POST-as-GET."""
    header = b64(json.dumps({k: v for k, v in protected.items() if v is not ABSENT}).encode())
    body = "" if payload is None else b64(json.dumps(payload).encode())
    return {"protected": header, "payload": body, "signature": b64(sign(f"{header}.{body}".encode()))}


def external_binding(key_id, mac_key, account_jwk, url):
    """The externalAccountBinding of RFC 8555 section 7.3.4."""
    def sign(message):
        return hmac.new(mac_key, message, hashlib.sha256).digest()
    return flattened({"alg": "HS256", "kid": key_id, "url": url}, account_jwk, sign)
