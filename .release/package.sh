#!/bin/sh
# Makes of the program what is handed out: the stripped binary, a package for Debian and Ubuntu, the bill
# of materials with the licences of what is linked, and their checksums.
# Usage: package.sh PROGRAM FOLDER
set -eu
umask 022
program=$1
folder=$2
here=$(dirname "$0")
version=$("$program" --version | head -n 1)
# The day of the commit dates everything, so that equal sources give equal bytes.
SOURCE_DATE_EPOCH=$(git -C "$here" log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH
rm -rf "$folder"
mkdir -p "$folder"
binary=batchlint-linux-$(uname -m)
strip --strip-all --remove-section=.comment -o "$folder/$binary" "$program"

if command -v dpkg-deb >/dev/null; then
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  chmod 755 "$root"
  share=$root/usr/share
  doc=$share/doc/batchlint
  mkdir -p "$root/DEBIAN" "$root/usr/bin" "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/vendor-completions" \
    "$share/fish/vendor_completions.d" "$share/lintian/overrides" "$doc"
  install -m 755 "$folder/$binary" "$root/usr/bin/batchlint"
  "$program" man | gzip -9n > "$share/man/man1/batchlint.1.gz"
  "$program" completions bash | sed '1{/^#!/d}' > "$share/bash-completion/completions/batchlint"
  "$program" completions zsh > "$share/zsh/vendor-completions/_batchlint"
  "$program" completions fish > "$share/fish/vendor_completions.d/batchlint.fish"
  cp "$here/copyright" "$doc/copyright"
  cp "$here/lintian-overrides" "$share/lintian/overrides/batchlint"
  printf 'batchlint (%s) unstable; urgency=medium\n\n  * %s: see the history of the repository.\n\n -- batchlint <noreply@batchlint.invalid>  %s\n' \
    "$version" "$version" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n > "$doc/changelog.gz"
  # Packed relocations (DT_RELR) want the C library that first knew them.
  libc=$(objdump -p "$folder/$binary" | sed -n 's/.* GLIBC_\([0-9.]*\)$/\1/p; s/.* GLIBC_ABI_DT_RELR$/2.36/p' | sort -V | tail -n 1)
  architecture=$(dpkg --print-architecture)
  cat > "$root/DEBIAN/control" <<EOF
Package: batchlint
Version: $version
Architecture: $architecture
Maintainer: batchlint <noreply@batchlint.invalid>
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: libc6 (>= $libc)
Recommends: ca-certificates
Suggests: git, openssl
Section: utils
Priority: optional
Homepage: https://github.com/batchlint/batchlint
Description: linter for Microsoft 365 migration files
 Finds in the CSV file of a mailbox migration what the service would
 reject, what would leave a mailbox behind or put mail into the wrong one, and
 fixes what can be fixed.
 Signs in to the source server with every row before the migration does.
EOF
  (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
  dpkg-deb --root-owner-group -Zxz --build "$root" "$folder/batchlint_${version}_$architecture.deb" >/dev/null
fi
python3 -B "$here/sbom.py" "$folder/$binary" "$(dirname "$folder")/checkouts" "$folder"
(cd "$folder" && sha256sum -- * > SHA256SUMS && cat SHA256SUMS)
