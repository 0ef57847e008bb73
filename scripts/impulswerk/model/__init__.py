"""What everything speaks of: records of the sources, tables of fields and rules, problems, addresses."""
