"""What Excel and Word files have in common: a zip of XML parts that is changed where it must be and nowhere else."""
