"""A passkey of our own, as a telephone keeps it: answers what a page asks, and can be made to lie."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """`host` is where the browser says it stands; `verifies` whether it asked for a finger or a PIN."""

    host: str = "elvebyen.localhost"
    verifies: bool = True
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(16))
    user: bytes = b""

    def make(self, asked: dict[str, Any], origin: str = "") -> str:
        """The answer to `creation_options`."""
        self.user = asked["publicKey"]["user"]["id"].encode()
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(ATTESTED) + attested
        statement = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked, origin)
        return self._said(
            {"attestationObject": websafe_encode(statement), "clientDataJSON": websafe_encode(client)}
        )

    def show(self, asked: dict[str, Any], origin: str = "") -> str:
        """The answer to `request_options`."""
        client, data = self._client("webauthn.get", asked, origin), self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "authenticatorData": websafe_encode(data),
            "clientDataJSON": websafe_encode(client),
            "signature": websafe_encode(signature),
            "userHandle": self.user.decode(),
        }
        return self._said(answer)

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, asked: dict[str, Any], origin: str) -> bytes:
        challenge = asked["publicKey"]["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": origin or f"http://{self.host}"}
        return json.dumps(said).encode()

    def _said(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.id)
        said = {"type": "public-key", "id": name, "rawId": name, "response": response}
        return json.dumps(said | {"clientExtensionResults": {"credProps": {"rk": True}}})
