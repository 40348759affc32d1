"""The answer as a page: what a reader sees first, written from :class:`gametheory.study.answers.answer.Answered`."""
