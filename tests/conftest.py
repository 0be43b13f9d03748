"""What every test may ask for."""

from __future__ import annotations

from tests.openapi import openapi_judge

__all__ = ["openapi_judge"]
