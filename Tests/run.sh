#!/bin/sh
# Runs the built tests, with the arguments of `swift test`. Tests that start servers and programs wait for one another:
# few at a time keep the timeouts among them from being reached. What failed is printed once more at the end.
set -u
log=.build/test.log
mkdir -p .build
width=--experimental-maximum-parallelization-width
swift test --help-hidden | grep -q -e "$width" && width="$width 4" || width=
{ swift test --skip-build $width "$@"; echo $? >"$log.status"; } 2>&1 | tee "$log"
status=$(cat "$log.status")
if [ "$status" -ne 0 ]; then
  echo 'What failed:'
  grep -A 4 -e '✘' -e 'Fatal error' -e 'error: ' "$log" | grep -v '^[◇✔]' | head -n 120
fi
exit "$status"
