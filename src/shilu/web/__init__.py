"""Pages: they ask who may, make one call, and render."""
