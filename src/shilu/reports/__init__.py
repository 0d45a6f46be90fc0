"""Papers with bound numbers: templates, composing, Word and HTML, issuing, verifying."""
