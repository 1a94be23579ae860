"""Cut PySide6 down to what the program uses: its modules, their plugins and the libraries that those load.

The wheels hold all of Qt, with a browser and 3D, several times the size of everything else together. What is
kept is found, not listed by hand: modules from the imports of the program, libraries from the ELF files. Only
plugins, which Qt opens by name, need the table below.

    python qt_parts.py SITE_PACKAGES PROGRAM     prunes SITE_PACKAGES/PySide6 for the code in PROGRAM
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# Qt module -> plugins (below Qt/plugins, without "lib" and ".so") that it opens by name.
PLUGINS = {
    "QtGui": [
        "platforms/qoffscreen",
        "platforms/qxcb",
        "platforms/qwayland-generic",
        "platforms/qwayland-egl",
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        "platformthemes/qxdgdesktopportal",
        "wayland-shell-integration/xdg-shell",
        "wayland-decoration-client/bradient",
        "imageformats/qjpeg",
        "imageformats/qwebp",
        "imageformats/qsvg",
        "iconengines/qsvgicon",
    ],
    "QtMultimedia": ["multimedia/ffmpegmediaplugin"],
    "QtPrintSupport": ["printsupport/cupsprintersupport"],
}
# Python of the package itself, and the words of Qt's own dialogs in the window's language.
ALWAYS = ["__init__.py", "_config.py", "_git_pyside_version.py", "support", "Qt/translations/qtbase_zh_CN.qm"]


def used_modules(program: Path) -> set[str]:
    """The Qt modules that the code below ``program`` names in an import."""
    found: set[str] = set()
    for file in program.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                prefix = node.module or ""
                names = [prefix] if "." in prefix else [f"{prefix}.{alias.name}" for alias in node.names]
            else:
                continue
            found.update(name.split(".")[1] for name in names if name.startswith("PySide6."))
    return found


def with_what_they_load(site_packages: Path, modules: Iterable[str]) -> set[str]:
    """``modules`` and those that their bindings import themselves."""
    lines = [f"import PySide6.{module}" for module in sorted(modules)]
    lines += ["import sys", "print(*(name for name in sys.modules if name.startswith('PySide6.Qt')))"]
    loaded = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env={"PYTHONPATH": str(site_packages)},
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[1] for name in loaded.stdout.split()}


def libraries_of(files: Iterable[Path]) -> Iterator[Path]:
    """What the loader would load for each of ``files``, itself included.

    Raises:
        SystemExit: a library is not on this machine.
    """
    for file in files:
        yield file.resolve()
        for line in subprocess.run(
            ["ldd", file], capture_output=True, text=True, check=True
        ).stdout.splitlines():
            if "not found" in line:
                sys.exit(f"{file} needs {line.split()[0]}, which is not on this machine")
            if "=>" in line:
                yield Path(line.split()[2]).resolve()


def parts(pyside: Path, modules: Iterable[str]) -> set[Path]:
    """Every file below ``pyside`` that the program needs."""
    roots = [pyside / f"{module}.abi3.so" for module in modules]
    for module in modules:
        roots += [pyside / "Qt/plugins" / _plugin(name) for name in PLUGINS.get(module, [])]
    keep = {path for path in libraries_of(roots) if path.is_relative_to(pyside)}
    for name in ALWAYS:
        path = pyside / name
        keep.update(path.rglob("*.py") if path.is_dir() else [path])
    return keep


def _plugin(name: str) -> str:
    folder, _, file = name.partition("/")
    return f"{folder}/lib{file}.so"


def prune(pyside: Path, keep: set[Path]) -> None:
    """Remove everything below ``pyside`` but ``keep``, and the folders that are empty then."""
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.resolve() not in keep:
            path.unlink()


def main() -> None:
    """Prune, and see that every used module can still be imported."""
    site_packages, program = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    used = used_modules(program)
    modules = with_what_they_load(site_packages, used)
    pyside = site_packages / "PySide6"
    prune(pyside, parts(pyside, modules))
    with_what_they_load(site_packages, used)
    print("Qt modules:", *sorted(modules))


if __name__ == "__main__":
    main()
