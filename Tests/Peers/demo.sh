#!/bin/sh
# demo.sh BATCHLINT FILE FAULT...: plays a source server in which something goes wrong, and probes it with the same file.
set -eu
batchlint=$1 file=$2
shift 2
folder=$(mktemp -d)
for fault; do faults="${faults-} --fault $fault"; done

printf '\n$ batchlint sandbox%s %s &\n' "$faults" "$file"
# shellcheck disable=SC2086
"$batchlint" sandbox --no-config $faults "$file" > "$folder/told" &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true; wait "$sandbox" || true; rm -r "$folder"' EXIT
tries=100
until grep -q '^probe: ' "$folder/told"; do
  kill -0 "$sandbox"
  tries=$((tries - 1))
  [ "$tries" -gt 0 ]
  sleep 0.05
done
cat "$folder/told"

command=$(sed -n 's/^probe: batchlint //p' "$folder/told")
command="$command --yes --rate 50"
printf '\n$ batchlint %s\n' "$command"
# What goes wrong is found, so it ends with 1.
status=0
eval "\"\$batchlint\" $command --no-config" || status=$?
[ "$status" -eq 1 ]
