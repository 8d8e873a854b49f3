#!/usr/bin/env bash
# Packs the distribution for GPU hosts without a network: make.sh FOLDER, from the repository's root. make gpu-bundle runs it.
#
# Needs MNIST in FF_DATA_DIR or in ff's cache. A part has at most 50 MB.
set -euo pipefail

out=$1
stage=$(mktemp -d)
chmod 755 "$stage"
trap 'rm -rf -- "$stage"' EXIT

data=${FF_DATA_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ff-samediff/data}
shopt -s nullglob
mnist=("$data"/mnist/*ubyte*)
((${#mnist[@]} >= 4)) || {
  printf 'gpu-bundle: %s: expected the four files of MNIST, found %d. Run make data, or set FF_DATA_DIR.\n' "$data/mnist" "${#mnist[@]}" >&2
  exit 4
}
docker/checksums.sh
mkdir -p -- "$stage/data/mnist" "$stage/target"
cp -- "${mnist[@]}" "$stage/data/mnist/"
cp -r -- target/dist "$stage/target/dist"
cp -r -- configs ff LICENSE NOTICE docker/bundle/gpu-check.sh "$stage/"
docker/jlink.sh "$stage/runtime"

rm -rf -- "$out"
mkdir -p -- "$out"
tar -C "$stage" --sort=name --owner=0 --group=0 --mtime=@0 -c . | gzip -n | split -b 50000000 -d -a 3 - "$out/ff-bundle.tar.gz.part-"
cp -- docker/bundle/install.sh "$out/"
(cd -- "$out" && sha256sum ff-bundle.tar.gz.part-* >SHA256SUMS)
du -h -- "$out"/*
