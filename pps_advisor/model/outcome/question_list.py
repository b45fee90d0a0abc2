"""A questionnaire: questions in groups, with what is answered already."""

from __future__ import annotations

from pps_advisor.model.case.case import Answer, Case
from pps_advisor.model.frozen import frozen
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.conversation import Care, Prompt
from pps_advisor.model.knowledge.question import Question


@frozen
class Entry:
    """A question with the answer that was given, if any, and the care that it asks for."""

    question: Question
    answer: Answer | None = None
    care: Care | None = None


@frozen
class QuestionGroup:
    """Questions that belong together; `prompts` are open questions to begin with."""

    id: str
    title: str
    introduction: str
    prompts: tuple[Prompt, ...]
    entries: tuple[Entry, ...]


@frozen
class Questionnaire:
    """All questions in their groups; `case` is whose answers are shown, None for an empty one.

    `respondent` is for whom it is, "" for everyone; `only_open` leaves out what is answered.
    """

    catalogue: Catalogue
    case: Case | None
    groups: tuple[QuestionGroup, ...]
    respondent: str = ""
    only_open: bool = False
