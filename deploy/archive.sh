#!/bin/sh
# Packs the built program into an archive that runs where there is a Java 25, or brings one along.
#   deploy/archive.sh [--with-java] TARGET OUT
# TARGET has assay-harness-VERSION.jar and lib, as mvn package leaves harness/target; OUT gets assay-VERSION.tar.gz and .zip.
# With --with-java their name ends in the platform, and java/ in them is what jlink makes of the JDK for this program.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
with_java=
if [ "$1" = --with-java ]; then
  with_java=yes
  shift
fi
target=$1
out=$2

jar=$(ls "$target"/assay-harness-*.jar | head -n 1)
version=$(basename "$jar" .jar | sed 's/^assay-harness-//')
name=assay-$version
[ -z "$with_java" ] || name=$name-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
home=$work/$name

mkdir -p "$home/bin" "$home/lib" "$out"
cp "$root/assay" "$home/bin/assay"
chmod 755 "$home/bin/assay"
cp "$jar" "$home/lib/assay-harness.jar"
cp "$target"/lib/*.jar "$home/lib/"
cp "$root/README.md" "$root/CHANGELOG.md" "$root/deploy/THIRD-PARTY.md" "$home/"

# The modules of java.se that the libraries ask for, the engine's vectors, and what only services name.
modules=java.se,jdk.httpserver,jdk.incubator.vector,jdk.unsupported,jdk.zipfs,jdk.charsets,jdk.crypto.ec
if [ -n "$with_java" ]; then
  jdk=$(readlink -f "$(command -v "${ASSAY_JAVA_HOME:-${JAVA_HOME:-/usr}}/bin/jlink")")
  "$jdk" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$home/java"
fi

# Pages and completions are what the program says of itself.
export ASSAY_CONFIG=off XDG_CACHE_HOME="$work/cache"
share=$home/share
mkdir -p "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$home/bin/assay" man --out "$share/man/man1"
"$home/bin/assay" completion bash >"$share/bash-completion/completions/assay"
"$home/bin/assay" completion zsh >"$share/zsh/site-functions/assay.zsh"
"$home/bin/assay" completion fish >"$share/fish/vendor_completions.d/assay.fish"

rm -f "$out/$name.tar.gz" "$out/$name.zip"
if tar --version 2>/dev/null | grep -q GNU; then
  # The same content makes the same bytes.
  tar -C "$work" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n >"$out/$name.tar.gz"
else
  tar -C "$work" -czf "$out/$name.tar.gz" "$name"
fi
if command -v zip >/dev/null 2>&1; then
  (cd "$work" && zip -qrX - "$name") >"$out/$name.zip"
elif command -v python3 >/dev/null 2>&1; then
  (cd "$work" && python3 -c 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", ".", sys.argv[2])' "$work/zipped" "$name")
  mv "$work/zipped.zip" "$out/$name.zip"
else
  echo "archive.sh: neither zip nor python3 is there, so there is no $name.zip" >&2
fi
