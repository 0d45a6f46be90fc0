"""Papers on their way: written, looked through, signed, final, sent; and what comes back edited."""
