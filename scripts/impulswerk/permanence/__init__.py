"""What was published stays: addresses, ledger, editions, history."""
