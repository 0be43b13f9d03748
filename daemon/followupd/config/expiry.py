"""When the certificate that we log in with ends: told by the certificate itself."""

from __future__ import annotations

from datetime import UTC, date

from followupd.config.schema import Config
from followupd.errors import ConfigError


def certificate_ends(config: Config) -> date | None:
    """Return the last day (UTC) of the configured certificate; None when a secret is used. Raises ConfigError."""
    file = config.graph.certificate_file
    if file is None:
        return None
    from cryptography import x509  # only where there is one: it takes a while to load

    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"graph.certificate_file: {file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise ConfigError(f"graph.certificate_file: {file} holds no certificate in PEM form.") from error
    return certificate.not_valid_after_utc.astimezone(UTC).date()
