"""One module for each command of `impuls`: its arguments, and what it does."""
