#!/usr/bin/env bash
# Makes a Java runtime with the modules that ff needs: jlink.sh FOLDER
# Found with jdeps over the distribution; jdk.crypto.ec, for downloads, is asked for at run time only.
set -euo pipefail

modules=java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.management,jdk.unsupported

rm -rf -- "$1"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --add-modules "$modules" --output "$1" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2
