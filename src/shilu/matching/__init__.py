"""What a phrase means: a noun, its measure word and the clause around it, and the figure that answers it."""
