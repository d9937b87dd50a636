// libxml2 behind an opaque face: its headers bring in ICU's, which must not reach Swift.
#ifndef CLIBXML2_H
#define CLIBXML2_H
#include <stddef.h>

typedef struct cxml_writer cxml_writer;

// Opens a document (UTF-8, indented); what is written goes to `write` in pieces. NULL without memory.
cxml_writer *cxml_writer_open(void (*write)(void *context, const char *bytes, size_t length), void *context);
void cxml_start_element(cxml_writer *writer, const char *name);
void cxml_attribute(cxml_writer *writer, const char *name, const char *value);
void cxml_text(cxml_writer *writer, const char *text);
void cxml_end_element(cxml_writer *writer);
// Closes what is open, writes what is left and frees the writer.
void cxml_writer_close(cxml_writer *writer);

// Validates a document against an XML Schema file: 0 valid, 1 not valid, -1 one of them cannot be read.
// The first complaint is left in `complaint`.
int cxml_validate(const char *schema_path, const char *document, size_t length, char *complaint, size_t capacity);

// The version of libxml2, "2.9.14".
const char *cxml_version(void);
#endif
