#!/bin/sh
# Builds the fuzz targets: the modules with coverage and AddressSanitizer, and the harness as one program, BUILD/fuzz.
# Needs the release build, from which Yams is linked. Usage: build.sh BUILD
set -eu
export SWIFT_BACKTRACE=enable=no
root=$(realpath "$(dirname "$0")/..")
build=$1
release=$root/.build/release
mkdir -p "$build/modules" "$build/objects" "$build/RuleResources" "$build/Reporting"
cd "$root"

"$release/embed-resources" rules "$build/RuleResources/Embedded.swift" kinds servers exports providers docs
"$release/embed-resources" Sources/Reporting "$build/Reporting/Embedded.swift" Resources
includes="-I $build/modules -I $release/Modules"
for library in CICU CLibXML2 CResolver CZlib; do
  includes="$includes -I Sources/$library/include"
  printf 'module %s { header "%s" export * }\n' "$library" \
    "$root/Sources/$library/include/$(echo "$library" | tr '[:upper:]' '[:lower:]').h" > "$build/$library.modulemap"
  includes="$includes -Xcc -fmodule-map-file=$build/$library.modulemap"
  clang -c -g -O1 -fsanitize=address,fuzzer-no-link -I/usr/include/libxml2 -I "Sources/$library/include" \
    "Sources/$library"/*.c -o "$build/objects/$library.o"
done
yams=$(find "$root/.build/checkouts/Yams/Sources/CYaml/include" -name module.modulemap | head -n 1)
[ -z "$yams" ] || includes="$includes -Xcc -fmodule-map-file=$yams"

# Assertions are checked; each module is compiled again only where it or one before it has changed.
flags="-O -gline-tables-only -wmo -parse-as-library -assert-config Debug -swift-version 6 -package-name batchlint
  -sanitize=fuzzer,address -module-cache-path $build/cache"
stale=
for module in Platform CSV TextEncoding Files JSON YAML RuleResources Migration IMAP Workbook Layout Linting \
  Configuration Reporting; do
  object=$build/objects/$module.o
  sources=$(find "Sources/$module" -name '*.swift' | sort)
  [ ! -d "$build/$module" ] || sources="$sources $build/$module/Embedded.swift"
  # shellcheck disable=SC2086
  if [ -n "$stale" ] || [ ! -f "$object" ] || [ -n "$(find "Sources/$module" -newer "$object" | head -n 1)" ]; then
    echo "compiling $module"
    swiftc $flags $includes -module-name "$module" -emit-module -emit-module-path "$build/modules/$module.swiftmodule" \
      -c $sources -o "$object"
    stale=1
  fi
done

echo "compiling the harness"
# shellcheck disable=SC2086,SC2046
swiftc $flags $includes -module-name fuzz -emit-executable -use-ld=lld .fuzz/Sources/*.swift \
  Tests/CSVTests/ReferenceReader.swift Tests/CSVTests/ReadRecord.swift Tests/IMAPTests/Conversation.swift \
  Tests/TestSupport/GeneratedDump.swift Tests/TestSupport/SyntheticWorkbook.swift \
  Tests/TestSupport/SeededGenerator.swift Tests/TestSupport/LintSample.swift \
  Sources/LanguageServer/Protocol/FrameReader.swift Sources/LanguageServer/Protocol/Message.swift \
  Sources/LanguageServer/Protocol/PositionEncoding.swift \
  $(for object in "$build"/objects/*.o; do printf -- '-Xlinker %s ' "$object"; done) \
  $(find "$release/Yams.build" "$release/CYaml.build" -name '*.o' | sed 's/^/-Xlinker /') \
  -lxml2 -licui18n -licuuc -lz -lresolv -o "$build/fuzz"
