"""How much is tried: a part of it each time, other damage every day; `make test-long` tries all."""

import datetime as dt
import os

LONG = bool(os.environ.get("TESTS_LONG"))
# Printed with every run and every failure; to try the same again, set it.
SEED = int(os.environ.get("TESTS_SEED") or dt.datetime.now(dt.UTC).toordinal())
