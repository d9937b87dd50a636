#!/bin/sh
# Proves what image.py made: skopeo reads it, umoci unpacks it, and the program runs in its root as its user.
# Usage: image-check.sh ARCHIVE, as root
set -eu
archive=$(realpath "$1")
fixtures=$(realpath "$(dirname "$0")/../fixtures")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "image-check: $1" >&2; exit 1; }

skopeo inspect --config "oci-archive:$archive" > "$work/config.json"
grep -q '"User": "65532:65532"' "$work/config.json" || fail "the image runs as root"
skopeo copy --quiet "oci-archive:$archive" "oci:$work/layout:latest"
umoci unpack --rootless --image "$work/layout:latest" "$work/bundle" > /dev/null
root=$work/bundle/rootfs
others=$(find "$root" -type f | sed "s|^$root||" |
  grep -vxE '/usr/bin/batchlint|/etc/ssl/certs/ca-certificates\.crt|(/usr)?/lib.*/(libc|libm|libresolv|ld-linux[-a-z0-9_]*)\.so\.[0-9]' || true)
[ -z "$others" ] || fail "the image also has $others"
mkdir -p "$root/proc" "$root/work"
cp -r "$fixtures/ok/exchange-admin.csv" "$fixtures/bad/several-defects.csv" "$root/work"
chmod 755 "$work" "$work/bundle" "$root"
inside() { unshare --mount --pid --fork --mount-proc="$root/proc" chroot --userspec=65532:65532 "$root" /usr/bin/batchlint "$@"; }
inside check --no-config /work/exchange-admin.csv > /dev/null || fail "a good file has findings in the image"
inside check --no-config /work/several-defects.csv > "$work/text" && fail "a bad file has no findings in the image"
grep -q 'error' "$work/text" || fail "no report in the image"
inside fix --unsafe --no-config /work/several-defects.csv > "$work/text" 2>&1 || true
cmp -s "$fixtures/bad/several-defects.csv" "$root/work/several-defects.csv" || fail "a file of root was written in the image"
echo "image-check: $(find "$root" -type f -path '*lib*' | wc -l) libraries, $(stat -c %s "$archive") bytes"
