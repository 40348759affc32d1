"""What a reader is told first: facts about solved models, and the sentences that say them."""
