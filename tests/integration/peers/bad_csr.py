"""Certification requests that are wrong in one way each, written octet by octet."""
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from . import openssl

NAME = "a.internal.example"

SAN, KEY_USAGE, EXTENSION_REQUEST = "551d11", "551d0f", "2a864886f70d01090e"
ECDSA_SHA256, RSA_SHA256 = "300a06082a8648ce3d040302", "300d06092a864886f70d01010b0500"


def tlv(tag, *parts):
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def seq(*parts):
    return tlv(0x30, *parts)


def oid(content):
    return tlv(0x06, bytes.fromhex(content))


def san(*names):
    return seq(oid(SAN), tlv(0x04, seq(*[tlv(0x82, n if isinstance(n, bytes) else n.encode()) for n in names])))


def common_name(text, tag=0x0c):
    return seq(tlv(0x31, seq(oid("550403"), tlv(tag, text if isinstance(text, bytes) else text.encode()))))


def spki(key):
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def rsa_spki(modulus, exponent):
    """Magnitudes as they are: a leading bit of 1 makes a negative INTEGER."""
    public = seq(tlv(0x02, modulus), tlv(0x02, exponent))
    return seq(seq(oid("2a864886f70d010101"), b"\x05\x00"), tlv(0x03, b"\x00", public))


def csr(key, extensions=None, *, name=NAME, subject=b"\x30\x00", public=None, version=b"\x02\x01\x00", algorithm=ECDSA_SHA256,
        signature=None, behind=b""):
    extensions = [san(name)] if extensions is None else extensions
    attributes = seq(oid(EXTENSION_REQUEST), tlv(0x31, seq(*extensions))) if extensions else b""
    info = seq(version, subject, public or spki(key), tlv(0xa0, attributes))
    if signature is None:
        signature = (key.sign(info, padding.PKCS1v15(), hashes.SHA256()) if isinstance(key, rsa.RSAPrivateKey)
                     else key.sign(info, ec.ECDSA(hashes.SHA256())))
    return seq(info, bytes.fromhex(algorithm), tlv(0x03, b"\x00", signature)) + behind


def indefinite(der):
    """The same with an outer indefinite length (BER)."""
    header = 2 if der[1] < 0x80 else 2 + (der[1] & 0x7f)
    return b"\x30\x80" + der[header:] + b"\x00\x00"


def cases():
    """What must be refused, and what is granted without the wish that no profile takes up; each by its name."""
    key, other = openssl.make_key(), openssl.make_key()
    big = openssl.make_key("RSA-2048")
    numbers = big.public_key().public_numbers()
    modulus = b"\x00" + numbers.n.to_bytes(256, "big")
    info_of_other = csr(other)
    poison = seq(oid("2b06010401d679020403"), b"\x01\x01\xff", tlv(0x04, b"\x05\x00"))
    usage = seq(oid(KEY_USAGE), b"\x01\x01\xff", tlv(0x04, b"\x03\x02\x05\xa0"))
    return {
        "signature of another key": csr(key, signature=other.sign(b"x", ec.ECDSA(hashes.SHA256()))),
        "signature that is no signature": csr(key, signature=b"\x30\x00"),
        "signature algorithm of another key type": csr(key, algorithm=RSA_SHA256),
        "key of another request": csr(key, public=spki(other)),
        "RSA exponent of 4096 bits": csr(big, public=rsa_spki(modulus, b"\x01" + b"\x00" * 510 + b"\x01"),
                                         algorithm=RSA_SHA256),
        "RSA exponent 1": csr(big, public=rsa_spki(modulus, b"\x01"), algorithm=RSA_SHA256),
        "even RSA exponent": csr(big, public=rsa_spki(modulus, b"\x04"), algorithm=RSA_SHA256),
        "negative RSA modulus": csr(big, public=rsa_spki(modulus[1:] if modulus[1] & 0x80 else b"\x80" + modulus[2:],
                                                         b"\x01\x00\x01"), algorithm=RSA_SHA256),
        "negative version": csr(key, version=b"\x02\x01\xff"),
        "indefinite length": indefinite(csr(key)),
        "trailing octets": csr(key, behind=b"\x00"),
        "trailing request": csr(key, behind=info_of_other),
        "the same extension twice": csr(key, extensions=[san(NAME), san(NAME)]),
        "NUL in a SAN": csr(key, extensions=[san(b"a.internal.example\x00.evil.example")]),
        "NUL in the common name": csr(key, subject=common_name(b"a.internal.example\x00.evil")),
        "10,000 names": csr(key, extensions=[san(*[f"n{i}.internal.example" for i in range(10_000)])]),
        "underscore": csr(key, extensions=[san("a_b.internal.example")]),
        "a label of another script in raw UTF-8": csr(key, extensions=[san("bücher.example".encode())]),
        "a label that only looks like an A-label": csr(key, extensions=[san("xn--zzzzzz-.example")]),
        "trailing dot": csr(key, extensions=[san("a.internal.example.")]),
        "two wildcards": csr(key, extensions=[san("*.*.example")]),
        "empty name": csr(key, extensions=[san("")]),
        "SAN that is no DER": csr(key, extensions=[seq(oid(SAN), tlv(0x04, b"\x30\x05\x82\x01"))]),
        "point that is not on the curve": csr(key, public=spki(key)[:-1] + bytes([spki(key)[-1] ^ 1])),
        "half a request": csr(key)[:-40],
        "nothing": b"",
    }, {"a critical wish that nobody knows": csr(key, extensions=[san(NAME), poison]),
        "a key usage that the profile does not have": csr(key, extensions=[san(NAME), usage])}
