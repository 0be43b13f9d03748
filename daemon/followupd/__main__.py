"""Run followupd as ``python -m followupd``."""

import sys

from followupd.cli import main

sys.exit(main())
