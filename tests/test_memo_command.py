"""`pps-advisor memo` as an adviser meets it: forms, refusals, and filling in a document."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Run

from pps_advisor.cli.main import main
from pps_advisor.formats.common.filled import Filled
from pps_advisor.formats.document import Document, Section

DEN_HAAG = ROOT / "cases" / "den-haag-instapeconomie.yaml"
MADE_UP = "pps_advisor.formats.plain.markdown_fill"

WRONG = """
memo                                             :: CASUS ontbreekt achter de opdracht
memo CASUS -o nota.doc                           :: Uit de naam 'nota.doc' blijkt niet welke vorm
memo CASUS --format docx                         :: Een nota als docx past niet op het scherm
memo CASUS --dry-run                             :: --dry-run hoort bij --into
memo CASUS --into nota.txt                       :: Invullen kan in .docx, .odt, .md
memo CASUS --into nota.docx -o nota.pdf          :: 'nota.pdf' moet op .docx eindigen
memo CASUS --into nota.docx --format pdf         :: --format hoort bij een nieuwe nota
memo CASUS --into er-niet.docx                   :: Dit bestand bestaat niet
memo CASUS --template er-niet.docx -o x.docx     :: Dit bestand bestaat niet
memo CASUS --template CASUS -o x.md              :: --template hoort bij een nieuwe nota in Word
memo CASUS --archive -o x.docx                   :: --archive hoort bij een nieuwe nota als pdf
memo CASUS --top veel                            :: 'veel' is geen aantal
memo CASUS --date 30-02-2026                     :: is geen datum. Schrijf een datum als 2026-03-18
memo CASUS --date 2026-02-30                     :: is geen datum
memo CASUS --kind nota                           :: Kies uit: beleidsnotitie, collegeadvies
memo CASUS --only stuurgrop                      :: Bedoelt u 'stuurgroep'?
memo CASUS --without dubbelrol                   :: gebruik --without-ruleset dubbelrol
memo CASUS --decision CASUS                      :: Dit is geen besluitenbestand
memo CASUS -o er/is/geen/map.md                  :: de map bestaat niet
"""
ROWS = [tuple(part.strip() for part in line.split("::")) for line in WRONG.strip().splitlines()]


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run the command in this process; its code, and what it said."""
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


@pytest.mark.parametrize(("line", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_wrong_command_says_what_is_wrong(
    line: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every slip ends in a Dutch sentence and code 2, and leaves no file behind."""
    monkeypatch.chdir(tmp_path)
    arguments = [str(DEN_HAAG) if part == "CASUS" else part for part in line.split()]

    code, out, err = told(capsys, *arguments)

    assert code == 2
    assert words in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("nota.md", "# De Instapeconomie"),
        ("nota.html", "<!DOCTYPE html>"),
        ("nota.TXT", "DE INSTAPECONOMIE"),
    ],
)
def test_the_form_follows_from_the_name(
    name: str, begin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The extension of the file says which form is meant."""
    code, out, err = told(capsys, "memo", DEN_HAAG, "-o", tmp_path / name)

    assert (code, out) == (0, "")
    assert f"Geschreven: {tmp_path / name}" in err
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)


def test_a_memo_is_the_same_whenever_it_is_made(run: Run, tmp_path: Path) -> None:
    """Two processes make the same bytes, and may then replace each other's file."""
    first = run("memo", DEN_HAAG, "-o", "nota.html")
    bytes_of_first = (tmp_path / "nota.html").read_bytes()
    second = run("memo", DEN_HAAG, "-o", "nota.html")

    assert (first.returncode, second.returncode) == (0, 0)
    assert bytes_of_first == (tmp_path / "nota.html").read_bytes()


def test_a_memo_that_was_worked_on_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote on in a memo does not lose that work, unless --overwrite is given."""
    path = tmp_path / "nota.md"
    told(capsys, "memo", DEN_HAAG, "-o", path)
    path.write_text(path.read_text(encoding="utf-8") + "\nMijn eigen alinea.\n", encoding="utf-8")

    code, _, err = told(capsys, "memo", DEN_HAAG, "-o", path)

    assert code == 2
    assert "bestaat-al" in err
    assert "Mijn eigen alinea." in path.read_text(encoding="utf-8")
    assert told(capsys, "memo", DEN_HAAG, "-o", path, "--overwrite")[0] == 0
    assert "Mijn eigen alinea." not in path.read_text(encoding="utf-8")


def test_assessing_imports_nothing_of_the_memo() -> None:
    """Who only assesses does not wait for what documents need."""
    code = (
        "import sys\n"
        "from pps_advisor.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    names = {name.split('.')[0] for name in sys.modules} | set(sys.modules)\n"
        "    print(sorted(names & {'typst', 'resvg_py', 'odfdo', 'docx', 'jinja2',\n"
        "        'pps_advisor.formats.document', 'pps_advisor.writing.memo'}), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "assess", str(DEN_HAAG)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
        check=True,
    )

    assert done.stderr == "[]\n"


def test_tags_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of tags needs no case."""
    code, out, _ = told(capsys, "memo", "--tags")

    assert code == 0
    assert "pps-advisor:aanbevelingen " in out
    assert "pps-advisor:aanbeveling:ID" in out


def test_decisions_come_from_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What `decisions new` made and somebody filled in stands in the memo."""
    told(capsys, "decisions", "new", DEN_HAAG, "-o", tmp_path / "b.yaml")
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8")
    filled_in = text.replace(
        "besluit: nog_open\n    eigenaar:", "besluit: overgenomen\n    eigenaar: Wethouder <X>", 1
    )
    (tmp_path / "b.yaml").write_text(filled_in, encoding="utf-8")

    code, out, _ = told(capsys, "memo", DEN_HAAG, "--decision", tmp_path / "b.yaml")

    assert code == 0
    assert "Besluit: overgenomen. Eigenaar: Wethouder <X>." in " ".join(out.split())


@pytest.fixture
def filler(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A filler that renews what is marked with {{tag}}: the command is tested, not the format."""

    def fill(original: bytes, document: Document, name: str) -> Filled:
        parts = {block.tag for block in document.blocks if isinstance(block, Section)}
        asked = [one.split("}}")[0] for one in original.decode().split("{{")[1:]]
        renewed = tuple(tag for tag in asked if tag in parts)
        unknown = tuple(tag for tag in asked if tag not in parts)
        content = original
        for tag in renewed:
            content = content.replace(f"{{{{{tag}}}}}".encode(), f"[{tag}]".encode())
        done = tuple(tag for tag in sorted(parts) if f"[{tag}]" in original.decode())
        return Filled(content, renewed, done, unknown)

    module = ModuleType(MADE_UP)
    module.fill = fill  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, MADE_UP, module)
    return module


@pytest.fixture
def note(tmp_path: Path, filler: ModuleType) -> Path:
    path = tmp_path / "nota.md"
    path.write_text("Voor {{samenvatting}} en {{samenvating}} na\n", encoding="utf-8")
    return path


def test_into_renews_the_marked_parts(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is renewed and what it does not know; the second time nothing changes."""
    code, out, err = told(capsys, "memo", DEN_HAAG, "--into", note)

    assert (code, out) == (0, "")
    assert "Vernieuwd: samenvatting\n" in err
    assert "Onbekend merk, blijft zoals het is: samenvating. Bedoelt u 'samenvatting'?" in err
    assert note.read_text(encoding="utf-8") == "Voor [samenvatting] en {{samenvating}} na\n"

    before = note.stat().st_mtime_ns
    code, _, err = told(capsys, "memo", DEN_HAAG, "--into", note)

    assert code == 0
    assert "Alles was al bijgewerkt" in err
    assert before == note.stat().st_mtime_ns


def test_a_dry_run_only_says(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would change stands on the screen, and the document stays as it was."""
    before = note.read_bytes()

    code, out, _ = told(capsys, "memo", DEN_HAAG, "--into", note, "--dry-run")

    assert code == 0
    assert "Zou vernieuwen: samenvatting\n" in out
    assert before == note.read_bytes()


def test_into_can_write_elsewhere(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With -o the original stays as it was, and is never itself the target."""
    before = note.read_bytes()
    other = note.with_name("nieuw.md")

    code, _, _ = told(capsys, "memo", DEN_HAAG, "--into", note, "-o", other)

    assert code == 0
    assert before == note.read_bytes()
    assert b"[samenvatting]" in other.read_bytes()


def test_into_and_o_may_name_one_document(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever names the document twice means the document itself."""
    code, _, _ = told(capsys, "memo", DEN_HAAG, "--into", note, "-o", note)

    assert code == 0
    assert b"[samenvatting]" in note.read_bytes()


def test_a_document_without_marks_is_refused(
    tmp_path: Path, filler: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to fill in is a mistake, not a success."""
    (tmp_path / "leeg.md").write_text("Niets.\n", encoding="utf-8")

    code, _, err = told(capsys, "memo", DEN_HAAG, "--into", tmp_path / "leeg.md")

    assert code == 2
    assert "geen-merken" in err


@pytest.mark.parametrize("lock", [".~lock.nota.md#", "~$nota.md", "~$ta.md"])
def test_a_document_that_is_open_is_left_alone(
    lock: str, note: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has the document open in Word or LibreOffice keeps their work."""
    before = note.read_bytes()
    note.with_name(lock).touch()

    code, _, err = told(capsys, "memo", DEN_HAAG, "--into", note)

    assert code == 2
    assert "in-gebruik" in err
    assert before == note.read_bytes()


def test_a_read_only_document_is_left_alone(note: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Read-only says that nobody is to change it, even where the system would let us."""
    before = note.read_bytes()
    note.chmod(0o444)

    code, _, err = told(capsys, "memo", DEN_HAAG, "--into", note)

    assert code == 2
    assert "alleen-lezen" in err
    assert before == note.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="limits on files exist on Unix only")
def test_a_full_disk_leaves_the_document_as_it_was(run: Run, tmp_path: Path) -> None:
    """What does not fit is not written, nothing stays behind, and nothing is said to be renewed."""
    little = (
        "import resource, sys\n"
        "sys.dont_write_bytecode = True  # half a module in the cache would break later runs\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
    )
    note = tmp_path / "nota.md"
    run("memo", DEN_HAAG, "-o", note)
    before = note.read_bytes()

    result = run("memo", DEN_HAAG, "--kind", "bijlage", "--into", note, before=little)

    assert result.returncode == 2
    assert "niet-geschreven" in result.stderr
    assert "Vernieuwd" not in result.stderr
    assert note.read_bytes() == before
    assert list(tmp_path.iterdir()) == [note]


def test_the_project_names_the_template(run: Run, tmp_path: Path) -> None:
    """The house style in pps-advisor.yaml is used for Word; one that is absent is named."""
    case = tmp_path / "casus.yaml"
    case.write_bytes(DEN_HAAG.read_bytes())
    (tmp_path / "pps-advisor.yaml").write_text(
        "formaat: pps-advisor/project@1\nmemo_sjabloon: stijl.docx\n", encoding="utf-8"
    )

    absent = run("memo", case, "-o", "nota.docx")
    run("memo", case, "-o", "stijl.docx", "--no-plugins")
    present = run("memo", case, "-o", "nota.docx")

    assert (absent.returncode, present.returncode) == (2, 0)
    assert "stijl.docx" in absent.stderr
    assert (tmp_path / "nota.docx").is_file()
