"""`python -m impulswerk` is the command `impuls`."""

from impulswerk.cli import main

raise SystemExit(main())
