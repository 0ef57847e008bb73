"""What a proposed change does to the site: compared with the state before, told to its author."""
