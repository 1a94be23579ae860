#!/usr/bin/env bash
# Style, types and imports of the whole tree. All four run, so that one look shows everything that is wrong.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

failed=()
look() {
    printf 'check: %s\n' "$*"
    ".venv/bin/$1" "${@:2}" || failed+=("$*;")
}
look ruff check --output-format concise .
look ruff format --check .
look mypy
look lint-imports --no-logo --cache-dir build/imports
[ ${#failed[@]} -eq 0 ] || printf 'check: not clean: %s\n' "${failed[*]}" >&2
exit ${#failed[@]}
