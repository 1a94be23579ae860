#!/usr/bin/env bash
# Write the two lock files anew from pyproject.toml: exact versions and the hashes of their files.
#   requirements.lock      what the program needs
#   requirements-dev.lock  the same, and what the tests, the checks and the district server need
# Pins that still fit pyproject.toml are kept; pass --upgrade to move them.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet "pip-tools>=7.6,<8"

compile() {
    "$tools/bin/pip-compile" --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@" pyproject.toml
}
compile --output-file installer/requirements.lock "$@"
compile --output-file installer/requirements-dev.lock --all-extras --constraint installer/requirements.lock "$@"
