#!/usr/bin/env bash
# Builds both images with buildah on stand-ins for their base images, and trains inside them; make docker-check runs it.
#
# Needs root, and Debian's packages buildah and debootstrap. Maven's local repository is shared with the builds.
set -euo pipefail

for tool in buildah debootstrap; do
  [[ $(type -P "$tool") ]] || {
    printf 'docker-check: %s: expected it to be installed, found none. apt-get install buildah debootstrap\n' "$tool" >&2
    exit 1
  }
done

export BUILDAH_ISOLATION=chroot
work=target/docker-check
mkdir -p -- "$work" "$HOME/.m2"

say() {
  printf 'docker-check: %s\n' "$*" >&2
}

# A Debian in the place of the base image, and one with a JDK and Maven in the place of the build image.
stand_ins() {
  local container
  if ! buildah inspect --type image ff-check-base >/dev/null 2>&1; then
    say 'making the stand-in base images ...'
    debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log"
    container=$(buildah from scratch)
    buildah copy --quiet "$container" "$work/root" / >/dev/null
    buildah commit --quiet --rm "$container" ff-check-base >/dev/null
    rm -rf -- "$work/root"
  fi
  if ! buildah inspect --type image ff-check-build >/dev/null 2>&1; then
    container=$(buildah from ff-check-base)
    buildah run "$container" -- sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven' >"$work/build-image.log" 2>&1
    buildah commit --quiet --rm "$container" ff-check-build >/dev/null
  fi
}

# build IMAGE DOCKERFILE
build() {
  say "building $2 ..."
  buildah bud --format docker --volume "$HOME/.m2:/root/.m2" --tag "$1" --file "$2" \
    --build-arg BUILD_IMAGE=ff-check-build --build-arg BASE_IMAGE=ff-check-base . >"$work/$1.log" 2>&1 || {
    tail -n 20 "$work/$1.log" >&2
    exit 1
  }
}

# train IMAGE ARGUMENT...: trains as the image's user would; what it tells goes to stdout.
train() {
  local container status=0
  container=$(buildah from "$1")
  shift
  buildah run "$container" -- ff train "$@" 2>&1 || status=$?
  buildah rm "$container" >/dev/null
  return "$status"
}

stand_ins

build ff-check-cpu docker/Dockerfile
train ff-check-cpu /opt/ff/configs/quickstart.json --out /home/ff/runs/check | tee "$work/cpu-run.log" | tail -n 8
grep -q '^test error' "$work/cpu-run.log"

build ff-check-cuda docker/Dockerfile.cuda
train ff-check-cuda /opt/ff/configs/quickstart.json --set training.epochs=2 --out /home/ff/runs/check | tee "$work/cuda-run.log" | tail -n 8
grep -q '^ff: device cpu: no CUDA device' "$work/cuda-run.log"
say 'both images train; without a GPU the CUDA image falls back to the CPU and says so.'
