"""Forms in Excel: read from the sheet's own XML and filled by changing only the bytes of the cells that are written."""
