"""The house keeps its own rules: order of the rooms, sizes, no private paths, no foreign hosts."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from c4eo_core.cli import main
from c4eo_core.folders import ROOT
from c4eo_core.model.kinds import PRIORITIES

# Addresses that code may name, though it fetches nothing from them.
ADDRESSES_IN_CODE = {
    "https://vega.github.io/schema/": "the name of a format, printed into every chart's specification",
    "http://www.w3.org/": "the name of the SVG format inside a picture",
    "http://www.sitemaps.org/": (
        "the name of the sitemap format, printed into the static site's list of pages"
    ),
    "https?://": "a pattern that finds links in the source's dictionary",
}
# The one room that may ask a publisher for a file, with the reason: `c4eo refresh` brings a copy up to date. An import
# contract keeps it from every page, answer and report, and the test below from the app.
FETCHING_ROOM = "c4eo_core/sources/refresh/"
FETCHERS = {"httpx2", "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client"}


def tracked() -> list[Path]:
    """The project's own files: those git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        ROOT / name for name in sorted(filter(None, listed.stdout.split("\0"))) if (ROOT / name).is_file()
    ]


def modules(*rooms: str) -> list[Path]:
    return [p for room in rooms for p in sorted((ROOT / room).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def app_code() -> list[Path]:
    return modules("c4eo_core", "pages") + [p for p in [ROOT / "app.py"] if p.exists()]


def test_the_rooms_import_only_downwards():
    # A process of its own: import-linter silences every logger of the one it runs in.
    said = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_modules_stay_under_300_lines():
    long = {name(p): length(p) for p in modules("c4eo_core", "pages", "bench") if length(p) >= 300}
    assert not long, "split by what it holds"


def test_pages_stay_under_120_lines():
    """A page file says who may open it and calls its parts; a part keeps the budget of a module."""
    long = {name(p): length(p) for p in modules("pages") if p.name == "page.py" and length(p) >= 120}
    assert not long, "move a part into a module of its folder"


def test_functions_stay_under_50_lines():
    long = {}
    for path in app_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.end_lineno - node.lineno + 1 >= 50
            ):
                long[f"{name(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    assert not long, "split by what it does"


def test_only_the_frame_lies_directly_in_the_folder_of_pages():
    """A page lying there could be opened past the sign-in."""
    assert {p.name for p in (ROOT / "pages").glob("*.py")} <= {"frame.py", "__init__.py"}


def test_no_file_names_a_machine_or_a_registry():
    # Written in pieces, so that this file does not name them either.
    roots = ("wo" + "rk/", "tm" + "p/", "ho" + "me/[a-z]", "ro" + "ot/", "op" + "t/", "Us" + "ers/[A-Za-z]")
    hosts = (r"[A-Z]:\\Us" + "ers", r"pypi" + r"\.org", "pytho" + "nhosted")
    options = ("(?:extra-)?index-url", "trusted-host", "find-links")
    words = [*(r"(?<![\w.>)\]}*])/" + r for r in roots), *hosts, *(f"--{o}[ =]" for o in options)]
    forbidden = re.compile("|".join(words))
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content[:8000]:
            continue
        for n, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), 1):
            if forbidden.search(line):
                found.append(f"{name(path)}:{n}: {line.strip()[:120]}")
    assert not found, "\n".join(found)


def test_code_fetches_nothing_from_anywhere():
    found = []
    for path in app_code():
        if name(path).startswith(FETCHING_ROOM):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            imported = []
            if isinstance(node, ast.Import):
                imported = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                imported = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [
                f"{name(path)}:{node.lineno}: imports {i}"
                for i in imported
                if i in FETCHERS or i.split(".")[0] in FETCHERS
            ]
    assert not found, found


def test_the_app_never_loads_the_room_that_fetches():
    """Not even by way of something else: the server is imported, and it is not there. Pages: an import contract."""
    said = "import app, sys; print([m for m in sys.modules if m.startswith('c4eo_core.sources.refresh')])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip().splitlines()[-1:] == ["[]"], done.stdout[-300:] + done.stderr[-300:]


def test_code_names_no_address_to_load_things_from():
    found = []
    for path in app_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            text = node.value
            for known in ADDRESSES_IN_CODE:
                text = text.replace(known, "")
            loads = re.search(
                r"""src\s*=\s*["']?https?://|<link[^>]*https?://|url\(\s*["']?https?://|@import""", text
            )
            is_link = name(path).startswith("pages/") and not loads  # a page may show a link to a source
            if loads or ("://" in text and re.search(r"https?://\S", text) and not is_link):
                found.append(f"{name(path)}:{node.lineno}: {text[:80]}")
    assert not found, "\n".join(found)


def test_streamlit_sets_no_host_and_sends_no_statistics_home():
    config = ROOT / ".streamlit" / "config.toml"
    if not config.exists():
        pytest.skip("the app's settings are not there yet")
    assert re.search(r"gatherUsageStats\s*=\s*false", config.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", ["requirements.lock", *(p.name for p in ROOT.glob("requirements-*.lock"))])
def test_a_lock_pins_everything_with_a_hash_and_names_no_host(file):
    lock = (ROOT / file).read_text(encoding="utf-8")
    settled = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert settled and all(re.match(r"[A-Za-z0-9._-]+==\S+ \\$", line) for line in settled)
    assert "://" not in lock and not re.search(r"^\s*--(?!hash)", lock, re.MULTILINE)
    assert lock.count("--hash=sha256:") >= len(settled)


def test_every_direct_dependency_is_declared_with_its_reason_and_locked():
    import tomllib

    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").casefold()
    for wanted in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(rf'"{re.escape(wanted)}",\s*# \S+', text), f"{wanted} has no reason beside it"
        name_alone = re.split(r"[\[<>=]", wanted.casefold())[0]
        assert f"\n{name_alone}==" in lock, f"{wanted} is not in the lock"


def commands() -> list[str]:
    return sorted(main.COMMANDS)


def words_of_commands(module: ModuleType | None) -> dict[str, str]:
    """Command → what the list of commands says of it."""
    (group,) = (a for a in main.parser(module)._actions if a.choices and not a.option_strings)
    return {action.dest: action.help or "" for action in group._choices_actions}


def test_the_list_of_commands_says_what_each_command_says_of_itself():
    listed = words_of_commands(None)
    for home in {home for home, _ in main.COMMANDS.values()}:
        own = words_of_commands(import_module(f"c4eo_core.cli.{home}"))
        assert own == listed, home


@pytest.mark.parametrize("command", commands())
def test_every_command_is_described_in_the_readme(command):
    readme = ROOT / "README.md"
    assert readme.exists(), "there is no README.md yet"
    assert f"c4eo {command}" in readme.read_text(encoding="utf-8")


def test_every_option_of_a_command_has_a_name_people_can_read(capsys):
    for command in commands():
        with pytest.raises(SystemExit) as stopped:
            main.main([command, "--help"])
        assert stopped.value.code == 0 and len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize("folder", ["pages", "c4eo_core", "tests", "data"])
def test_the_drawing_of_the_house_in_the_readme_and_the_guide_names_every_room(folder):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    drawing = readme[readme.index("## Where things are") : readme.index("## Figures and licences")]
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {p.name for p in (ROOT / folder).iterdir() if p.is_dir() and any(p.glob("**/*.*"))} - {
        "__pycache__",
        "docs",
    }
    assert rooms and not [room for room in rooms if not re.search(rf"\b{room}\b", drawing)]
    if folder in ("pages", "c4eo_core"):
        assert not [room for room in rooms if not re.search(rf"\b{room}\b", guide)]


def test_nothing_of_an_environment_is_part_of_the_project():
    listed = subprocess.run(
        ["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    links = [line for line in listed.splitlines() if line.startswith("120000")]
    assert not links, f"links to places outside are tracked: {links}"


# Drawings and whole pages made elsewhere, word by word escaped there: {file: why its Markup is no literal}.
MADE_MARKUP = {
    "c4eo_core/model/markup.py": "the one place where values are escaped into a template",
    "c4eo_core/reports/html/coverage.py": "a mark of a map, drawn from numbers and colours",
    "c4eo_core/reports/html/report.py": "a chart's own drawing and the sheet of styles",
    "c4eo_core/reports/site/curve_picture.py": "a drawing from numbers whose words are escaped where they are set",
    "c4eo_core/reports/site/frame.py": "a finished page made lighter, and the policy in its head",
    "c4eo_core/reports/site/other_pages.py": "a finished page whose addresses are changed",
    "pages/priorities/parts/body.py": "a finished piece kept as ASCII",
}


def test_a_text_is_made_html_only_where_a_template_stands_in_the_code():
    """`Markup(x)` and `markup(x)` with anything but a literal would trust what somebody typed."""
    trusting = set()
    for path in app_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            literal = all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in node.args)
            if node.func.id in ("Markup", "markup") and not literal:
                trusting.add(name(path))
    assert trusting <= MADE_MARKUP.keys(), trusting - MADE_MARKUP.keys()
    assert MADE_MARKUP.keys() <= trusting, "an exception that is none any more"


def test_nothing_escapes_by_hand_but_drawings():
    """Escaping is done by the type; a page that escapes by hand escapes twice or forgets once."""
    by_hand = {name(p) for p in app_code() if re.search(r"^from html import .*escape", p.read_text(), re.M)}
    drawings = {p for p in by_hand if p.startswith(("c4eo_core/maps/", "c4eo_core/charts/"))}
    assert by_hand == drawings


def test_what_is_private_to_streamlit_is_used_through_one_module():
    public = re.compile(r"^(?:from|import) streamlit\.(?!components|testing)", re.M)
    using = {name(p) for p in app_code() if public.search(p.read_text(encoding="utf-8"))}
    assert using == {"pages/server/streamlit_internals.py"}


def test_streamlit_is_the_version_whose_private_parts_were_looked_at():
    """When this fails, read the issues named in pages/server/streamlit_internals.py and every name there."""
    assert version("streamlit").startswith("1.67.")
    assert '"streamlit>=1.67,<1.68",' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_number_of_authorities_and_the_priorities_are_written_once():
    """153 is a count of today's list of areas; the priorities stand in model/kinds.py."""
    found = []
    for path in app_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and (
                node.value == 153 or re.search(r"\b153\b", str(node.value))
            ):
                found.append(f"{name(path)}:{node.lineno}: 153")
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                words = {e.value for e in node.elts if isinstance(e, ast.Constant)}
                if len(words & set(PRIORITIES)) > 1 and name(path) != "c4eo_core/model/kinds.py":
                    found.append(f"{name(path)}:{node.lineno}: a list of priorities")
    assert not found, "\n".join(found)


# Words that tell a stranger nothing of what is held; the glossary has those that stay.
IMAGES = {"gate", "handover", "ground", "shelf", "lone", "misses", "curtain", "foresight", "doors"}
UNIVERSAL = {"asked", "found", "said", "told"}


def words_in(identifier: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", identifier).casefold().split("_"))


def test_no_module_or_class_is_called_by_an_image_or_a_universal_word():
    wrong = [name(p) for p in app_code() if words_in(p.stem) & (IMAGES | UNIVERSAL)]
    for path in app_code():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ClassDef):
                continue
            words = words_in(node.name) - ({"found"} if node.name.endswith("NotFound") else set())
            if words & (IMAGES | UNIVERSAL) or node.name in ("Kept", "Standing"):
                wrong.append(f"{name(path)}:{node.lineno}: class {node.name}")
    assert wrong == []
