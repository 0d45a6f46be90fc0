"""Pictures of figures as SVG, drawn on the server: columns, rows, lines and a calendar, readable in black and white."""
