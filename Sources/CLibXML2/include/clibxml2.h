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

// How a document's parts are handed out while it is read. Strings are UTF-8 and live until the function returns;
// a function that returns anything but 0 stops the reading.
typedef struct {
  // Copies the next bytes of the document into `buffer` and returns their number: 0 at the end, -1 on failure.
  int (*read)(void *context, char *buffer, int capacity);
  // `attributes` holds five pointers each: local name, prefix, namespace, and where the value starts and ends.
  // In a value `&` may be left as `&#38;`.
  int (*start)(void *context, const char *name, const char *const *attributes, int count);
  int (*end)(void *context, const char *name);
  // Text and CDATA sections, in pieces.
  int (*text)(void *context, const char *bytes, int length);
} cxml_handler;

typedef enum {
  CXML_READ_WHOLE,
  CXML_READ_STOPPED,
  CXML_READ_MALFORMED,
  CXML_READ_DOCTYPE,
  CXML_READ_TOO_DEEP,
  CXML_READ_NO_MEMORY,
} cxml_result;

// Reads a document from front to back, with libxml2's SAX2 interface. A document type declaration ends the reading,
// so that there are no entities but the five predefined ones; nothing else is opened, neither files nor network.
// `line` is where the reading ended.
cxml_result cxml_read(const cxml_handler *handler, void *context, int depth_limit, int *line);

// Validates a document against an XML Schema file: 0 valid, 1 not valid, -1 one of them cannot be read.
// The first complaint is left in `complaint`.
int cxml_validate(const char *schema_path, const char *document, size_t length, char *complaint, size_t capacity);

// The version of libxml2, "2.9.14".
const char *cxml_version(void);
#endif
