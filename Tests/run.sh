#!/bin/sh
# Runs the built tests, a few at a time: those that talk to servers and programs wait for one another, and hundreds
# at once would make the clocks among them strike. What failed is told once more at the end, where it is looked for.
set -u
log=.build/test.log
width=--experimental-maximum-parallelization-width
swift test --help-hidden | grep -q -e "$width" && width="$width 4" || width=
{ swift test --skip-build $width "$@"; echo $? >"$log.status"; } 2>&1 | tee "$log"
status=$(cat "$log.status")
if [ "$status" -ne 0 ]; then
  echo 'What failed:'
  grep -A 4 -e '✘' -e 'Fatal error' -e 'error: ' "$log" | grep -v '^[◇✔]' | head -n 120
fi
exit "$status"
