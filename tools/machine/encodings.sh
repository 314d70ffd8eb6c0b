#!/bin/sh
# Records what GNU as makes of the instructions of AssemblerTest: one line each with the bytes, the
# instruction, and what GNU objdump reads in the bytes. The instructions are the second column of the
# file as it is, so that a new one is added there with any bytes first.
#
#   tools/machine/encodings.sh engine/src/test/resources/assay/engine/machine/encodings.tsv
set -eu
file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  printf '# bytes, instruction, reading; %s\n' "$(as --version | head -n 1)"
  grep -v '^#' "$file" | cut -f 2 | while IFS= read -r line; do
    # Scalars are encoded with the length of the other vectors, which the processor ignores.
    printf '.intel_syntax noprefix\n%s\n' "$line" | as -mevexlig=512 -mavxscalar=256 -o "$work/a.o" -
    objcopy -O binary -j .text "$work/a.o" "$work/a.bin"
    bytes=$(od -An -v -tx1 "$work/a.bin" | tr -d ' \n')
    reading=$(objdump -d -M intel --no-show-raw-insn "$work/a.o" | tail -n +8 | cut -f 2 | tr -s ' ' | sed 's/ *#.*//; s/ $//')
    printf '%s\t%s\t%s\n' "$bytes" "$line" "$reading"
  done
} >"$work/out"
cat "$work/out" >"$file"
