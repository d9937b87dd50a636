#!/bin/sh
# Writes an object file with what the program needs of ICU's data, instead of the whole of it: converters, normal forms,
# names, confusables, stringprep and the breaks of words (for the users' patterns), but no language, no region and no
# calendar. Beside it an empty data package (ICU calls it stubdata) stands for the one of Foundation's own ICU, which nothing
# in the program asks for anything. Usage: icu-data.sh OBJECT
set -eu
object=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
archive=$(cc -print-file-name=libicudata.a)
foundation=$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")/lib/swift_static/linux/lib_FoundationICU.a
(cd "$folder" && ar x "$archive" && mv ./*.o data.o)
symbol=$(nm "$folder/data.o" | sed -n 's/.* R \(icudt[0-9]*_dat\)$/\1/p')
empty=$(nm "$foundation" 2>/dev/null | sed -n 's/.* R \(icudt[0-9]*_dat\)$/\1/p')
whole=$folder/${symbol%_dat}l.dat
objcopy -O binary --only-section=.rodata "$folder/data.o" "$whole"
PATH=$PATH:/usr/sbin
icupkg -l "$whole" | grep -vE '\.(cnv|cfu|icu|nrm|spp|brk|dict)$|^brkitr/(root|res_index)\.res$' > "$folder/unwanted.txt"
# The entries bear the package's name, which icupkg takes from the file's.
wanted=$folder/wanted/$(basename "$whole")
mkdir "$folder/wanted"
icupkg -r "$folder/unwanted.txt" "$whole" "$wanted"
cat > "$folder/data.s" <<EOF
    .section .rodata
    .globl $symbol
    .balign 16
$symbol:
    .incbin "$wanted"
    .globl $empty
    .balign 16
$empty:
    # The header of a package (stubdata.cpp of ICU): sizes, little endian, "ToCP", and no entry.
    .2byte 32
    .byte 0xda, 0x27
    .2byte 20, 0
    .byte 0, 0, 2, 0
    .ascii "ToCP"
    .byte 1, 0, 0, 0, 0, 0, 0, 0
    .ascii "Stubdata"
    .4byte 0, 0, 0, 0
    .section .note.GNU-stack, "", @progbits
EOF
mkdir -p "$(dirname "$object")"
cc -c -o "$object" "$folder/data.s"
