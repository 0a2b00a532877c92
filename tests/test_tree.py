"""What the repository's files must not hold, and links that lead somewhere."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("piwheels", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
    )
)
"""In parts, so that this file names none."""
FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".eot", ".pfb"}
LONGEST_LINE = 1000
"""No line written by a person is as long."""
LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


@cache
def tracked() -> tuple[str, ...]:
    """Paths of all files that git knows and that are here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = listed.stdout.decode("utf-8").split("\0")
    return tuple(path for path in paths if path and (ROOT / path).is_file())


def pages() -> tuple[str, ...]:
    """The pages whose links people follow."""
    return tuple(
        path
        for path in tracked()
        if path == "README.md" or (path.startswith("docs/") and path.endswith(".md"))
    )


def test_git_knows_the_files() -> None:
    assert len(tracked()) > 400
    assert "README.md" in pages()


def test_no_file_names_the_host_of_a_package_registry() -> None:
    named = [
        f"{path}: {host}"
        for path in tracked()
        for host in REGISTRY_HOSTS
        if host.encode() in (ROOT / path).read_bytes()
    ]

    assert named == []


def test_no_font_is_in_the_repository() -> None:
    assert [path for path in tracked() if Path(path).suffix.lower() in FONTS] == []


def test_no_script_or_style_is_minified() -> None:
    scripts = [path for path in tracked() if Path(path).suffix in {".js", ".mjs", ".css"}]
    long_lines = [
        path
        for path in scripts
        if any(len(line) > LONGEST_LINE for line in (ROOT / path).read_text(encoding="utf-8").splitlines())
    ]

    assert scripts
    assert [path for path in tracked() if ".min." in Path(path).name] == []
    assert long_lines == []


def missing_links(page: str) -> list[str]:
    """Relative links of this page that lead nowhere."""
    text = CODE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    targets = (target.partition("#")[0] for target in LINK.findall(text) if ":" not in target)
    return [
        f"{page}: {target}"
        for target in targets
        if target and not (ROOT / page).parent.joinpath(target).exists()
    ]


def test_every_relative_link_of_the_pages_leads_to_a_file() -> None:
    assert [link for page in pages() for link in missing_links(page)] == []
