"""Wrong rulesets: each mistake gets a Dutch sentence with its place, its code and a hint."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import DATA, GOOD_RULES
from test_bad_cases import read_table

from pps_advisor.api import load_catalogue
from pps_advisor.errors import InvalidInput, Problem
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.reading.catalogue.reader import read_catalogue
from pps_advisor.reading.rules.files import RuleFile, find_files
from pps_advisor.reasoning.facts.derive import DERIVATIONS

RULESETS = DATA / "regelsets"

# folder :: place :: code :: words in the message; the folder holds the one file that is wrong,
# the others are those of the folder 'goed'
TABLE = """
regelset-zonder-id                   :: regelset.yaml:1:1      :: ontbreekt :: Bij de regelset ontbreekt 'id' :: Voeg een regel 'id: ...' toe
regelset-id-verkeerd                 :: regelset.yaml:1:5      :: verkeerde-waarde :: 'Goede Regels' kan niet als id van een regelset :: Gebruik kleine letters, cijfers en streepjes
regelset-zonder-versie               :: regelset.yaml:1:1      :: ontbreekt :: Bij de regelset ontbreekt 'versie' :: Voeg een regel 'versie: ...' toe
regelset-onbekende-sleutel           :: regelset.yaml:4:1      :: onbekende-sleutel :: De regelset kent de sleutel 'auteurs' niet :: Bedoelt u 'auteur'?
regelset-volgorde                    :: regelset.yaml:6:11     :: verkeerde-waarde :: Bij 'volgorde' hoort een getal, geen 'eerst' :: Schrijf alleen het getal, zonder eenheid of
regelset-vervangen-door-niets        :: regelset.yaml:8:19     :: onbekende-regel :: 'vervangen' noemt 'goed.geen-stuurgrop', en die vraag of :: Bedoelt u 'goed.geen-stuurgroep'?
regelset-vervangen-bestaat-nog       :: regelset.yaml:8:19     :: dubbele-id :: 'goed.kort-geld' is volgens 'vervangen' vervangen, maar :: Verwijder de oude, of haal de regel onder
regelset-vervangen-geen-groep        :: regelset.yaml:7:12     :: verkeerde-vorm :: Het blok 'vervangen' moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
bron-zonder-titel                    :: bronnen.yaml:2:3       :: ontbreekt :: Bij de bron 'proefbron2025' ontbreekt 'titel' :: Voeg een regel 'titel: ...' toe
bron-jaartal                         :: bronnen.yaml:3:9       :: verkeerde-waarde :: '²025' bij 'jaar' is geen jaartal :: Schrijf vier cijfers, of laat de regel weg
bron-onbekende-sleutel               :: bronnen.yaml:6:3       :: onbekende-sleutel :: De bron 'proefbron2025' kent de sleutel 'uitgeverij' niet :: Bedoelt u 'uitgever'?
gewicht-boven-een                    :: weging.yaml:3:9        :: gewicht :: Het gewicht 'hoog' ligt buiten zijn bereik, of buiten 0 tot 1 :: Zorg dat 'van' niet boven 'gewicht' ligt en
gewicht-buiten-bereik                :: weging.yaml:3:9        :: gewicht :: Het gewicht 'hoog' ligt buiten zijn bereik, of buiten 0 tot 1 :: Zorg dat 'van' niet boven 'gewicht' ligt en
gewicht-bereiken-overlappen          :: weging.yaml:3:9        :: gewicht :: De bereiken van 'midden' en 'hoog' overlappen, zodat hun :: Laat 'tot' van 'midden' niet boven 'van' van 'hoog'
gewicht-rollen-overlappen            :: weging.yaml:7:10       :: gewicht :: De bereiken van 'steun' en 'hoofd' overlappen, zodat hun :: Laat 'tot' van 'steun' niet boven 'van' van 'hoofd'
gewicht-geen-getal                   :: weging.yaml:3:19       :: verkeerde-waarde :: Bij 'hoog' hoort een getal, geen 'zwaar' :: Schrijf alleen het getal, zonder eenheid of
gewicht-onbekend                     :: weging.yaml:3:19       :: verkeerde-waarde :: Bij 'hoog' hoort een getal, geen 'onbekend' :: Schrijf alleen het getal, zonder eenheid of
gewicht-ontbreekt                    :: weging.yaml:3:3        :: ontbreekt :: Bij 'ernst' ontbreekt 'laag' :: Voeg een regel 'laag: ...' toe
gewicht-zonder-bereik                :: weging.yaml:3:9        :: ontbreekt :: Bij het gewicht 'hoog' ontbreekt 'tot' :: Voeg een regel 'tot: ...' toe
                                     :: weging.yaml:3:9        :: ontbreekt :: Bij het gewicht 'hoog' ontbreekt 'van' :: Voeg een regel 'van: ...' toe
gewicht-onbekend-bewijs              :: weging.yaml:10:3       :: ontbreekt :: Bij 'bewijs' ontbreekt 'afgeleid' :: Voeg een regel 'afgeleid: ...' toe
                                     :: weging.yaml:14:3       :: onbekende-sleutel :: 'bewijs' kent de sleutel 'gevoel' niet :: Kies uit: afgeleid
gewicht-geen-groep                   :: weging.yaml:15:7       :: verkeerde-vorm :: Het gewicht 'kans' moet uit sleutels met waarden bestaan :: Schrijf 'sleutel: waarde' op elke regel
vragen-geen-lijst                    :: vragen.yaml:1:1        :: verkeerde-vorm :: vragen.yaml moet een lijst zijn :: Begin elk onderdeel met '- id: ...', zonder spaties
vraag-zonder-id                      :: vragen.yaml:1:3        :: ontbreekt :: Bij een vraag ontbreekt 'id' :: Voeg een regel 'id: ...' toe
vraag-id-zonder-thema                :: vragen.yaml:1:7        :: verkeerde-waarde :: 'stuurgroep' kan niet als id :: Gebruik kleine letters, cijfers, - en _, in de vorm
vraag-type                           :: vragen.yaml:5:9        :: verkeerde-waarde :: 'janeedeels' kan niet bij 'type' :: Bedoelt u 'janee'?
vraag-type-ontbreekt                 :: vragen.yaml:1:3        :: ontbreekt :: Bij een vraag ontbreekt 'type' :: Voeg een regel 'type: ...' toe
vraag-zonder-opties                  :: vragen.yaml:55:3       :: ontbreekt :: Een keuzevraag heeft minstens twee 'opties' nodig :: Schrijf opties: [eerste, tweede]
vraag-een-optie                      :: vragen.yaml:59:11      :: ontbreekt :: Een keuzevraag heeft minstens twee 'opties' nodig :: Schrijf opties: [eerste, tweede]
vraag-optie-dubbel                   :: vragen.yaml:59:32      :: verkeerde-waarde :: De optie 'partner' kan hier niet nog eens :: Elke optie heeft een eigen id; 'onbekend' kan
vraag-optie-onbekend                 :: vragen.yaml:59:12      :: verkeerde-waarde :: De optie 'onbekend' kan hier niet nog eens :: Elke optie heeft een eigen id; 'onbekend' kan
vraag-opties-bij-getal               :: vragen.yaml:37:11      :: verkeerde-vorm :: Een vraag van type getal heeft geen 'opties' :: Laat 'opties' weg, of kies het type keuze
vraag-thema-bestaat-niet             :: vragen.yaml:2:10       :: onbekend-thema :: Er is geen regelset (thema) met id 'goet' :: Bedoelt u 'goed'?
vraag-gunstig                        :: vragen.yaml:6:13       :: verkeerde-waarde :: 'jaa' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
vraag-gunstig-vergelijking           :: vragen.yaml:19:13      :: toets :: 'minimaal' is geen vergelijking :: Kies uit: bevat, hoogstens, meer_dan, minder_dan
vraag-gunstig-buiten-schaal          :: vragen.yaml:19:23      :: verkeerde-waarde :: '7' valt buiten de schaal van 'goed.vertrouwen' :: Vul in: een getal van 1 (helemaal oneens) tot 5
vraag-wie                            :: vragen.yaml:7:19       :: verkeerde-waarde :: 'wethouder' kan niet bij 'wie' :: Kies uit: adviseur, deelnemers, partij
vraag-per-partij                     :: vragen.yaml:20:15      :: verkeerde-waarde :: 'iedereen' kan niet bij 'per_partij' :: Kies uit: alle, partners
vraag-anker                          :: vragen.yaml:11:5       :: verkeerde-waarde :: 'soms' bij 'ankers' is geen antwoord op deze vraag :: Kies uit: deels, ja, nee
vraag-anker-schaal                   :: vragen.yaml:21:25      :: verkeerde-waarde :: '7' bij 'ankers' is geen antwoord op deze vraag :: Kies uit: 1, 2, 3, 4, 5
vraag-alleen-als-onbekend            :: vragen.yaml:38:7       :: onbekende-vraag :: Er is geen vraag of afgeleid feit 'goed.stuurgrop' :: Bedoelt u 'goed.stuurgroep'?
vraag-alleen-als-bevinding           :: vragen.yaml:38:18      :: toets :: Hier kan alleen op feiten worden getoetst, niet op :: Noem de vragen waar het om gaat, met hun antwoorden
vraag-alleen-als-een-van             :: vragen.yaml:38:7       :: toets :: Bij 'alleen_als' kan geen 'een_van'; alle toetsen moeten :: Noem meer antwoorden in één toets, bijvoorbeeld
vraag-alleen-als-geen-lijst          :: vragen.yaml:37:15      :: verkeerde-vorm :: Bij 'alleen_als' hoort een lijst :: Begin elk onderdeel op een eigen regel met '- '
vraag-blijkt-uit                     :: vragen.yaml:47:15      :: onbekende-vraag :: 'blijkt_uit' noemt 'gemeente.dubbelrolletje', en dat feit :: Bedoelt u 'gemeente.dubbelrol'?
vraag-zonder-berekening              :: vragen.yaml:61:3       :: geen-berekening :: Voor het afgeleide feit 'gemeente.driedubbelrol' bestaat geen :: Bedoelt u 'gemeente.dubbelrol'?
vraag-dubbel                         :: vragen.yaml:39:3       :: dubbele-id :: De vraag 'goed.looptijd' bestaat al :: De eerste staat in regels/vragen.yaml:32:3; geef
vraag-bron-onbekend                  :: vragen.yaml:14:20      :: onbekende-bron :: De bron 'proefbron2024' staat niet in bronnen.yaml :: Bedoelt u 'proefbron2025'?
vraag-bron-zonder-plaats             :: vragen.yaml:14:13      :: ontbreekt :: Bij een bron ontbreekt 'plaats' :: Voeg een regel 'plaats: ...' toe
vraag-bron-aard                      :: vragen.yaml:14:56      :: verkeerde-waarde :: 'gerucht' kan niet bij 'aard' :: Kies uit: aanbeveling, afgeleid, bevinding
parameter-geen-getal                 :: parameters.yaml:3:11   :: verkeerde-waarde :: Bij 'waarde' hoort een getal, geen 'vijf' :: Schrijf alleen het getal, zonder eenheid of
parameter-zonder-waarde              :: parameters.yaml:1:3    :: ontbreekt :: Bij een parameter ontbreekt 'waarde' :: Voeg een regel 'waarde: ...' toe
parameter-vanaf                      :: parameters.yaml:7:10   :: verkeerde-waarde :: De datum '11-07-2025' bij 'vanaf' staat niet in de goede vorm :: Schrijf 2025-07-11
parameter-past-niet                  :: regels.yaml:23:37      :: toets :: De parameter 'kortste_looptijd' is geen antwoord op :: Geef hem een waarde die daar past: een getal (jaar)
parameter-bestaat-niet               :: regels.yaml:23:37      :: onbekende-parameter :: Er is geen parameter 'langste_looptijd' :: Bedoelt u 'kortste_looptijd'?
parameter-in-tekst-bestaat-niet      :: regels.yaml:28:14      :: onbekende-parameter :: De tekst verwijst met '{$langste_looptijd}' naar iets wat :: Bedoelt u '$kortste_looptijd'?
regel-zonder-id                      :: regels.yaml:1:3        :: ontbreekt :: Bij een regel ontbreekt 'id' :: Voeg een regel 'id: ...' toe
regel-id-met-spatie                  :: regels.yaml:19:7       :: verkeerde-waarde :: 'goed.kort geld' kan niet als id :: Gebruik kleine letters, cijfers, - en _, in de vorm
regel-thema-bestaat-niet             :: regels.yaml:19:7       :: onbekend-thema :: Er is geen regelset (thema) met id 'geld' :: Bedoelt u 'goed'? Of noem het thema bij 'thema'
regel-zonder-titel                   :: regels.yaml:1:3        :: ontbreekt :: Bij een regel ontbreekt 'titel' :: Voeg een regel 'titel: ...' toe
regel-zonder-voorwaarde              :: regels.yaml:33:3       :: ontbreekt :: Bij een regel ontbreekt 'als' :: Voeg een regel 'als: ...' toe
regel-voorwaarde-leeg                :: regels.yaml:36:8       :: leeg :: Deze voorwaarde is leeg :: Zet er 'alle:' of 'een_van:' onder
regel-voorwaarde-lege-lijst          :: regels.yaml:36:15      :: leeg :: 'alle' is leeg :: Voeg een toets toe
regel-voorwaarde-en                  :: regels.yaml:36:9       :: onbekende-sleutel :: Een voorwaarde kent de sleutel 'en' niet :: Kies uit: alle, een_van
regel-toets-zonder-streepje          :: regels.yaml:23:7       :: verkeerde-vorm :: Bij 'alle' hoort een lijst :: Begin elk onderdeel op een eigen regel met '- '
regel-twee-toetsen-in-een            :: regels.yaml:23:9       :: toets :: Een toets bestaat uit precies één vraag met een waarde :: Schrijf '- vraag: waarde', met elke toets op een
regel-toets-vraag-onbekend           :: regels.yaml:23:9       :: onbekende-vraag :: Er is geen vraag of afgeleid feit 'goed.loptijd' :: Bedoelt u 'goed.looptijd'?
regel-toets-antwoord-onbekend        :: regels.yaml:5:32       :: verkeerde-waarde :: 'soms' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
regel-toets-op-onbekend              :: regels.yaml:5:32       :: toets :: Op 'onbekend' kan niet worden getoetst :: Een onbekend antwoord maakt de bevinding vanzelf
regel-toets-lege-lijst               :: regels.yaml:5:26       :: leeg :: De toets op 'goed.stuurgroep' is leeg :: Noem een waarde: ja, deels of nee
regel-toets-lege-groep               :: regels.yaml:7:30       :: leeg :: De toets op 'partijen.aantal' is leeg :: Noem een waarde: een getal (partijen)
regel-toets-vergelijking             :: regels.yaml:7:31       :: toets :: 'minsten' is geen vergelijking :: Bedoelt u 'minstens'?
regel-toets-woord-vergelijken        :: regels.yaml:5:27       :: toets :: 'minder_dan' past niet bij 'goed.stuurgroep', dat geen getal :: Noem de antwoorden, bijvoorbeeld [nee, deels]
regel-toets-bevat                    :: regels.yaml:5:27       :: toets :: 'bevat' past niet bij 'goed.stuurgroep', dat geen verzameling :: Noem het antwoord zelf, of meer antwoorden als
regel-toets-verzameling              :: regels.yaml:8:30       :: toets :: 'gemeente.rollen' is een verzameling :: Toets met {bevat: ...}, bijvoorbeeld
regel-toets-verzameling-niet         :: regels.yaml:8:31       :: toets :: 'niet' past niet bij 'gemeente.rollen', dat een verzameling :: Toets met 'bevat', op wat er wel in zit
regel-toets-twee-waarden             :: regels.yaml:7:41       :: toets :: Bij 'minstens' hoort één waarde :: Schrijf een eigen toets voor elke waarde
regel-toets-groep-in-lijst           :: regels.yaml:5:32       :: toets :: Bij een toets op 'goed.stuurgroep' hoort een waarde, geen :: Noem een waarde: ja, deels of nee
regel-bevinding-onbekend             :: regels.yaml:24:20      :: onbekende-regel :: Er is geen regel met id 'goed.geen-stuurgrop' :: Bedoelt u 'goed.geen-stuurgroep'?
regel-ernst-onbekend                 :: regels.yaml:37:10      :: verkeerde-waarde :: 'zwaar' kan niet bij 'ernst' :: Kies uit: hoog, laag, midden
regel-ernst-ontbreekt                :: regels.yaml:33:3       :: ontbreekt :: Bij een regel ontbreekt 'ernst' :: Voeg een regel 'ernst: ...' toe
regel-ernst-leeg                     :: regels.yaml:9:10       :: leeg :: 'ernst' is leeg :: Kies uit: hoog, laag, midden
regel-ernst-antwoord-onbekend        :: regels.yaml:9:22       :: verkeerde-waarde :: 'soms' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
regel-ernst-zonder-bij               :: regels.yaml:26:7       :: ontbreekt :: Bij een ernst ontbreekt 'bij' :: Voeg een regel 'bij: ...' toe
regel-ernst-zonder-vraag             :: regels.yaml:25:5       :: ernst :: Een ernst per antwoord kan alleen als de regel over een vraag :: Noem die vraag bij 'betreft'
regel-betreft-onbekend               :: regels.yaml:10:12      :: onbekende-vraag :: 'betreft' noemt 'goed.stuurgrop', en die vraag bestaat niet :: Bedoelt u 'goed.stuurgroep'?
regel-soort                          :: regels.yaml:35:10      :: verkeerde-waarde :: 'kracht' kan niet bij 'soort' :: Kies uit: context, kans, knelpunt, sterkte
regel-tekst-verwijst-naar-niets      :: regels.yaml:11:14      :: onbekende-vraag :: De tekst verwijst met '{partijen.aantl}' naar iets wat niet :: Bedoelt u 'partijen.aantal'?
regel-zonder-advies                  :: regels.yaml:19:3       :: ontbreekt :: Deze regel adviseert niets :: Noem onder 'adviseert' minstens één aanbeveling bij
regel-sterkte-met-advies             :: regels.yaml:39:14      :: verkeerde-vorm :: Een regel van soort sterkte kan geen advies geven :: Verwijder 'adviseert' of kies een andere soort
regel-aanbeveling-onbekend           :: regels.yaml:12:44      :: onbekende-aanbeveling :: Er is geen aanbeveling met id 'fondsen' :: Bedoelt u 'fonds'?
regel-aanbeveling-dubbel             :: regels.yaml:12:43      :: verkeerde-waarde :: De aanbeveling 'stuurgroep' staat bij 'hoofd' en bij 'steun' :: Houd er één over
regel-bron-onbekend                  :: regels.yaml:13:20      :: onbekende-bron :: De bron 'proefbron' staat niet in bronnen.yaml :: Bedoelt u 'proefbron2025'?
regel-voorbeeld-feit-onbekend        :: regels.yaml:32:29      :: onbekende-vraag :: Dit voorbeeld noemt een feit 'goed.loptijd' dat niet bestaat :: Bedoelt u 'goed.looptijd'?
regel-voorbeeld-feit-waarde          :: regels.yaml:17:60      :: verkeerde-waarde :: 'soms' is geen antwoord op 'goed.stuurgroep': Is er een :: Kies uit: ja, deels of nee; of onbekend
regel-voorbeeld-bevinding-onbekend   :: regels.yaml:32:62      :: onbekende-regel :: Dit voorbeeld noemt een regel 'goed.geen-groep' die niet :: Bedoelt u 'goed.geen-stuurgroep'?
regel-voorbeeld-verwacht             :: regels.yaml:17:75      :: verkeerde-waarde :: 'nooit' kan niet bij 'verwacht' :: Bedoelt u 'niet'?
regel-dubbel                         :: regels.yaml:33:3       :: dubbele-id :: De regel 'goed.kort-geld' bestaat al :: De eerste staat in regels/regels.yaml:19:3; geef
regel-kring                          :: regels.yaml:1:3        :: kring :: Deze regels bouwen in een kring op elkaar :: Laat een van de regels op feiten toetsen in plaats
regel-te-veel-takken                 :: regels.yaml:33:3       :: te-veel-takken :: De regel 'goed.met-stuurgroep' heeft meer dan 64 combinaties :: Splits hem, of laat een deel in een regel van soort
regel-diep-genest                    :: regels.yaml:36:160     :: te-diep :: Dit is dieper genest dan 40 lagen :: Controleer het inspringen, en of elke [ en {
aanbeveling-zonder-id                :: aanbevelingen.yaml:1:3 :: ontbreekt :: Bij een aanbeveling ontbreekt 'id' :: Voeg een regel 'id: ...' toe
aanbeveling-zonder-waarom            :: aanbevelingen.yaml:1:3 :: ontbreekt :: Bij een aanbeveling ontbreekt 'waarom' :: Voeg een regel 'waarom: ...' toe
aanbeveling-inspanning               :: aanbevelingen.yaml:10:15 :: verkeerde-waarde :: 'veel' kan niet bij 'inspanning' :: Kies uit: hoog, laag, midden
aanbeveling-termijn                  :: aanbevelingen.yaml:11:12 :: verkeerde-waarde :: 'dagen' kan niet bij 'termijn' :: Kies uit: jaar, maanden, weken
aanbeveling-schaal                   :: aanbevelingen.yaml:26:12 :: verkeerde-waarde :: 'provincie' kan niet bij 'schaal' :: Kies uit: individu, organisatie, stad, wijk
aanbeveling-fase                     :: aanbevelingen.yaml:27:10 :: verkeerde-waarde :: 'einde' kan niet bij 'fase' :: Kies uit: integratie, orientatie, transformatie
aanbeveling-stap-zonder-tekst        :: aanbevelingen.yaml:8:7 :: ontbreekt :: Bij een stap ontbreekt 'tekst' :: Voeg een regel 'tekst: ...' toe
aanbeveling-let-op-zonder-datum      :: aanbevelingen.yaml:16:7 :: ontbreekt :: Bij een let_op ontbreekt 'gecontroleerd' :: Voeg een regel 'gecontroleerd: ...' toe
aanbeveling-niet-als-zonder-reden    :: aanbevelingen.yaml:18:5 :: ontbreekt :: Bij 'niet_als' ontbreekt 'omdat' :: Voeg een regel 'omdat: ...' toe
aanbeveling-niet-als-bevinding       :: aanbevelingen.yaml:18:30 :: toets :: Hier kan alleen op feiten worden getoetst, niet op :: Noem de vragen waar het om gaat, met hun antwoorden
aanbeveling-al-geregeld-onbekend     :: aanbevelingen.yaml:20:29 :: onbekende-vraag :: Er is geen vraag of afgeleid feit 'goed.stuurgrop' :: Bedoelt u 'goed.stuurgroep'?
aanbeveling-al-geregeld-takken       :: aanbevelingen.yaml:1:3 :: te-veel-takken :: 'al_geregeld_als' van 'stuurgroep' heeft meer dan 64 :: Splits hem, of laat een deel in een regel van soort
aanbeveling-begin-klein-zonder-tekst :: aanbevelingen.yaml:22:5 :: ontbreekt :: Bij 'begin_klein' ontbreekt 'tekst' :: Voeg een regel 'tekst: ...' toe
aanbeveling-eerst-onbekend           :: aanbevelingen.yaml:40:11 :: onbekende-aanbeveling :: Er is geen aanbeveling met id 'stuurgrop' :: Bedoelt u 'stuurgroep'?
aanbeveling-kring                    :: aanbevelingen.yaml:1:3 :: kring :: Bij 'eerst' verwijzen aanbevelingen in een kring naar elkaar :: Haal bij een van hen de verwijzing weg
aanbeveling-eerst-zichzelf           :: aanbevelingen.yaml:29:3 :: kring :: Bij 'eerst' verwijzen aanbevelingen in een kring naar elkaar :: Haal bij een van hen de verwijzing weg
aanbeveling-alternatief-onbekend     :: aanbevelingen.yaml:25:21 :: onbekende-aanbeveling :: Er is geen aanbeveling met id 'fondsje' :: Bedoelt u 'fonds'?
aanbeveling-dubbel                   :: aanbevelingen.yaml:42:3 :: dubbele-id :: De aanbeveling 'fonds' bestaat al :: De eerste staat in regels/aanbevelingen.yaml:29:3
yaml-tab                             :: regels.yaml:2:1        :: tab :: Deze regel springt in met een tab :: Gebruik spaties in plaats van tabs
yaml-leeg                            :: regels.yaml            :: leeg-bestand :: Dit bestand is leeg :: Controleer of het is opgeslagen"""  # noqa: E501

WRONG = read_table(TABLE)


def with_files_of(folder: Path) -> list[RuleFile]:
    """The good ruleset, with the files of a folder in place of its own."""
    return [
        RuleFile(folder / file.path.name, file.name, False)
        if (folder / file.path.name).exists()
        else file
        for file in find_files(GOOD_RULES, "regels", False)
    ]


def problems_of(files: Sequence[RuleFile], without: Sequence[str] = ()) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as caught:
        read_catalogue(files, DERIVATIONS.keys(), without)
    return caught.value.problems


def make_ruleset(folder: Path, **texts: str) -> Path:
    """A ruleset folder with files of its own; without texts it holds nothing but its name."""
    folder.mkdir(parents=True)
    name = folder.name
    about = f"id: {name}\ntitel: Eigen regels\nversie: 1.0.0\nauteur: een gemeente\n"
    (folder / "regelset.yaml").write_text(about, encoding="utf-8")
    for part, text in texts.items():
        (folder / f"{part}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(name: str) -> None:
    """Each wrong ruleset gives exactly the problems of the table, and no others that follow."""
    problems = problems_of(with_files_of(RULESETS / name))

    found = [[str(one.location).removeprefix("regels/"), one.code] for one in problems]
    assert [row[:2] for row in WRONG[name]] == found
    for row, problem in zip(WRONG[name], problems, strict=True):
        for words in row[2:]:
            assert words in str(problem)
        assert problem.hint


def test_the_table_names_every_folder() -> None:
    """A wrong ruleset that is in no table would prove nothing."""
    assert {*WRONG, "goed"} == {path.name for path in RULESETS.iterdir()}


def test_the_good_ruleset_is_read(small: Catalogue) -> None:
    """The ruleset that the wrong ones were made from has no mistake of its own."""
    assert list(small.rule) == ["goed.geen-stuurgroep", "goed.kort-geld", "goed.met-stuurgroep"]


def test_an_id_in_two_files_names_both(tmp_path: Path) -> None:
    """Who made the same id twice learns where the other one stands."""
    rule = (GOOD_RULES / "regels.yaml").read_text(encoding="utf-8").partition("- id: goed.kort")[0]
    other = make_ruleset(tmp_path / "eigen", regels=rule)

    (problem,) = problems_of(
        [*find_files(GOOD_RULES, "regels", False), *find_files(other, "eigen", False)]
    )

    assert "eigen/regels.yaml:1:3: dubbele-id: " in str(problem)
    assert "'goed.geen-stuurgroep'" in problem.sentence
    assert "regels/regels.yaml:1:3" in problem.hint


def test_a_source_may_be_repeated_but_not_changed(tmp_path: Path) -> None:
    """Two rulesets may name the same publication; they may not disagree about it."""
    text = (GOOD_RULES / "bronnen.yaml").read_text(encoding="utf-8")
    good = find_files(GOOD_RULES, "regels", False)
    same = make_ruleset(tmp_path / "zelfde", bronnen=text)
    other = make_ruleset(tmp_path / "anders", bronnen=text.replace("jaar: 2025", "jaar: 2024"))

    read_catalogue([*good, *find_files(same, "zelfde", False)], DERIVATIONS.keys())
    (problem,) = problems_of([*good, *find_files(other, "anders", False)])

    assert "anders/bronnen.yaml:1:1: dubbele-id: " in str(problem)
    assert "regels/bronnen.yaml:1:1" in problem.hint


def test_too_many_rules_are_refused(tmp_path: Path) -> None:
    """A file with 6,000 rules is refused with one sentence."""
    rules = "".join(f"- {{id: eigen.regel-{number}}}\n" for number in range(6000))
    other = make_ruleset(tmp_path / "eigen", regels=rules)

    (problem,) = problems_of(
        [*find_files(GOOD_RULES, "regels", False), *find_files(other, "eigen", False)]
    )

    assert "eigen/regels.yaml:1:1: te-veel: " in str(problem)
    assert "6000 onderdelen; hoogstens 5000 mag" in problem.sentence


def test_a_core_ruleset_is_called_after_its_folder() -> None:
    """In the core, a ruleset and its folder have one name."""
    files = [
        RuleFile(one.path, f"regels/ander/{one.path.name}", True)
        for one in with_files_of(GOOD_RULES)
    ]

    (problem,) = problems_of(files)

    assert str(problem.location) == "regels/ander/regelset.yaml:1:5"
    assert "'goed', maar staat in de map 'ander'" in problem.sentence


def test_weights_are_needed() -> None:
    """Rules without a file of weights cannot be ranked, and it says so."""
    files = [one for one in with_files_of(GOOD_RULES) if one.path.name != "weging.yaml"]

    (problem,) = problems_of(files)

    assert "weging.yaml" in problem.sentence


@pytest.mark.parametrize(
    ("made", "place", "code", "words"),
    [
        ([], "eigen", "map-ontbreekt", "bestaat niet"),
        (["eigen/"], "eigen", "geen-regelset", "geen regelset (een map met regelset.yaml)"),
        (["eigen/lijst.txt"], "eigen", "geen-regelset", "geen regelset"),
        (["eigen"], "eigen", "map-ontbreekt", "een bestand, geen map"),
        (["eigene/", "x"], "eigen", "map-ontbreekt", "Bedoelt u"),
        (["eigen/zorg/regels.yaml"], "eigen/zorg", "geen-regelset", "geen regelset.yaml"),
        (
            ["eigen/regelset.yaml", "eigen/regels.yml"],
            "eigen/regels.yml",
            "onbekend-bestand",
            "Bedoelt u 'regels.yaml'?",
        ),
        (
            ["eigen/zorg/regelset.yaml", "eigen/zorg/regel.yaml"],
            "eigen/zorg/regel.yaml",
            "onbekend-bestand",
            "Bedoelt u 'regels.yaml'?",
        ),
        (
            ["eigen/zorg/regelset.yaml", "eigen/zorg/bronnen.yaml"],
            "eigen/zorg/bronnen.yaml",
            "onbekend-bestand",
            "niet gelezen",
        ),
    ],
)
def test_a_folder_without_readable_rules_is_told(
    made: list[str], place: str, code: str, words: str, tmp_path: Path
) -> None:
    """Rules that would silently not be read are a mistake, as is a folder without any."""
    for name in made:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text("")

    with pytest.raises(InvalidInput) as caught:
        find_files(tmp_path / "eigen", "eigen", False)

    (problem,) = caught.value.problems
    assert (place, code) == (str(problem.location), problem.code)
    assert words in str(problem)


def test_leaving_out_an_unknown_ruleset_names_the_nearest() -> None:
    """`--without goet` asks whether goed was meant."""
    (problem,) = problems_of(with_files_of(GOOD_RULES), without=["goet"])

    assert "--without: onbekende-regelset: " in str(problem)
    assert problem.hint == "Bedoelt u 'goed'?"


def test_leaving_out_goes_by_id_and_not_by_folder(tmp_path: Path) -> None:
    """A plugin in a folder of another name can be left out by the id of its ruleset."""
    rule = (GOOD_RULES / "regels.yaml").read_text(encoding="utf-8").partition("- id: goed.kort")[0]
    folder = make_ruleset(tmp_path / "eigen", regels=rule.replace("goed.geen", "goed.mijn"))
    folder = folder.rename(tmp_path / "andere-map")
    files = [*find_files(GOOD_RULES, "regels", False), *find_files(folder, "andere-map", False)]

    assert "goed.mijn-stuurgroep" in read_catalogue(files, DERIVATIONS.keys()).rule
    assert "goed.mijn-stuurgroep" not in read_catalogue(files, DERIVATIONS.keys(), ["eigen"]).rule


def test_a_folder_named_twice_counts_once(tmp_path: Path) -> None:
    """`--rules eigen --rules ./eigen` is no reason to find everything double."""
    eigen = make_ruleset(tmp_path / "eigen")
    twice = [GOOD_RULES, eigen, eigen.parent / "." / "eigen"]

    catalogue = load_catalogue(twice, core=False)

    assert [ruleset.id for ruleset in catalogue.rulesets] == ["goed", "eigen"]
