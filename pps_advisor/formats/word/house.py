"""The house style of a memo without a template: an empty Word file with our own styles.

A4 with margins of 25 mm, Dutch as its language, page numbers at the foot, and the built-in
styles of Word by their own names, so that a table of contents and the navigation pane work.
"""

from __future__ import annotations

from pps_advisor.formats.word import numbering as word_numbering
from pps_advisor.formats.word.package import MAIN_TYPE, RELATIONS
from pps_advisor.formats.word.tree import NAMESPACES

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = f'xmlns:w="{NAMESPACES["w"]}"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FONT, _BLUE, _GREY, _LIGHT = "Arial", "154273", "595959", "E8EDF3"

# id, name, based on, next; then the properties of the paragraph and of its runs
_PARAGRAPHS = (
    ("Normal", "Normal", "", "", '<w:spacing w:after="140" w:line="264" w:lineRule="auto"/>', ""),
    (
        "Title",
        "Title",
        "Normal",
        "Subtitle",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="0" w:after="80" w:line="240" '
        'w:lineRule="auto"/>',
        f'<w:b/><w:bCs/><w:color w:val="{_BLUE}"/><w:sz w:val="44"/><w:szCs w:val="44"/>',
    ),
    (
        "Subtitle",
        "Subtitle",
        "Normal",
        "Normal",
        '<w:keepNext/><w:spacing w:after="60"/>',
        f'<w:color w:val="{_GREY}"/><w:sz w:val="24"/><w:szCs w:val="24"/>',
    ),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            "Normal",
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="100" '
            f'w:line="252" w:lineRule="auto"/><w:outlineLvl w:val="{level - 1}"/>',
            f'<w:b/><w:bCs/><w:color w:val="{_BLUE}"/><w:sz w:val="{size}"/>'
            f'<w:szCs w:val="{size}"/>',
        )
        for level, before, size in ((1, 400, 32), (2, 300, 26), (3, 240, 22), (4, 200, 21))
    ),
    (
        "PPSInleiding",
        "PPS Inleiding",
        "Normal",
        "Normal",
        '<w:spacing w:after="200" w:line="300" w:lineRule="auto"/>',
        '<w:sz w:val="23"/><w:szCs w:val="23"/>',
    ),
    (
        "PPSOpmerking",
        "PPS Opmerking",
        "Normal",
        "Normal",
        f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" '
        f'w:color="{_BLUE}"/></w:pBdr><w:ind w:left="284"/>',
        "",
    ),
    (
        "ListBullet",
        "List Bullet",
        "Normal",
        "",
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="140"/><w:contextualSpacing/>',
        "",
    ),
    (
        "ListNumber",
        "List Number",
        "Normal",
        "",
        '<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="140"/><w:contextualSpacing/>',
        "",
    ),
    (
        "Caption",
        "caption",
        "Normal",
        "Normal",
        '<w:keepLines/><w:spacing w:before="120" w:after="100" w:line="252" w:lineRule="auto"/>',
        f'<w:color w:val="{_GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    (
        "PPSPlaatje",
        "PPS Plaatje",
        "Normal",
        "Caption",
        '<w:keepNext/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>',
        "",
    ),
    (
        "PPSTabeltekst",
        "PPS Tabeltekst",
        "Normal",
        "",
        '<w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>',
        '<w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    (
        "Footer",
        "footer",
        "Normal",
        "",
        '<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs><w:spacing w:after="0"/>',
        f'<w:color w:val="{_GREY}"/><w:sz w:val="17"/><w:szCs w:val="17"/>',
    ),
)
_GROUND = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" '
    f'w:eastAsia="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
    '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
)
_FONTS_AND_TABLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '</w:style><w:style w:type="table" w:styleId="PPSTabel"><w:name w:val="PPS Tabel"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{_BLUE}"/>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_BLUE}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tblBorders></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{_LIGHT}"/></w:tcPr></w:tblStylePr></w:style>'
)
_NUMBERED = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl '
    'w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/>'
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" '
    'w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def house_parts() -> dict[str, bytes]:
    """The parts of an empty Word file in our own house style."""
    xml = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{RELATIONS}officeDocument", "word/document.xml"),
            (f"{RELATIONS}extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": f'<w:document {_W} xmlns:r="{NAMESPACES["r"]}"><w:body>'
        f"<w:p/>{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((f"{RELATIONS}{kind}", f"{kind}.xml") for kind in ("styles", "numbering")),
            (f"{RELATIONS}settings", "settings.xml"),
            (f"{RELATIONS}footer", "footer1.xml"),
        ),
        "word/styles.xml": f"<w:styles {_W}>{_GROUND}{_paragraph_styles()}{_FONTS_AND_TABLES}"
        "</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{word_numbering.style_lists()}{_NUMBERED}"
        "</w:numbering>",
        "word/settings.xml": f"<w:settings {_W}>{_SETTINGS}</w:settings>",
        "word/footer1.xml": _footer(),
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/'
        '2006/extended-properties"><Application>pps-advisor</Application></Properties>',
    }
    return {name: (_HEAD + text).encode("utf-8") for name, text in xml.items()}


def _content_types() -> str:
    parts = {
        "word/document.xml": MAIN_TYPE,
        **{
            f"word/{part}.xml": f"{_WORD}{kind}+xml"
            for part, kind in (
                ("styles", "styles"),
                ("numbering", "numbering"),
                ("settings", "settings"),
                ("footer1", "footer"),
            )
        },
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items()
    )
    return (
        f'<Types xmlns="{NAMESPACES["ct"]}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{listed}</Relationships>'


def _paragraph_styles() -> str:
    return "".join(_style(*style) for style in _PARAGRAPHS)


def _style(id: str, name: str, based_on: str, following: str, paragraph: str, run: str) -> str:
    default = "" if based_on else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def _footer() -> str:
    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        f"<w:r><w:tab/></w:r>{text('Pagina ')}{field('PAGE')}{text(' van ')}{field('NUMPAGES')}"
        "</w:p></w:ftr>"
    )
