"""Units, people and posts, each with days of validity."""
