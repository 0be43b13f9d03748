"""The last look before a request leaves: is the permit under which it was prepared still good?

A process can be stopped at any instruction, for longer than its lease. It wakes up where it stood, with a request in
hand that somebody else has made by now. Between a permit and the first byte lie a token, a connection and its
handshake; so the permit is looked at once more when all of that is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

_here = threading.local()


@contextmanager
def while_good(good: Callable[[], bool]) -> Iterator[None]:
    """Let no request of this thread leave in the block unless `good` says so right before."""
    _here.good = good
    try:
        yield
    finally:
        _here.good = None


class _Connection(HTTPSConnection):
    def request(self, *parts: Any, **options: Any) -> None:
        good = getattr(_here, "good", None)
        if good is not None and not good():
            raise NewConnectionError(self, "this worker was silent for too long: others do its work now")
        super().request(*parts, **options)


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class LastLook(HTTPAdapter):
    """An adapter whose connections take the last look. A request that it keeps back never left."""

    def init_poolmanager(self, *parts: Any, **options: Any) -> None:
        super().init_poolmanager(*parts, **options)
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool}

    def proxy_manager_for(self, *parts: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*parts, **options)
        manager.pool_classes_by_scheme = {**manager.pool_classes_by_scheme, "https": _Pool}
        return manager
