"""The assessment as one web page that needs nothing else: no network, no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pps_advisor.formats.web.page import policy, read_template, template
from pps_advisor.model.outcome.assessment import Assessment
from pps_advisor.writing.pictures.chart import draw_mark, draw_priority, draw_themes
from pps_advisor.writing.pictures.matrix import positions_svg
from pps_advisor.writing.views.build import outline
from pps_advisor.writing.views.outline import CHOICES, LOCAL, Outline
from pps_advisor.writing.views.perceptions import heard_by_theme
from pps_advisor.writing.words.accountability import POSSIBLE_ADVICE_INTRO, POSSIBLE_INTRO
from pps_advisor.writing.words.words import PARTY_HEADS, sentence

if TYPE_CHECKING:
    from markupsafe import Markup


def write_html(assessment: Assessment) -> str:
    """The assessment as a self-contained page, to read on a screen or on paper."""
    from markupsafe import Markup

    content = outline(assessment)
    css = read_template("beoordeling.css")
    return template("beoordeling.html.j2").render(
        outline=content,
        css=Markup(css),  # ours, and what the policy is computed over
        policy=policy(css),
        sections=_sections(content),
        anchor=_anchors(content),
        themes_svg=Markup(draw_themes(content.judged)),
        positions_svg=Markup(positions_svg(assessment.case)),
        perception_svgs=_perceptions(assessment),
        party_heads=PARTY_HEADS,
        mark=lambda key: Markup(draw_mark(key)),
        priority_svg=lambda advice: Markup(draw_priority(advice)),
        sentence=sentence,
        possible_intro=POSSIBLE_INTRO,
        possible_advice_intro=POSSIBLE_ADVICE_INTRO,
    )


def _perceptions(assessment: Assessment) -> dict[str, Markup]:
    """The picture of each theme that parties were asked about themselves."""
    from markupsafe import Markup

    from pps_advisor.writing.pictures.dotplot import draw_perceptions

    themes = heard_by_theme(assessment.case, assessment.catalogue)
    return {theme.id: Markup(draw_perceptions(theme)) for theme in themes if theme.statements}


def _sections(content: Outline) -> list[tuple[str, str]]:
    """The parts that have content, by the id and title of their heading."""
    parts = (
        ("begin", "Begin hiermee", content.first),
        ("themas", "Thema's", content.judged),
        ("aanbevelingen", "Aanbevelingen", content.advice),
        ("misschien", "Misschien ook nodig", content.possible_advice),
        ("alternatieven", CHOICES, content.choices),
        ("niet-geadviseerd", "Niet geadviseerd", content.rejected),
        ("planning", "Planning", content.roadmap),
        ("knelpunten", "Knelpunten per thema", content.themes),
        ("kansen", "Kansen", content.opportunities),
        ("sterk", "Sterke punten", content.strengths),
        ("partijen", "Partijen", content.parties),
        ("beelden", "Beelden per partij", content.perceptions),
        ("vragen", "Open vragen", content.questions),
        ("lokaal", LOCAL, content.local),
        ("opmerkingen", "Opmerkingen bij de invoer", content.remarks),
        ("feiten", "Feiten onder het advies", content.facts),
        ("bronnen", "Bronnen", content.sources),
        ("leeswijzer", "Hoe u dit leest", content.reading_guide),
        ("verantwoording", "Verantwoording", content.account),
    )
    return [(id_, title) for id_, title, part in parts if part]


def _anchors(content: Outline) -> dict[str, str]:
    """Where on the page a finding or fact stands, by its key; numbers make safe ids."""
    findings = [one for theme in content.themes for one in theme.problems]
    findings += [one for one in (*content.opportunities, *content.strengths) if one.definite]
    anchors = {one.id: f"bevinding-{number}" for number, one in enumerate(findings, 1)}
    return anchors | {one.key: f"feit-{number}" for number, one in enumerate(content.facts, 1)}
