"""What is due: reports, forms and monthly tables, for which unit, on which day, to whom; what is missing; what was sent."""
