#!/bin/sh
# Proves what package.sh made: the checksums; the program in a root that holds it and the C library alone; all fixtures; the
# package installed and removed again. Usage: check.sh FOLDER, as root or where user namespaces are allowed
set -eu
folder=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
fixtures=$(dirname "$here")/fixtures
program=$folder/batchlint-linux-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "release-check: $1" >&2; exit 1; }

(cd "$folder" && sha256sum --check --strict --quiet SHA256SUMS)

# What it needs is the C library, and of nothing else a version.
needed=$(objdump -p "$program" | sed -n 's/ *NEEDED *//p' | grep -vxE 'libc\.so\.6|libm\.so\.6|libresolv\.so\.2|ld-linux[-a-z0-9_]*\.so\.[0-9]' || true)
[ -z "$needed" ] || fail "the program needs $needed"

# The bill of materials is of this program, and the licences' texts are there.
grep -q "$(sha256sum < "$program" | cut -d ' ' -f 1)" "$folder/batchlint.cdx.json" || fail "the bill of materials is of another program"
[ "$(grep -c '^==== ' "$folder/LICENSES.txt")" -gt 8 ] || fail "licences are missing"

# Every fixture comes to what is expected of it: with the part of ICU's data that the release has.
count=0
for expected in "$fixtures"/bad/*.expected; do
  grep -q '^# mode:' "$expected" && continue
  name=${expected%.expected}
  for file in "$name" "$name".*; do case $file in *.expected) ;; *) [ -f "$file" ] && break ;; esac; done
  options=$(sed -n 's/^# options://p' "$expected")
  # shellcheck disable=SC2086
  (cd "$fixtures/bad" && "$program" check --no-config --fail-on never --format concise $options "$(basename "$file")") |
    sed -E 's/^.*:([0-9]+:[0-9]+): ([a-z]+): .* \[([a-z0-9-]+)\]$/\1 \2 \3/' > "$work/found"
  grep -v '^#' "$expected" | cmp -s - "$work/found" || fail "$(basename "$file") does not come to what is expected"
  count=$((count + 1))
done
[ "$count" -gt 300 ] || fail "only $count fixtures were checked"

# A root with nothing but the program, the C library, and files to check.
root=$work/root
mkdir -p "$root"
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
cp "$program" "$root/batchlint"
cp -r "$fixtures" "$root/fixtures"
cat > "$root/own.yaml" <<'EOF'
rules:
  - {column: UserName, pattern: '(?w)^\b\w+\b'}
EOF
# Swift's runtime takes a program's arguments from /proc, which every container has.
mkdir "$root/proc"
inside() { unshare --map-root-user --mount --pid --fork --mount-proc="$root/proc" chroot "$root" "$@"; }
inside /batchlint --version | grep -q '^Swift ' || fail "no version in an empty root"
inside /batchlint check --no-config --format junit=/report.xml --format text /fixtures > "$work/text" && fail "bad files are good in an empty root"
grep -q 'login-reversed' "$work/text" || fail "no report in an empty root"
grep -q '<testsuites' "$root/report.xml" || fail "no JUnit in an empty root"
inside /batchlint check --config /own.yaml --encoding shift_jis --fail-on never /fixtures/ok/exchange-admin.csv > /dev/null || fail "no configuration in an empty root"
inside /batchlint template --server dovecot > /dev/null || fail "no template in an empty root"
inside /batchlint probe --host 127.0.0.1 --port 1 --yes /fixtures/ok/own-dovecot.csv > /dev/null 2> "$work/errors" && fail "a probe of nothing went well"
grep -q '127.0.0.1 port 1' "$work/errors" || fail "no probe in an empty root"
inside /batchlint explain column-count | grep -q '^# column-count' || fail "no page in an empty root"

# The package comes and goes, and leaves nothing behind.
set -- "$folder"/*.deb
if [ -f "$1" ]; then
  base=$work/base
  mkdir -p "$base/var/lib/dpkg/info" "$base/var/lib/dpkg/updates" "$base/var/lib/dpkg/triggers"
  libc=$(dpkg-query -W -f '${Version}' "libc6:$(dpkg --print-architecture)")
  printf 'Package: libc6\nStatus: install ok installed\nMaintainer: nobody\nArchitecture: %s\nVersion: %s\nDescription: the C library\n' \
    "$(dpkg --print-architecture)" "$libc" > "$base/var/lib/dpkg/status"
  dpkg --root="$base" --force-not-root --install "$1" > /dev/null
  for path in bin/batchlint share/man/man1/batchlint.1.gz share/bash-completion/completions/batchlint share/zsh/vendor-completions/_batchlint \
    share/fish/vendor_completions.d/batchlint.fish share/doc/batchlint/copyright share/doc/batchlint/changelog.gz; do
    [ -s "$base/usr/$path" ] || fail "the package lacks $path"
  done
  "$base/usr/bin/batchlint" --version > /dev/null
  dpkg --root="$base" --force-not-root --purge batchlint > /dev/null
  [ -z "$(find "$base" -type f -not -path "$base/var/*")" ] && [ ! -e "$base/usr" ] || fail "the package leaves something behind"
  if command -v lintian >/dev/null; then lintian --fail-on error --allow-root "$1"; fi
fi

"$program" man > "$work/batchlint.1"
if command -v mandoc >/dev/null; then mandoc -T lint -W warning "$work/batchlint.1"; fi
for shell in bash zsh fish; do
  "$program" completions $shell > "$work/completions"
  if command -v $shell >/dev/null; then $shell -n "$work/completions"; fi
done
echo "release-check: $count fixtures; $(stat -c %s "$program") bytes"
