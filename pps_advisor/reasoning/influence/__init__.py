"""Which unanswered question could change the advice most: answers tried, effects measured."""
