"""A client certificate registered for the app: its key, and the thumbprints by which an assertion names it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The public half of a certificate."""

    public_key: RSAPublicKey
    #: base64url without padding, as in a JWT's header.
    sha1: str
    sha256: str

    def named_by(self, header: Mapping[str, Any]) -> bool:
        """Whether a JWT's header names this certificate."""
        named = str(header.get("x5t#S256", "")).rstrip("="), str(header.get("x5t", "")).rstrip("=")
        return named[0] == self.sha256 or named[1] == self.sha1


def read_certificate(pem: str) -> Certificate:
    """Return the certificate in a PEM text; ValueError when there is none, or its key is not RSA."""
    found = x509.load_pem_x509_certificate(pem.encode())
    key = found.public_key()
    if not isinstance(key, RSAPublicKey):
        raise ValueError("the certificate's key must be RSA")
    sha1 = hashes.SHA1()  # noqa: S303  # the thumbprint by which Entra names a certificate, not a signature
    return Certificate(
        public_key=key, sha1=_url64(found.fingerprint(sha1)), sha256=_url64(found.fingerprint(hashes.SHA256()))
    )


def _url64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
