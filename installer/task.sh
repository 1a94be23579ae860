#!/usr/bin/env bash
# Set up, run one command of the Makefile in the foreground, and say how long it took.
#   task.sh NAME COMMAND...
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

name=$1
shift
installer/setup.sh || exit
started=$(date +%s)
status=0
# When make is ended from outside, so is the command.
setpriv --pdeathsig TERM "$@" || status=$?
seconds=$(($(date +%s) - started))
if [ "$status" -eq 0 ]; then outcome=done; else outcome="failed (exit status $status)"; fi
printf '%s: %s in %d min %02d s\n' "$name" "$outcome" $((seconds / 60)) $((seconds % 60))
exit "$status"
