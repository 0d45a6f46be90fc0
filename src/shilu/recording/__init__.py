"""Records on their way: drafts, records that wait for a review, words that no kind knows."""
