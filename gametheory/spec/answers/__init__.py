"""What a reader of a model is to be told first, and in which words: the table ``[answer]`` of a document."""
