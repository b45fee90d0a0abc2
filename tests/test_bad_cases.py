"""Wrong case files: each mistake gets a Dutch sentence with its place, its code and a hint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, GOOD_CASE

from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.case.reader import case_from_tree, load_case

CASES = DATA / "casussen"
WHOLE_FILE = "bestand"

# file :: place :: code :: words in the message; a line without a file is the next problem of the
# file above it
TABLE = """
sleutel-verkeerd-gespeld         :: 3:1    :: onbekende-sleutel :: De casus kent de sleutel 'titell' niet :: Bedoelt u 'titel'?
sleutel-onbekend                 :: 3:1    :: onbekende-sleutel :: De casus kent de sleutel 'naam' niet :: Kies uit: bron, fictief, raadsverkiezing
sleutel-dubbel                   :: 17:5   :: dubbele-sleutel :: De sleutel 'stuurgroep' staat er twee keer :: De eerste keer is op regel 16; houd er één over
sleutel-ontbreekt                :: 1:1    :: ontbreekt :: Bij de casus ontbreekt 'gemeente' :: Voeg een regel 'gemeente: ...' toe
sleutel-leeg                     :: 3:7    :: leeg :: 'titel' is leeg :: Vul iets in
sleutel-is-lijst                 :: 3:1    :: sleutel :: Een sleutel moet een woord zijn, geen lijst of groep :: Zet een tekst die met [ of { begint tussen
sleutel-te-lang                  :: 3:1    :: yaml :: Deze sleutel is te lang, of de dubbele punt erachter :: Een sleutel heeft hoogstens 1024 tekens
sleutel-lang                     :: 3:1    :: onbekende-sleutel :: De casus kent de sleutel :: Kies uit: bron, fictief, raadsverkiezing
sleutel-lijkt-erop               :: 3:1    :: onbekende-sleutel :: De casus kent de sleutel 'tіtel' niet :: Bedoelt u 'titel'? Letter 2 (і) komt uit een ander
sleutel-met-streepje             :: 21:7   :: onbekende-sleutel :: Het antwoord op 'goed.vertrouwen' kent de sleutel :: Bedoelt u 'per_partij'? Teken 4 is een ander
formaat-ontbreekt                :: 1:1    :: ontbreekt :: Bij de casus ontbreekt 'formaat' :: Zet op de eerste regel: 'formaat
formaat-verkeerd-gespeld         :: 1:1    :: onbekende-sleutel :: De casus kent de sleutel 'format' niet :: Bedoelt u 'formaat'?
formaat-van-iets-anders          :: 1:10   :: formaat :: Dit is geen casusbestand dat pps-advisor kent :: De eerste regel hoort te zijn: 'formaat
formaat-nieuwer                  :: 1:10   :: formaat :: Deze casus is van een nieuwere versie ('pps-advisor/casus@2') :: Werk pps-advisor bij
formaat-van-advies               :: 1:13   :: formaat :: Dit is een advies van pps-advisor, geen casus :: Noem het bestand met de casus
waarde-verkeerd-gespeld          :: 13:45  :: verkeerde-waarde :: 'subsidee' kan niet bij 'soort' :: Bedoelt u 'subsidie'?
waarde-buiten-de-lijst           :: 10:29  :: verkeerde-waarde :: 'keizer' kan niet bij 'rollen' :: Kies uit: begeleider, deelnemer, financier
waarde-is-groep                  :: 3:8    :: verkeerde-waarde :: Bij 'titel' hoort een tekst :: Zet een tekst die met [ of { begint tussen
antwoord-bestaat-niet            :: 16:17  :: verkeerde-waarde :: 'misschien' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
antwoord-in-het-engels           :: 16:17  :: verkeerde-waarde :: 'no' is geen antwoord op 'goed.stuurgroep': Is er een :: Bedoelt u 'nee'?
antwoord-leeg                    :: 16:16  :: leeg :: 'goed.stuurgroep' is leeg :: Kies uit: ja, deels of nee; of onbekend. Of laat de
antwoord-is-lijst                :: 16:17  :: verkeerde-vorm :: Bij 'goed.stuurgroep' hoort één waarde: ja, deels of nee :: Kies er één, of schrijf onbekend
antwoord-lijkt-erop              :: 16:17  :: verkeerde-waarde :: 'nеe' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend. Letter 2
antwoord-onzichtbaar-teken       :: 16:17  :: verkeerde-waarde :: 'nee\\u200b' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend. Er staat
antwoord-kromme-aanhalingstekens :: 16:17  :: verkeerde-waarde :: '“nee”' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend. Gebruik
antwoord-ontbreekt               :: 18:7   :: ontbreekt :: Het antwoord op 'goed.eigenaar' heeft geen 'antwoord' :: Voeg 'antwoord: ...' toe, desnoods 'antwoord
antwoord-verkeerd-gespeld        :: 18:7   :: onbekende-sleutel :: Het antwoord op 'goed.eigenaar' kent de sleutel 'antword' :: Bedoelt u 'antwoord'?
antwoord-en-per-partij           :: 21:7   :: verkeerde-vorm :: Het antwoord op 'goed.vertrouwen' heeft zowel 'antwoord' als :: Houd er één over; de mediaan wordt berekend
antwoord-heel-lang               :: 16:17  :: verkeerde-waarde :: 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…' :: Kies uit: ja, deels of nee; of onbekend
ja-of-nee                        :: 13:103 :: verkeerde-waarde :: Bij 'eenmalig' hoort ja of nee, geen 'soms' :: Schrijf ja of nee, of laat de regel weg
schaal-te-hoog                   :: 21:44  :: verkeerde-waarde :: '6' valt buiten de schaal van 'goed.vertrouwen' :: Vul in: een getal van 1 (helemaal oneens) tot 5
schaal-te-laag                   :: 21:44  :: verkeerde-waarde :: '0' valt buiten de schaal van 'goed.vertrouwen' :: Vul in: een getal van 1 (helemaal oneens) tot 5
schaal-in-woorden                :: 21:44  :: verkeerde-waarde :: Bij 'goed.vertrouwen' hoort een getal, geen 'drie' :: Schrijf alleen het getal, zonder eenheid of
schaal-komma-tussen-accolades    :: 21:32  :: onbekende-partij :: Er is geen partij met id '5' :: Tussen { en } begint na een komma iets nieuws
positie-buiten-de-schaal         :: 10:32  :: verkeerde-waarde :: 'ondernemerschap' loopt van 1 tot 5 :: Kies een getal van 1 tot 5
                                 :: 10:61  :: verkeerde-waarde :: 'waarde' loopt van 1 tot 5 :: Kies een getal van 1 tot 5
respondenten-geen-heel-getal     :: 21:72  :: verkeerde-waarde :: Het aantal respondenten is een heel getal van 1 of meer :: Weet u het aantal niet? Laat 'respondenten' dan weg
thema-verkeerd-gespeld           :: 15:3   :: onbekend-thema :: Er is geen thema 'goet' met vragen :: Bedoelt u 'goed'?
thema-onbekend                   :: 15:3   :: onbekend-thema :: Er is geen thema 'xyzzy' met vragen :: Kies uit: goed
thema-met-punt                   :: 15:3   :: onbekend-thema :: Er is geen thema 'goed.stuurgroep' met vragen :: Schrijf 'goed:' en op de volgende regel, twee
vraag-verkeerd-gespeld           :: 16:5   :: onbekende-vraag :: Er is geen vraag 'stuurgrop' in het thema 'goed' :: Bedoelt u 'stuurgroep'?
vraag-onbekend                   :: 16:5   :: onbekende-vraag :: Er is geen vraag 'xyzzy' in het thema 'goed' :: Kies uit: begin, eigenaar, loketten, looptijd
vraag-lijkt-erop                 :: 16:5   :: onbekende-vraag :: Er is geen vraag 'stuurgroеp' in het thema 'goed' :: Bedoelt u 'stuurgroep'? Letter 9 (е) komt uit een
vraag-afgeleid                   :: 16:5   :: afgeleid :: 'partijen.aantal' wordt berekend en kan niet worden ingevuld :: Laat de regel weg. Vul bij 'partijen' alle partijen
vraag-afgeleid-per-partij        :: 16:5   :: afgeleid :: 'goed.vertrouwen.verschil' wordt berekend en kan niet worden :: Laat de regel weg. Beantwoord 'goed.vertrouwen' per
vragen-als-lijst                 :: 15:3   :: verkeerde-vorm :: Het blok 'antwoorden' moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
per-partij-kan-niet              :: 16:30  :: niet-per-partij :: 'goed.stuurgroep' wordt voor de samenwerking als geheel :: Schrijf één antwoord, zonder 'per_partij'
per-partij-zonder-gemeente       :: 16:29  :: niet-per-partij :: 'goed.loketten' gaat over de partners, niet over de gemeente :: Laat de gemeente hier weg
per-partij-als-lijst             :: 21:19  :: verkeerde-vorm :: Het blok 'per_partij' moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
per-partij-vergeten              :: 21:7   :: verkeerde-vorm :: Bij 'goed.vertrouwen' staan de partijen los van 'per_partij' :: Zet er een regel 'per_partij:' boven en laat de
partij-bestaat-niet              :: 13:27  :: onbekende-partij :: Er is geen partij met id 'stichtig' :: Bedoelt u 'stichting'?
partij-nergens-genoemd           :: 13:27  :: onbekende-partij :: Er is geen partij met id 'rabobank' :: Kies uit: gemeente, stichting. Of voeg de partij
partij-bestaat-niet-bij-antwoord :: 21:33  :: onbekende-partij :: Er is geen partij met id 'stichtng' :: Bedoelt u 'stichting'?
partij-dubbel                    :: 11:5   :: dubbele-id :: Er zijn twee partijen met id 'gemeente' :: De eerste staat op regel 7. Geef elke partij een
partij-id-met-hoofdletter        :: 11:10  :: verkeerde-waarde :: 'De Stichting' kan niet als id van een partij :: Gebruik kleine letters, cijfers en streepjes
partij-zonder-id                 :: 11:5   :: ontbreekt :: Bij een partij ontbreekt 'id' :: Voeg een regel 'id: ...' toe
partijen-geen-lijst              :: 6:11   :: verkeerde-vorm :: Bij 'partijen' hoort een lijst :: Begin elk onderdeel op een eigen regel met '- '
partijen-lijst-van-namen         :: 6:12   :: verkeerde-vorm :: Een partij moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
                                 :: 6:22   :: verkeerde-vorm :: Een partij moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
datum-onmogelijk                 :: 5:12   :: onmogelijke-datum :: De datum 2025-02-30 bij 'peildatum' bestaat niet :: Controleer de dag en de maand; schrijf een datum
datum-nederlands                 :: 5:12   :: verkeerde-waarde :: De datum '11-07-2025' bij 'peildatum' staat niet in de goede :: Schrijf 2025-07-11
datum-in-woorden                 :: 5:12   :: verkeerde-waarde :: De datum '11 juli 2025' bij 'peildatum' staat niet in de :: Schrijf 2025-07-11
datum-zonder-nul                 :: 5:12   :: verkeerde-waarde :: De datum '2025-7-11' bij 'peildatum' staat niet in de goede :: Schrijf 2025-07-11
datum-nederlands-onmogelijk      :: 5:12   :: onmogelijke-datum :: De datum 31-02-2025 bij 'peildatum' bestaat niet :: Controleer de dag en de maand; schrijf een datum
datum-is-jaar                    :: 5:12   :: verkeerde-waarde :: '2025' bij 'peildatum' is geen datum :: Schrijf een datum als jjjj-mm-dd, bijvoorbeeld
datum-jaar-verschreven           :: 5:12   :: onmogelijke-datum :: Het jaar 205 bij 'peildatum' kan niet kloppen :: Kies een jaar van 1900 tot en met 2200
datum-ander-streepje             :: 5:12   :: verkeerde-waarde :: De datum '2025‑07‑11' bij 'peildatum' staat niet in de goede :: Schrijf 2025-07-11
datum-onbekend                   :: 5:12   :: ontbreekt :: De peildatum moet bekend zijn :: Vul de datum van vandaag in
datum-leeg                       :: 5:11   :: leeg :: 'peildatum' is leeg :: Schrijf een datum als jjjj-mm-dd
einde-voor-begin                 :: 13:81  :: einde-voor-begin :: Deze geldstroom eindigt (2024-12-31) voordat hij begint :: Controleer de twee datums
geld-naar-zichzelf               :: 13:27  :: geld-naar-zichzelf :: 'gemeente' betaalt hier aan zichzelf :: Noem bij 'naar' de partij die het geld ontvangt
bedrag-met-punten                :: 13:110 :: verkeerde-waarde :: Het getal '100.000' bij 'bedrag_per_jaar' is op twee manieren :: Schrijf het zonder punten: 100000
bedrag-met-euroteken             :: 13:110 :: verkeerde-waarde :: Bij 'bedrag_per_jaar' hoort een getal, geen '€ 100000' :: Schrijf alleen het getal: 100000
bedrag-in-woorden                :: 13:110 :: verkeerde-waarde :: Bij 'bedrag_per_jaar' hoort een getal, geen 'een ton' :: Schrijf alleen het getal, zonder eenheid of
bedrag-te-groot                  :: 13:110 :: verkeerde-waarde :: Bij 'bedrag_per_jaar' hoort een getal, geen :: Het getal is te groot; controleer het aantal nullen
bedrag-negatief                  :: 13:110 :: verkeerde-waarde :: Een bedrag kan niet minder dan 0 zijn :: Draai 'van' en 'naar' om als het geld de andere
getal-met-punten                 :: 16:15  :: verkeerde-waarde :: Het getal '1.000' bij 'goed.looptijd' is op twee manieren te :: Schrijf het zonder punten: 1000
tab-inspringen                   :: 16:1   :: tab :: Deze regel springt in met een tab :: Gebruik spaties in plaats van tabs
tab-na-spaties                   :: 17:3   :: tab :: Deze regel springt in met een tab :: Gebruik spaties in plaats van tabs
spatie-bijzonder                 :: 16:1   :: spatie :: Hier staat een bijzondere spatie, zoals tekstverwerkers die :: Vervang haar door een gewone spatie, bijvoorbeeld
spatie-na-dubbele-punt-bijzonder :: 16:16  :: spatie :: Hier staat een bijzondere spatie, zoals tekstverwerkers die :: Vervang haar door een gewone spatie, bijvoorbeeld
spatie-na-dubbele-punt-vergeten  :: 3:1    :: yaml :: Achter een sleutel ontbreekt de dubbele punt :: Schrijf 'sleutel: waarde', met een spatie na de
dubbele-punt-vergeten            :: 3:1    :: yaml :: Achter een sleutel ontbreekt de dubbele punt :: Schrijf 'sleutel: waarde', met een spatie na de
dubbele-punt-in-tekst            :: 3:11   :: yaml :: Hier staat een dubbele punt die niet past: er begint een :: Controleer het inspringen, of zet een tekst met '
inspringen-te-ver                :: 17:5   :: yaml :: De regel past niet in wat eromheen staat :: Controleer of hij even ver inspringt als de regels
inspringen-te-weinig             :: 17:4   :: yaml :: De regel past niet in wat eromheen staat :: Controleer of hij even ver inspringt als de regels
aanhalingsteken-open             :: 3:8    :: yaml :: Het aanhalingsteken dat hier staat, wordt niet gesloten :: Zet aan het eind van de tekst hetzelfde teken. Een
aanhalingsteken-apostrof         :: 3:8    :: yaml :: Het aanhalingsteken dat hier staat, wordt niet gesloten :: Zet aan het eind van de tekst hetzelfde teken. Een
aanhalingsteken-midden           :: 3:14   :: yaml :: Na een gesloten aanhalingsteken of haakje staat op deze regel :: Zet de hele waarde tussen aanhalingstekens, of haal
haakje-open                      :: 10:13  :: yaml :: De [ of { die hier begint, wordt niet gesloten :: Zet aan het eind een ] of }, en een komma tussen de
accolade-open                    :: 21:19  :: yaml :: De [ of { die hier begint, wordt niet gesloten :: Zet aan het eind een ] of }, en een komma tussen de
haakje-begint-tekst              :: 3:16   :: yaml :: Na een gesloten aanhalingsteken of haakje staat op deze regel :: Zet de hele waarde tussen aanhalingstekens, of haal
komma-vergeten                   :: 21:41  :: yaml :: Tussen [ en ] of { en } ontbreekt een komma of een sluitteken :: Zet een komma tussen de onderdelen, en aan het eind
teken-at                         :: 3:8    :: yaml :: Hier staat een teken waarmee in YAML geen waarde kan beginnen :: Hoort het teken bij de tekst? Zet de hele tekst
teken-ster                       :: 3:8    :: anker :: Een waarde kan niet met * of & beginnen :: Zet de hele tekst tussen aanhalingstekens ("...")
teken-uitroep                    :: 3:8    :: tag :: Een waarde mag niet met een tag (een woord met een ! ervoor) :: Laat het woord weg. Hoort het ! bij de tekst? Zet
teken-ampersand                  :: 3:8    :: anker :: Een waarde kan niet met * of & beginnen :: Zet de hele tekst tussen aanhalingstekens ("...")
teken-pijp                       :: 3:8    :: yaml :: Achter | of > mag op deze regel niets meer staan :: Begin de tekst op de volgende regel, met twee
teken-streepje                   :: 3:8    :: yaml :: Een lijst met '- ' kan hier niet beginnen :: Begin de lijst op de volgende regel. Hoort het
teken-backslash                  :: 3:11   :: yaml :: Een \\ heeft tussen dubbele aanhalingstekens een eigen :: Zet de tekst tussen enkele aanhalingstekens
anker                            :: 9:12   :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
verwijzing                       :: 9:12   :: anker :: Een verwijzing (*naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
anker-bom                        :: 1:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 2:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 3:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 4:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 5:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 6:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 7:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 8:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 9:4    :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
                                 :: 10:4   :: anker :: Een anker (&naam) mag hier niet :: Schrijf de waarde voluit. Hoort het teken bij een
samenvoegen                      :: 9:5    :: onbekende-sleutel :: Een partij kent de sleutel '<<' niet :: Kies uit: bron, motieven, positie, soort
tag                              :: 2:5    :: tag :: Een waarde mag niet met een tag (een woord met een ! ervoor) :: Laat het woord weg. Hoort het ! bij de tekst? Zet
tag-python                       :: 2:5    :: tag :: Een waarde mag niet met een tag (een woord met een ! ervoor) :: Laat het woord weg. Hoort het ! bij de tekst? Zet
tag-leeg                         :: 2:5    :: tag :: Een waarde mag niet met een tag (een woord met een ! ervoor) :: Laat het woord weg. Hoort het ! bij de tekst? Zet
yaml-1-1                         :: 1:1    :: yaml-versie :: Alleen YAML 1.2 wordt gelezen :: Verwijder deze regel
yaml-2-0                         :: 1:1    :: yaml-versie :: Alleen YAML 1.2 wordt gelezen :: Verwijder deze regel
yaml-tag-richtlijn               :: 1:1    :: tag :: Een regel die met % begint, mag hier niet :: Verwijder deze regel
yaml-andere-richtlijn            :: 1:1    :: yaml :: Een regel die met % begint, mag hier niet :: Verwijder deze regel
twee-documenten                  :: 22:1   :: documenten :: Hier begint een tweede document; er mag er maar één in het :: Verwijder de regel met '---' en wat erna komt, of
tekst-na-einde                   :: 23:1   :: documenten :: Na '---' of '...' mag hier niets meer volgen :: Houd één document in het bestand; verwijder wat
alleen-commentaar                :: bestand :: leeg-bestand :: In dit bestand staan geen gegevens :: Haal het # weg voor regels die geen commentaar zijn
alleen-begin                     :: bestand :: leeg-bestand :: In dit bestand staan geen gegevens :: Controleer of dit het goede bestand is
leeg                             :: bestand :: leeg-bestand :: Dit bestand is leeg :: Controleer of het is opgeslagen
alleen-witruimte                 :: bestand :: leeg-bestand :: Dit bestand is leeg :: Controleer of het is opgeslagen
lijst                            :: 1:1    :: verkeerde-vorm :: De casus moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
losse-tekst                      :: 1:1    :: verkeerde-vorm :: De casus moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
diep-genest                      :: 41:81  :: te-diep :: Dit is dieper genest dan 40 lagen :: Controleer het inspringen, en of elke [ en {
diep-genest-haakjes              :: 1:43   :: te-diep :: Dit is dieper genest dan 40 lagen :: Controleer het inspringen, en of elke [ en {
stuurteken-ontsnapt              :: 16:17  :: stuurteken :: Hier staat een onzichtbaar stuurteken dat niet in een tekst :: Verwijder het teken, bijvoorbeeld door de regel
stuurteken-in-sleutel            :: 3:1    :: stuurteken :: Hier staat een onzichtbaar stuurteken dat niet in een tekst :: Verwijder het teken, bijvoorbeeld door de regel
meer-fouten-tegelijk             :: 1:1    :: ontbreekt :: Bij de casus ontbreekt 'titel' :: Voeg een regel 'titel: ...' toe
                                 :: 4:12   :: onmogelijke-datum :: De datum 2025-02-30 bij 'peildatum' bestaat niet :: Controleer de dag en de maand; schrijf een datum
                                 :: 12:81  :: einde-voor-begin :: Deze geldstroom eindigt (2024-12-31) voordat hij begint :: Controleer de twee datums
                                 :: 15:17  :: verkeerde-waarde :: 'misschien' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
"""  # noqa: E501


def read_table(text: str) -> dict[str, list[list[str]]]:
    """The rows of a table by the file that they are about."""
    rows: dict[str, list[list[str]]] = {}
    for line in text.strip("\n").splitlines():
        name, *row = (cell.strip() for cell in line.split(" :: "))
        name = name or list(rows)[-1]
        rows.setdefault(name, []).append(row)
    return rows


WRONG = read_table(TABLE)


def problems_of(path: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """The problems in a case file, called ``casus.yaml`` in messages."""
    with pytest.raises(InvalidInput) as caught:
        load_case(path, catalogue, "casus.yaml")
    return caught.value.problems


def place_of(problem: Problem) -> str:
    location = problem.location
    return f"{location.line}:{location.column}" if location.line else WHOLE_FILE


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(name: str, small: Catalogue) -> None:
    """Each wrong file gives exactly the problems of the table, and no others that follow."""
    problems = problems_of(CASES / f"{name}.yaml", small)

    assert [row[:2] for row in WRONG[name]] == [[place_of(one), one.code] for one in problems]
    for row, problem in zip(WRONG[name], problems, strict=True):
        for words in row[2:]:
            assert words in str(problem)
        assert str(problem).startswith("casus.yaml:")
        assert str(problem).isprintable()
        assert problem.hint


def test_the_table_names_every_file() -> None:
    """A wrong file that is in no table would prove nothing."""
    assert {*WRONG, "goed"} == {path.stem for path in CASES.glob("*.yaml")}


def test_the_good_case_is_read(small: Catalogue) -> None:
    """The file that the wrong ones were made from has no mistake of its own."""
    assert load_case(GOOD_CASE, small).id == "proef"


@pytest.mark.parametrize("block", ["antwoorden:\n", "antwoorden:\n  goed:\n    # stuurgroep:\n"])
def test_a_block_in_which_nothing_is_answered_yet_is_no_mistake(
    block: str, tmp_path: Path, small: Catalogue
) -> None:
    """A new case has its questions as comments, and no answers."""
    path = tmp_path / "casus.yaml"
    head, _, _ = GOOD_CASE.read_text(encoding="utf-8").partition("antwoorden:")
    path.write_text(head + block, encoding="utf-8")

    assert load_case(path, small).answers == ()


@pytest.mark.parametrize(
    ("data", "place", "code", "words"),
    [
        (b"titel: co\xf6rdinatie\n", "1:10", "geen-utf8", "UTF-8"),
        ("titel: één\n".encode() + b"id: caf\xe9\n", "2:8", "geen-utf8", "UTF-8"),
        ("titel: één\n".encode("utf-16"), "1:1", "geen-tekst", "UTF-8"),
        ("titel: een\n".encode("utf-16-le"), "1:2", "geen-tekst", "UTF-8"),
        (b"titel: een\0proef\n", "1:11", "geen-tekst", "nultekens"),
        (b"PK\x03\x04\x14\0\0\0", WHOLE_FILE, "geen-tekst", "Word-, Excel- of zipbestand"),
        (b"%PDF-1.7\n\xff", WHOLE_FILE, "geen-tekst", "een pdf"),
        (b"id: a\ntitel: een\x1b[31mproef\n", "2:11", "stuurteken", "onzichtbaar stuurteken"),
        ("titel: één\x9b31mproef\n".encode(), "1:11", "stuurteken", "stuurteken"),
        ("titel: een \u202eproef\n".encode(), "1:12", "stuurteken", "stuurteken"),
        ("titel: een\u2028proef\n".encode(), "1:11", "stuurteken", "stuurteken"),
        ("titel: een\u0085proef\n".encode(), "1:11", "stuurteken", "stuurteken"),
        ("titel: een\ufeffproef\n".encode(), "1:11", "stuurteken", "stuurteken"),
        (b"titel: een\x0bproef\n", "1:11", "stuurteken", "stuurteken"),
        (b"titel: een\x7fproef\n", "1:11", "stuurteken", "stuurteken"),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(
    data: bytes, place: str, code: str, words: str, tmp_path: Path, small: Catalogue
) -> None:
    """Other encodings, other kinds of files and control codes never reach the parser."""
    path = tmp_path / "casus.yaml"
    path.write_bytes(data)

    (problem,) = problems_of(path, small)

    assert (place, code) == (place_of(problem), problem.code)
    assert words in problem.sentence
    assert problem.hint


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data + b"...\n",
        lambda data: data.replace(b"Een proef", "Een \U0001f469\u200d\U0001f467 proef".encode()),
    ],
    ids=["bom", "crlf", "bom-crlf", "cr", "no-newline", "end-mark", "emoji"],
)
def test_files_of_other_editors_are_read(
    change: Callable[[bytes], bytes], tmp_path: Path, small: Catalogue
) -> None:
    """A byte order mark and the line ends of other systems do not matter."""
    path = tmp_path / "casus.yaml"
    path.write_bytes(change(GOOD_CASE.read_bytes()))
    as_written = load_case(GOOD_CASE, small, "casus.yaml")

    assert as_written.parties == load_case(path, small, "casus.yaml").parties
    assert [answer.value for answer in as_written.answers] == [
        answer.value for answer in load_case(path, small).answers
    ]


def test_places_count_in_files_of_other_editors(tmp_path: Path, small: Catalogue) -> None:
    """A byte order mark does not shift the column, nor Windows line ends the line."""
    path = tmp_path / "casus.yaml"
    data = GOOD_CASE.read_bytes().replace(b"formaat", b"format").replace(b"nee", b"neen")
    path.write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))

    assert [place_of(problem) for problem in problems_of(path, small)] == ["1:1", "16:17"]


def test_a_large_file_is_refused_unread(tmp_path: Path, small: Catalogue) -> None:
    """A file of 5 MB is no case, and is not parsed to find that out."""
    path = tmp_path / "casus.yaml"
    path.write_bytes(b"a: [" + b"x, " * 1_666_666 + b"]\n")

    (problem,) = problems_of(path, small)

    assert (place_of(problem), problem.code) == (WHOLE_FILE, "te-groot")
    assert "5,0 MB" in problem.sentence


def test_a_hundred_mistakes_are_enough(tmp_path: Path, small: Catalogue) -> None:
    """Nobody reads a thousand messages: the first hundred are shown, and that there are more."""
    path = tmp_path / "casus.yaml"
    path.write_text(GOOD_CASE.read_text() + "".join(f"sleutel{i}: x\n" for i in range(1000)))

    problems = problems_of(path, small)

    assert len(problems) == 101
    assert problems[0].code == "te-veel-problemen"


def test_all_keys_can_be_read_as_plain_values(small: Catalogue) -> None:
    """A web form that hands over a control code gets the same refusal as a file."""
    tree = {
        "formaat": "pps-advisor/casus@1",
        "id": "proef",
        "titel": "Een \x1b[31mproef",
        "gemeente": "Den Haag",
        "peildatum": "2025-07-11",
    }
    with pytest.raises(InvalidInput) as caught:
        case_from_tree(tree, small)

    assert [problem.code for problem in caught.value.problems] == ["stuurteken"]
