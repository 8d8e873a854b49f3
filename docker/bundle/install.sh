#!/usr/bin/env bash
# Puts the parts of the bundle together: install.sh [FOLDER], default ./ff-samediff. Needs neither a network nor a JDK.
set -euo pipefail

parts=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
target=${1:-$PWD/ff-samediff}

(cd -- "$parts" && sha256sum --check --quiet SHA256SUMS)
mkdir -p -- "$target"
cat -- "$parts"/ff-bundle.tar.gz.part-* | tar -xz -C "$target"
printf 'installed in %s\n  %s/gpu-check.sh   checks CUDA and writes gpu-check.json\n' "$target" "$target"
