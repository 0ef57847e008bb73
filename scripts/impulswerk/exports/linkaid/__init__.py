"""Link aid: finds the passages of a foreign text that an impulse is about, and links them."""
