"""Forms in Word: tables and lines read from the document's own XML and filled in place."""
