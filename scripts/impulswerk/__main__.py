"""`python -m impulswerk` is the command `impuls`."""

from impulswerk.commands.cli import main

raise SystemExit(main())
