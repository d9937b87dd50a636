#!/bin/sh
# Converts the guides to a web site with the toolchain's docc. Usage: site.sh FOLDER
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
target=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
catalog=$work/batchlint.docc
mkdir -p "$catalog" "$target"
for page in "$root"/Sources/batchlint/Documentation.docc/*.md; do
  # Links between guides are topics to docc; those to other files of the repository go to GitHub.
  sed -e 's#](\([A-Za-z]*\)\.md)#](doc:\1)#g' \
    -e 's#](\.\./\.\./\.\./#](https://github.com/batchlint/batchlint/blob/main/#g' \
    -e 's/^```\([a-z]*\) .*/```\1/' "$page" >"$catalog/$(basename "$page")"
done
# In docc a list of topics has links of this form.
sed -i -e 's#^- \[[^]]*](doc:\([A-Za-z]*\))$#- <doc:\1>#' \
  -e '1a\
\
@Metadata {\
  @TechnologyRoot\
}' "$catalog/Documentation.md"
mv "$catalog/Documentation.md" "$catalog/batchlint.md"
docc convert "$catalog" --fallback-display-name batchlint --fallback-bundle-identifier batchlint \
  --output-path "$target/batchlint.doccarchive" --warnings-as-errors
printf '%s\n' "$target/batchlint.doccarchive"
