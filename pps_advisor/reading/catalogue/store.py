"""Where catalogues come from: the rules that ship with the package, and those of a user.

Reading thousands of lines of rules takes a second, so a compiled form is kept: for the core it
travels in the wheel, else it stands in the user's cache. Its name is the hash of everything
that goes into it, so it is never stale.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from pps_advisor import __version__
from pps_advisor.model.canonical import digest
from pps_advisor.model.frozen import evolve
from pps_advisor.model.knowledge.catalogue import Catalogue
from pps_advisor.model.knowledge.source import Citation
from pps_advisor.reading.catalogue.codec import FORMAT, from_text, to_text
from pps_advisor.reading.catalogue.local import NOTHING_LOCAL, Local
from pps_advisor.reading.rules.files import MAX_RULE_FILE_BYTES, RuleFile, find_files

PACKAGE = Path(__file__).resolve().parents[2]
PACKAGED_DATA = PACKAGE / "data"
KEPT_IN_CACHE = 20
SUFFIX = ".catalogus"
_OUR_NAME = r"[0-9a-f]{32}\.catalogus"
NO_ADVICE = (
    "examples",
    "explanation",
    "fingerprint",
    "version",
    "author",
    "since",
    "open",
    "altered",
    "plugin",
    "plugins",
    "adaptations",
    "set_aside",
    "terms",
    "notes",
    "derivations",
    "conversation_of",
)
"""Fields that cannot change an advice, and so do not count for the fingerprint."""


def data_folder(name: str) -> Path:
    """The folder ``rules`` or ``cases``: packaged beside the code, else of the checkout."""
    packaged = PACKAGED_DATA / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name


def core_files() -> list[RuleFile]:
    """The files with the rules that ship with the package."""
    return find_files(data_folder("rules"), "rules", True)


def load_catalogue(
    files: Sequence[RuleFile],
    derivations: Collection[str],
    without: Sequence[str] = (),
    local: Local = NOTHING_LOCAL,
    with_examples: bool = False,
) -> Catalogue:
    """The effective Catalogue of some rule files and of what plugins change.

    The worked examples of the rules are only there when asked for; then the files are read
    anew. Raises InvalidInput with every Problem found in a ruleset.
    """
    if with_examples:
        return _read(files, derivations, without, local)
    key = _key(files, derivations, without, local)
    kept = _from_store(key)
    if kept is None:
        kept = _without_examples(_read(files, derivations, without, local))
        store(kept, key, cache_folder())
    return kept


def _read(
    files: Sequence[RuleFile],
    derivations: Collection[str],
    without: Sequence[str],
    local: Local,
) -> Catalogue:
    from pps_advisor.reading.catalogue.reader import read_catalogue

    catalogue = read_catalogue(files, derivations, without, local)
    return evolve(catalogue, fingerprint=fingerprint_of(catalogue))


def fingerprint_of(catalogue: Catalogue) -> str:
    """The hash of all in a catalogue that can change an assessment.

    Where a rule stands, who wrote it, when and why make no difference, nor do words, values and
    sources that nothing uses; rules that are set aside do, because documents tell of them.
    """
    found = digest(_in_order(catalogue), NO_ADVICE)
    return digest((found, catalogue.set_aside), NO_ADVICE) if catalogue.set_aside else found


def _in_order(catalogue: Catalogue) -> Catalogue:
    """The catalogue with its parts by id, as far as an advice can rest on them."""
    ordered = {
        name: tuple(sorted(getattr(catalogue, name), key=lambda one: one.id))
        for name in ("questions", "rules", "recommendations", "parameters")
    }
    ordered["parameters"] = tuple(evolve(one, citations=()) for one in ordered["parameters"])
    cited = {citation.source for citation in _citations(catalogue)}
    sources = tuple(source for source in catalogue.sources if source.id in cited)
    return evolve(catalogue, **ordered, sources=sources)


def _citations(catalogue: Catalogue) -> Iterator[Citation]:
    """The citations that a document about an advice can show."""
    for question in catalogue.questions:
        yield from question.citations
    for rule in (*catalogue.rules, *catalogue.set_aside):
        yield from rule.citations
    for recommendation in catalogue.recommendations:
        yield from recommendation.citations
        for other in recommendation.alternatives:
            yield from other.citations


def _without_examples(catalogue: Catalogue) -> Catalogue:
    """The catalogue without worked examples, which no assessment looks at."""
    return evolve(catalogue, rules=tuple(evolve(rule, examples=()) for rule in catalogue.rules))


def _key(
    files: Iterable[RuleFile],
    derivations: Collection[str],
    without: Sequence[str],
    local: Local = NOTHING_LOCAL,
) -> str:
    """The hash of all that a compiled catalogue depends on."""
    found = hashlib.sha256(f"{FORMAT}|{__version__}".encode())
    for part in (*sorted(derivations), "|", *without):
        found.update(f"{part}\0".encode())
    for file in files:
        data = _content(file.path)
        belongs = f"{file.core}\0{file.plugin}\0{file.weights}"
        found.update(f"{file.name}\0{belongs}\0{len(data)}\0".encode())
        found.update(data)
    if local is not NOTHING_LOCAL:
        found.update(local.key().encode())
    return found.hexdigest()[:32]


def _content(path: Path) -> bytes:
    """What stands in a rule file; nothing where reading it for real will give a Problem."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_RULE_FILE_BYTES:
            return b""
        return path.read_bytes()
    except OSError:
        return b""


def _from_store(key: str) -> Catalogue | None:
    """The kept catalogue; None when there is none or a single byte of it has changed."""
    for find in (_compiled_core_folder, cache_folder):
        try:
            data = (find() / f"{key}{SUFFIX}").read_bytes()
        except OSError:
            continue
        found, _, body = data.partition(b"\n")
        if found.decode("ascii", "replace") == hashlib.sha256(body).hexdigest():
            return from_text(body.decode("utf-8"))
    return None


def _compiled_core_folder() -> Path:
    return PACKAGED_DATA / "compiled"


def store(catalogue: Catalogue, key: str, folder: Path) -> None:
    """Keep a compiled catalogue, or do without when the folder cannot be written."""
    import tempfile

    body = to_text(catalogue).encode("utf-8")
    temporary = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
        os.replace(temporary, folder / f"{key}{SUFFIX}")
        _prune(folder)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Throw away the oldest compiled catalogues, and nothing else."""
    ours = (path for path in folder.iterdir() if re.fullmatch(_OUR_NAME, path.name))
    kept = sorted(ours, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[KEPT_IN_CACHE:]:
        path.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Where compiled catalogues are kept: as told, in the checkout, or in the user's cache."""
    chosen = os.environ.get("PPS_ADVISOR_CACHE")
    if chosen:
        return Path(chosen)
    if not PACKAGED_DATA.is_dir():  # a checkout keeps its own, and needs no platformdirs
        return PACKAGE.parent / ".catalogi"
    from platformdirs import user_cache_path

    return user_cache_path("pps-advisor", appauthor=False) / "catalogi"


def write_compiled_core(folder: Path, derivations: Collection[str]) -> Path:
    """Compile the core rules into a folder, as the build of the wheel does."""
    files = core_files()
    key = _key(files, derivations, ())
    catalogue = _read(files, derivations, (), NOTHING_LOCAL)
    store(_without_examples(catalogue), key, folder)
    return folder / f"{key}{SUFFIX}"
