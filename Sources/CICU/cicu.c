#include "cicu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>
#include <unicode/uscript.h>
#include <unicode/usprep.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/uvernum.h>

struct cicu_regex {
  URegularExpression *expression;
};

// UTF-8 to UTF-16 in memory of its own; bytes that are not UTF-8 become U+FFFD.
static UChar *utf16(const char *text, size_t length, int32_t *units) {
  UChar *buffer = malloc(sizeof(UChar) * (length + 1));
  if (!buffer) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8WithSub(buffer, (int32_t)length + 1, units, text, (int32_t)length, 0xFFFD, NULL, &status);
  if (U_FAILURE(status)) {
    free(buffer);
    return NULL;
  }
  return buffer;
}

cicu_regex *cicu_regex_open(const char *pattern, size_t length, int32_t time_limit, int32_t *failure_offset) {
  *failure_offset = -1;
  int32_t units = 0;
  UChar *text = utf16(pattern, length, &units);
  if (!text) return NULL;
  UErrorCode status = U_ZERO_ERROR;
  UParseError place = {.line = 0, .offset = -1};
  URegularExpression *expression = uregex_open(text, units, 0, &place, &status);
  free(text);
  if (U_SUCCESS(status)) uregex_setTimeLimit(expression, time_limit, &status);
  if (U_FAILURE(status)) {
    *failure_offset = place.offset;
    uregex_close(expression);
    return NULL;
  }
  cicu_regex *regex = malloc(sizeof *regex);
  if (!regex) {
    uregex_close(expression);
    return NULL;
  }
  regex->expression = expression;
  return regex;
}

int cicu_regex_find(cicu_regex *regex, const char *text, size_t length) {
  int32_t units = 0;
  UChar *buffer = utf16(text, length, &units);
  if (!buffer) return -2;
  UErrorCode status = U_ZERO_ERROR;
  uregex_setText(regex->expression, buffer, units, &status);
  UBool found = uregex_find(regex->expression, 0, &status);
  // The expression keeps a pointer to the text; give it one that outlives the buffer.
  static const UChar nothing[1] = {0};
  UErrorCode reset = U_ZERO_ERROR;
  uregex_setText(regex->expression, nothing, 0, &reset);
  free(buffer);
  if (status == U_REGEX_TIME_OUT) return -1;
  return U_FAILURE(status) ? -2 : found ? 1 : 0;
}

void cicu_regex_close(cicu_regex *regex) {
  if (!regex) return;
  uregex_close(regex->expression);
  free(regex);
}

struct cicu_converter {
  UConverter *converter;
};

cicu_converter *cicu_converter_open(const char *encoding) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_converter *result = malloc(sizeof *result);
  if (!result) {
    ucnv_close(converter);
    return NULL;
  }
  result->converter = converter;
  return result;
}

int32_t cicu_converter_next(cicu_converter *converter, const char *bytes, size_t length, size_t *offset) {
  if (*offset >= length) return -1;
  const char *source = bytes + *offset;
  UErrorCode status = U_ZERO_ERROR;
  UChar32 c = ucnv_getNextUChar(converter->converter, &source, bytes + length, &status);
  if (source <= bytes + *offset) source = bytes + *offset + 1;
  // In tables of more than one byte, ICU puts the control character SUB for a single byte that fits nothing.
  UBool is_substitute = c == 0x1A && (uint8_t)bytes[*offset] >= 0x80;
  *offset = (size_t)(source - bytes);
  return U_FAILURE(status) || is_substitute ? 0xFFFD : c;
}

int64_t cicu_encode(const char *encoding, const char *text, size_t length, char *output, size_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &status);
  if (U_FAILURE(status)) return -1;
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  int32_t units = 0;
  UChar *buffer = utf16(text, length, &units);
  int64_t written = buffer ? ucnv_fromUChars(converter, output, (int32_t)capacity, buffer, units, &status) : -1;
  free(buffer);
  ucnv_close(converter);
  return U_FAILURE(status) ? -1 : written;
}

void cicu_converter_close(cicu_converter *converter) {
  if (!converter) return;
  ucnv_close(converter->converter);
  free(converter);
}

int cicu_idna_to_ascii(const char *domain, size_t length, char *output, size_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UIDNA *idna = uidna_openUTS46(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
  if (U_FAILURE(status)) return -1;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t written =
      uidna_nameToASCII_UTF8(idna, domain, (int32_t)length, output, (int32_t)capacity, &info, &status);
  uidna_close(idna);
  return U_FAILURE(status) || info.errors != 0 ? -1 : written;
}

int cicu_display_width(int32_t c) {
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int cicu_character_name(int32_t c, char *output, size_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t written = u_charName(c, U_EXTENDED_CHAR_NAME, output, (int32_t)capacity, &status);
  return U_FAILURE(status) ? 0 : written;
}

int64_t cicu_normalize(const char *text, size_t length, char *output, size_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFCInstance(&status);
  int32_t units = 0;
  UChar *source = utf16(text, length, &units);
  if (!source || U_FAILURE(status)) {
    free(source);
    return -1;
  }
  if (unorm2_isNormalized(form, source, units, &status)) {
    free(source);
    return -2;
  }
  // No composition is longer than its parts, but a few characters decompose for good.
  int32_t room = units * 4 + 16;
  UChar *result = malloc(sizeof(UChar) * (size_t)room);
  int32_t written = result ? unorm2_normalize(form, source, units, result, room, &status) : 0;
  int32_t bytes = 0;
  if (result) u_strToUTF8(output, (int32_t)capacity, &bytes, result, written, &status);
  free(source);
  free(result);
  return U_FAILURE(status) || !result ? -1 : bytes;
}

int cicu_saslprep_allows(const char *text, size_t length) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t units = 0;
  UChar *source = utf16(text, length, &units);
  UStringPrepProfile *profile = usprep_openByType(USPREP_RFC4013_SASLPREP, &status);
  int32_t room = units * 4 + 16;
  UChar *result = malloc(sizeof(UChar) * (size_t)room);
  // Characters that Unicode 3.2 did not know are let through: a stored string may not have them, a query may.
  if (source && result) usprep_prepare(profile, source, units, result, room, USPREP_ALLOW_UNASSIGNED, NULL, &status);
  usprep_close(profile);
  free(source);
  free(result);
  return U_SUCCESS(status);
}

int32_t cicu_lookalike(int32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  if (!u_isalpha(c) || uscript_getScript(c, &status) == USCRIPT_LATIN) return -1;
  static USpoofChecker *checker;
  if (!checker) checker = uspoof_open(&status);
  UChar source[2];
  int32_t units = 0;
  UBool failed = 0;
  U16_APPEND(source, units, 2, c, failed);
  UChar skeleton[8];
  int32_t length = failed ? 0 : uspoof_getSkeleton(checker, 0, source, units, skeleton, 8, &status);
  if (U_FAILURE(status) || length != 1) return -1;
  UChar ascii = skeleton[0];
  return (ascii >= 'a' && ascii <= 'z') || (ascii >= 'A' && ascii <= 'Z') ? ascii : -1;
}

const char *cicu_version(void) { return U_ICU_VERSION; }
