"""`python -m followupd.sandbox`."""

import sys

from followupd.sandbox.program import main

sys.exit(main())
