#!/usr/bin/env bash
# Holds the jars of the distribution against docs/checksums; from the repository's root. Fails where one differs, and
# names those that nobody has listed: natives of other platforms, snapshots.
set -euo pipefail
shopt -s nullglob

lists=("$PWD"/docs/checksums/*.sha256)
cd -- target/dist
cat -- "${lists[@]}" | sha256sum --check --quiet --ignore-missing -
for jar in lib/*.jar backends/*/*.jar; do
  [[ $jar == lib/ff-* ]] || grep -qF -- "  $jar" "${lists[@]}" || printf 'checksums: %s is not listed\n' "$jar" >&2
done
