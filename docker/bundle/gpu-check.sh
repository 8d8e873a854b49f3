#!/usr/bin/env bash
# Checks CUDA on this host, and writes one JSON: gpu-check.sh [FILE], default gpu-check.json beside this script.
set -euo pipefail

home=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
out=$(realpath -m -- "${1:-$home/gpu-check.json}")
export JAVA_HOME=$home/runtime XDG_CACHE_HOME=${XDG_CACHE_HOME:-$home/cache}
cd -- "$home"
exec ./ff gpu-check --data-dir "$home/data" --out "$out"
