"""Renderers of problems: one module for each place where an editor reads them."""
