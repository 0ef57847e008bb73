"""Records of the sources, tables of fields and rules, problems, addresses."""
