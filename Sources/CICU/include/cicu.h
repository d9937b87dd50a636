// libicu behind an opaque face: no ICU header may reach Swift, whose Foundation brings an ICU of its own.
#ifndef CICU_H
#define CICU_H
#include <stddef.h>
#include <stdint.h>

typedef struct cicu_regex cicu_regex;

// Compiles a UTF-8 pattern. NULL on failure; *failure_offset is then where the pattern is wrong, in
// code units from 0, or -1. A match that takes more than about time_limit milliseconds is given up.
cicu_regex *cicu_regex_open(const char *pattern, size_t length, int32_t time_limit, int32_t *failure_offset);
// 1 found, 0 not found, -1 the time limit was reached, -2 another failure.
int cicu_regex_find(cicu_regex *regex, const char *text, size_t length);
void cicu_regex_close(cicu_regex *regex);

typedef struct cicu_converter cicu_converter;

cicu_converter *cicu_converter_open(const char *encoding);
// The next code point and the offset behind its bytes; -1 at the end, 0xFFFD for bytes that fit nothing.
int32_t cicu_converter_next(cicu_converter *converter, const char *bytes, size_t length, size_t *offset);
/// UTF-8 in another encoding, without a byte order mark; its length, or -1 where a character has no bytes there.
int64_t cicu_encode(const char *encoding, const char *text, size_t length, char *output, size_t capacity);
void cicu_converter_close(cicu_converter *converter);

// The ASCII form of a domain (UTS 46, nontransitional); its length, or -1.
int cicu_idna_to_ascii(const char *domain, size_t length, char *output, size_t capacity);

// How many columns of a terminal a code point takes: 0, 1 or 2.
int cicu_display_width(int32_t code_point);
// The Unicode name of a code point; its length.
int cicu_character_name(int32_t code_point, char *output, size_t capacity);
// Normalization Form C of UTF-8; its length, -2 where the text has it already, -1 on failure.
int64_t cicu_normalize(const char *text, size_t length, char *output, size_t capacity);
// Whether SASLprep (RFC 4013) takes a text.
int cicu_saslprep_allows(const char *text, size_t length);
// The ASCII letter that a letter of another script than Latin looks like (UTS 39); -1 where there is none. For one thread.
int32_t cicu_lookalike(int32_t code_point);
// The version of ICU, "72.1".
const char *cicu_version(void);
#endif
