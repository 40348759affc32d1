"""What several test modules share: strategies of hypothesis, data from the literature, judges by hand."""
