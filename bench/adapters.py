"""What the scorer of labelled cases calls: thin functions into followupd.reading, one for each kind of case.

Each takes a case as its set defines it and gives plain data back. Measuring code only: nothing here is used by the
service. The functions stand in a file for each kind.
"""

from __future__ import annotations

from bench.adapt_answers import answers  # noqa: F401 -- called by the scorer
from bench.adapt_dates import dates  # noqa: F401
from bench.adapt_mail import automatic, forward, reply  # noqa: F401
from bench.adapt_reading import extract, smart  # noqa: F401
