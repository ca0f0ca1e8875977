"""The signatures of the ACME client, checked by the library's verifier and the RFC's own example."""
import base64
import hashlib
import hmac
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from peers.jws import ABSENT, AccountKey, dns_value, external_binding, flattened

ALGORITHMS = ["ES256", "ES384", "RS256", "EdDSA"]


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(key, jws):
    message = f"{jws['protected']}.{jws['payload']}".encode()
    signature = unb64(jws["signature"])
    public = key.private.public_key()
    if key.alg.startswith("ES"):
        half = len(signature) // 2
        der = encode_dss_signature(int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
        public.verify(der, message, ec.ECDSA(hashes.SHA256() if key.alg == "ES256" else hashes.SHA384()))
    elif key.alg == "RS256":
        public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    else:
        public.verify(signature, message)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_signature_verifies_and_one_over_other_bytes_does_not(alg):
    key = AccountKey(alg)
    jws = flattened({"alg": alg, "nonce": "n", "url": "u"}, {"a": 1}, key.sign)
    verify(key, jws)
    with pytest.raises(InvalidSignature):
        verify(key, {**jws, "payload": ""})


def test_post_as_get_has_an_empty_payload_and_absent_headers_are_left_out():
    jws = flattened({"alg": "ES256", "nonce": ABSENT}, None, AccountKey().sign)
    assert jws["payload"] == ""
    assert json.loads(unb64(jws["protected"])) == {"alg": "ES256"}


def test_the_thumbprint_is_that_of_rfc_7638_section_3_1():
    n = ("0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj"
         "hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQ"
         "vRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnq"
         "DKgw")
    key = AccountKey()
    key.__class__ = type("Fixed", (AccountKey,), {"jwk": {"kty": "RSA", "e": "AQAB", "n": n}})
    assert key.thumbprint == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_jwk_has_its_members_in_full_length(alg):
    jwk = AccountKey(alg).jwk
    if alg.startswith("ES"):
        assert {len(unb64(jwk[m])) for m in "xy"} == {32 if alg == "ES256" else 48}
    assert "d" not in jwk


def test_the_dns_value_is_the_digest_of_the_key_authorization():
    assert unb64(dns_value("token.thumb")) == hashlib.sha256(b"token.thumb").digest()


def test_an_external_binding_is_a_mac_over_the_account_key():
    jws = external_binding("kid-1", b"k" * 32, {"kty": "EC"}, "https://x/new-account")
    expected = hmac.new(b"k" * 32, f"{jws['protected']}.{jws['payload']}".encode(), hashlib.sha256).digest()
    assert unb64(jws["signature"]) == expected
    assert json.loads(unb64(jws["payload"])) == {"kty": "EC"}
