#!/bin/sh
# Runs the fuzz targets one after the other and prints executions, coverage and finds of each.
# Usage: fuzz.sh BUILD SECONDS [TARGET...]; a find ends its target and the status is 1.
set -eu
export SWIFT_BACKTRACE=enable=no
root=$(realpath "$(dirname "$0")/..")
build=$1
seconds=$2
shift 2
[ $# -gt 0 ] || set -- reader layout check fix disclosure imap session json yaml workbook lsp dns
symbolizer=$(command -v llvm-symbolizer || true)
export ASAN_OPTIONS="detect_leaks=0:abort_on_error=0${symbolizer:+:external_symbolizer_path=$symbolizer}"

# Seeds are made of the fixtures, and not kept in the repository: the first bytes of an input are choices.
seeds() {
  mkdir -p "$build/seeds/$1"
  [ -z "$(ls "$build/seeds/$1")" ] || return 0
  case $1 in
  reader) seed "$1" a fixtures/ok fixtures/bad ;;
  layout | check | fix) seed "$1" aa fixtures/ok fixtures/bad fixtures/exports fixtures/tables ;;
  workbook) seed "$1" '`' fixtures/workbooks ;;
  json) seed "$1" '' rules/schemas ;;
  yaml) seed "$1" 0 rules/kinds; seed "$1" 1 rules/servers ;;
  esac
}

# seed TARGET PREFIX FOLDER...: the files of the folders behind the prefix, those below 16 KiB.
seed() {
  target=$1
  prefix=$2
  shift 2
  for folder; do
    find "$root/$folder" -type f -size -16k ! -name '*.expected' | while read -r file; do
      { printf %s "$prefix"; cat "$file"; } > "$build/seeds/$target/$(basename "$file")"
    done
  done
}

failed=0
for target; do
  seeds "$target"
  mkdir -p "$build/corpus/$target" "$build/finds/$target"
  dictionary=$root/.fuzz/dictionaries/$target.dict
  case $target in layout | check | fix | reader) dictionary=$root/.fuzz/dictionaries/table.dict ;;
    session) dictionary=$root/.fuzz/dictionaries/imap.dict ;; esac
  [ -f "$dictionary" ] && dictionary="-dict=$dictionary" || dictionary=
  status=0
  # shellcheck disable=SC2086
  FUZZ_TARGET=$target "$build/fuzz" $dictionary -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 \
    -max_len=8192 -print_final_stats=1 -artifact_prefix="$build/finds/$target/" "$build/corpus/$target" \
    "$build/seeds/$target" > "$build/$target.log" 2>&1 || status=$?
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log" | tail -n 1)
  coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$build/$target.log" | tail -n 1)
  echo "$target: ${executions:-?} executions, ${coverage:-?} edges, $([ $status = 0 ] && echo no find || echo a find)"
  if [ $status != 0 ]; then
    failed=1
    grep -aE 'broken promise|Fatal error|SUMMARY|ERROR: ' "$build/$target.log" | cut -c 1-600 | head -n 4
    sed -n 's/.*Test unit written to //p' "$build/$target.log"
  fi
done
exit $failed
