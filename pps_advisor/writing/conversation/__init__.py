"""Documents to talk with: the conversation guide and the questionnaire."""
