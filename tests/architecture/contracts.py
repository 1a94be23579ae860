"""Two kinds of import contract that import-linter lacks.

Both look at direct imports, take a name as the package with everything below it, and treat a package that
does not exist as one that imports nothing, so that a contract can stand before the code it is for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def _inside(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


class _DirectImports(Contract):
    """What both kinds share: a list of the imports that should not be."""

    importers: list[str]
    modules: list[str]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        wrong = [
            f"{importer} imports {imported} (line {details['line_number']})"
            for importer, imported in sorted(self.wrong_imports(graph))
            for details in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["wrong"]:
            output.print_error(line)

    def wrong_imports(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        """Yield (importer, imported) for each import that breaks the contract."""
        raise AssertionError("each kind of contract says what is wrong for it")


class StandsOnlyIn(_DirectImports):
    """Nobody imports ``modules`` but the module's own package and ``importers``."""

    type_name = "stands_only_in"
    modules = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())

    def wrong_imports(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for guarded in self.modules:
            for imported in (name for name in graph.modules if _inside(name, [guarded])):
                for importer in graph.find_modules_that_directly_import(imported):
                    if not _inside(importer, [guarded, *self.importers]):
                        yield importer, imported


class ImportsOnly(_DirectImports):
    """Each of ``importers`` imports itself, ``modules`` and the standard library, and nothing else."""

    type_name = "imports_only"
    importers = fields.ListField(subfield=fields.StringField())
    modules = fields.ListField(subfield=fields.StringField())

    def wrong_imports(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for package in self.importers:
            for importer in (name for name in graph.modules if _inside(name, [package])):
                for imported in graph.find_modules_directly_imported_by(importer):
                    if not self._harmless(imported) and not _inside(imported, [package, *self.modules]):
                        yield importer, imported

    def _harmless(self, imported: str) -> bool:
        """The standard library, and the root package, which holds the version alone."""
        return imported.split(".")[0] in sys.stdlib_module_names or imported in self._roots()

    def _roots(self) -> list[str]:
        roots: list[str] = self.session_options["root_packages"]
        return roots
