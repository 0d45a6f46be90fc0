"""From a foreign workbook to records, or to a list of cells that say what is wrong."""
