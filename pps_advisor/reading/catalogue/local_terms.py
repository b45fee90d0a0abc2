"""The words of the core that go by another name here."""

from __future__ import annotations

import re

from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.plugin import Adaptation, AdaptationKind, Term
from pps_advisor.reading.catalogue.fixed_words import FIXED_WORDS
from pps_advisor.reading.catalogue.local import Local
from pps_advisor.reading.catalogue.text_fields import renamed, texts_of
from pps_advisor.reading.plugins.reader import Renaming, plurals_of
from pps_advisor.reading.yaml.node import Node
from pps_advisor.reading.yaml.problems import Problems, shown


def rename(catalogue: Catalogue, local: Local, problems: Problems) -> Catalogue:
    """Rename words in all texts of the catalogue; ids stay as they are."""
    terms: list[Term] = []
    first: dict[str, tuple[str, Node]] = {}  # of each form, its new form and who said so
    done: list[Adaptation] = []
    every_text = texts_of(catalogue) if any(head.renamings for head in local.heads) else ""
    for head in local.heads:
        for renaming in head.renamings:
            term = renaming.term
            _check_clash(renaming, first, problems)
            other = first[term.old.casefold()][1]
            if term.old.casefold() in FIXED_WORDS:
                problems.add(
                    renaming.node,
                    "vast-woord",
                    f"Het woord {shown(term.old)} kan niet worden vervangen: pps-advisor gebruikt "
                    "het zelf in koppen, in uitleg en in casussen.",
                    "Vervang alleen woorden uit vragen, regels en aanbevelingen.",
                )
            if other is renaming.node:
                terms.append(term)
                _check_plural(renaming, every_text, problems)
            done.append(
                Adaptation(
                    AdaptationKind.TERM,
                    term.old,
                    term.old,
                    head.plugin.id,
                    head.plugin.version,
                    renaming.reason,
                    owner=head.plugin.contact,
                    before=term.old,
                    after=term.new,
                    useless=term.old.casefold() not in every_text,
                    location=renaming.node.location,
                )
            )
    if not terms:
        return catalogue
    new_texts = renamed(catalogue, tuple(terms))
    return evolve(new_texts, terms=tuple(terms), adaptations=(*new_texts.adaptations, *done))


def _check_clash(
    renaming: Renaming, first: dict[str, tuple[str, Node]], problems: Problems
) -> None:
    """One word, in the singular, in the plural and in compounds, has one new name here."""
    term = renaming.term
    main = (term.old, f"{term.article} {term.new}".strip())
    for old, new in (main, *term.plurals, *term.compounds):
        before, other = first.setdefault(old.casefold(), (new, renaming.node))
        if before != new:
            problems.add(
                renaming.node,
                "botsing",
                f"Het woord {shown(old)} wordt twee keer verschillend vervangen.",
                f"De andere vervanging staat in {other.location}; houd er één over.",
            )
            return


def _check_plural(renaming: Renaming, every_text: str, problems: Problems) -> None:
    """A word of which only the singular is renamed leaves a text with two names for one thing."""
    term = renaming.term
    known = {old.casefold() for old, _ in (*term.plurals, *term.compounds)}
    for form in plurals_of(term.old.casefold()):
        if form in known or form not in every_text:  # which is far quicker than to look for a word
            continue
        if re.search(rf"(?<![\w.-]){re.escape(form)}(?![\w-])", every_text):
            problems.add(
                renaming.node,
                "meervoud",
                f"In de teksten staat ook {shown(form)}, en daarvoor is geen nieuw woord genoemd.",
                f"Voeg toe: meervoud: {{{form}: ...}}, met het meervoud van {shown(term.new)}.",
            )
