"""A passkey in software (W3C Web Authentication Level 3), with ES256, as a browser hands its answers on."""
import base64
import hashlib
import json
import os
import struct
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT_AND_VERIFIED, WITH_CREDENTIAL = 0x05, 0x40


def b64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


class Authenticator:
    """One credential for `server`; with or without a counter that tells a copy."""

    def __init__(self, server, counts=True):
        self.origin = server.base_url
        self.party = urllib.parse.urlsplit(server.base_url).hostname
        self.id = os.urandom(32)
        self.count = 0
        self._step = 1 if counts else 0
        self._key = ec.generate_private_key(ec.SECP256R1())

    def register(self, console, name="laptop"):
        """Adds it to the account of an open session; the answer of the server."""
        asked = console.post("/me/passkey-options").expect(200).json()
        data = self._data(WITH_CREDENTIAL) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + self._cose()
        response = {"clientDataJSON": self._client_data("webauthn.create", asked), "attestationObject": b64(
            bytes.fromhex("a363666d74646e6f6e656761747453746d74a068617574684461746158") + bytes([len(data)]) + data)}
        return console.post("/me/passkeys", {"challenge_id": asked["challenge_id"], "name": name,
                                             "credential": self._credential(response)})

    def answer(self, asked):
        """To a question of /session/passkey-options: what is sent to /session/passkey."""
        self.count += self._step
        data, client = self._data(), self._client_data("webauthn.get", asked)
        signed = data + hashlib.sha256(base64.urlsafe_b64decode(client + "=" * (-len(client) % 4))).digest()
        response = {"clientDataJSON": client, "authenticatorData": b64(data),
                    "signature": b64(self._key.sign(signed, ec.ECDSA(hashes.SHA256())))}
        return {"challenge_id": asked["challenge_id"], "credential": self._credential(response)}

    def sign_in(self, console):
        return console.post("/session/passkey", self.answer(console.post("/session/passkey-options").expect(200).json()))

    def _client_data(self, kind, asked):
        return b64(json.dumps({"type": kind, "challenge": asked["public_key"]["challenge"], "origin": self.origin}).encode())

    def _data(self, more=0):
        flags = USER_PRESENT_AND_VERIFIED | more
        return hashlib.sha256(self.party.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _cose(self):
        point = self._key.public_key().public_numbers()
        return (bytes.fromhex("a5010203262001215820") + point.x.to_bytes(32, "big") + bytes.fromhex("225820")
                + point.y.to_bytes(32, "big"))

    def _credential(self, response):
        return {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response, "clientExtensionResults": {}}
