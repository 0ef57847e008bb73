"""Pages as finished HTML without their frame: which there are (`plan`), and who makes each."""
