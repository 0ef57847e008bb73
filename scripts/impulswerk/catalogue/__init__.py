"""From documents to a catalogue without mistakes, and from it to a graph."""
