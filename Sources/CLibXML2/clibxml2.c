#include "clibxml2.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct cxml_writer {
  xmlTextWriterPtr text;
  void (*write)(void *, const char *, size_t);
  void *context;
};

static int write_piece(void *context, const char *bytes, int length) {
  cxml_writer *writer = context;
  if (length > 0) writer->write(writer->context, bytes, (size_t)length);
  return length;
}

cxml_writer *cxml_writer_open(void (*write)(void *, const char *, size_t), void *context) {
  cxml_writer *writer = malloc(sizeof *writer);
  if (!writer) return NULL;
  writer->write = write;
  writer->context = context;
  xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(write_piece, NULL, writer, NULL);
  writer->text = buffer ? xmlNewTextWriter(buffer) : NULL;
  if (!writer->text) {
    free(writer);
    return NULL;
  }
  xmlTextWriterSetIndent(writer->text, 1);
  xmlTextWriterStartDocument(writer->text, NULL, "UTF-8", NULL);
  return writer;
}

void cxml_start_element(cxml_writer *writer, const char *name) {
  xmlTextWriterStartElement(writer->text, BAD_CAST name);
}

void cxml_attribute(cxml_writer *writer, const char *name, const char *value) {
  xmlTextWriterWriteAttribute(writer->text, BAD_CAST name, BAD_CAST value);
}

void cxml_text(cxml_writer *writer, const char *text) { xmlTextWriterWriteString(writer->text, BAD_CAST text); }

void cxml_end_element(cxml_writer *writer) { xmlTextWriterEndElement(writer->text); }

void cxml_writer_close(cxml_writer *writer) {
  xmlTextWriterEndDocument(writer->text);
  xmlFreeTextWriter(writer->text);
  free(writer);
}

typedef struct {
  const cxml_handler *handler;
  void *context;
  xmlParserCtxtPtr parser;
  int depth;
  int depth_limit;
  cxml_result result;
} reading;

static void stop(reading *reading, cxml_result result) {
  if (reading->result == CXML_READ_WHOLE) reading->result = result;
  xmlStopParser(reading->parser);
}

static int next_bytes(void *context, char *buffer, int capacity) {
  reading *reading = context;
  return reading->handler->read(reading->context, buffer, capacity);
}

static void start_element(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int count, int default_count, const xmlChar **attributes) {
  reading *reading = context;
  if (reading->result != CXML_READ_WHOLE) return;
  reading->depth += 1;
  if (reading->depth > reading->depth_limit) return stop(reading, CXML_READ_TOO_DEEP);
  if (reading->handler->start(reading->context, (const char *)name, (const char *const *)attributes, count))
    stop(reading, CXML_READ_STOPPED);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  reading *reading = context;
  if (reading->result != CXML_READ_WHOLE) return;
  reading->depth -= 1;
  if (reading->handler->end(reading->context, (const char *)name)) stop(reading, CXML_READ_STOPPED);
}

static void characters(void *context, const xmlChar *bytes, int length) {
  reading *reading = context;
  if (reading->result != CXML_READ_WHOLE) return;
  if (reading->handler->text(reading->context, (const char *)bytes, length)) stop(reading, CXML_READ_STOPPED);
}

static void refuse_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  stop(context, CXML_READ_DOCTYPE);
}

static void ignore_error(void *context, xmlErrorPtr error) {}

cxml_result cxml_read(const cxml_handler *handler, void *context, int depth_limit, int *line) {
  xmlSAXHandler sax = {
      .initialized = XML_SAX2_MAGIC,
      .startElementNs = start_element,
      .endElementNs = end_element,
      .characters = characters,
      .ignorableWhitespace = characters,
      .cdataBlock = characters,
      .internalSubset = refuse_doctype,
      .serror = ignore_error,
  };
  reading reading = {handler, context, NULL, 0, depth_limit, CXML_READ_WHOLE};
  reading.parser = xmlCreateIOParserCtxt(&sax, &reading, next_bytes, NULL, &reading, XML_CHAR_ENCODING_NONE);
  if (!reading.parser) return CXML_READ_NO_MEMORY;
  xmlCtxtUseOptions(reading.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlParseDocument(reading.parser);
  if (reading.result == CXML_READ_WHOLE && !reading.parser->wellFormed)
    reading.result = reading.parser->errNo == XML_ERR_NO_MEMORY ? CXML_READ_NO_MEMORY : CXML_READ_MALFORMED;
  if (line) *line = reading.parser->input ? reading.parser->input->line : 0;
  if (reading.parser->myDoc) xmlFreeDoc(reading.parser->myDoc);
  xmlFreeParserCtxt(reading.parser);
  return reading.result;
}

typedef struct {
  char *text;
  size_t capacity;
} complaint_buffer;

static void keep_first(void *context, const char *format, ...) {
  complaint_buffer *complaint = context;
  if (complaint->capacity == 0 || complaint->text[0] != 0) return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(complaint->text, complaint->capacity, format, arguments);
  va_end(arguments);
}

int cxml_validate(const char *schema_path, const char *document, size_t length, char *text, size_t capacity) {
  complaint_buffer complaint = {text, capacity};
  if (capacity > 0) text[0] = 0;
  int result = -1;
  xmlDocPtr tree = xmlReadMemory(document, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(schema_path);
  if (parser) xmlSchemaSetParserErrors(parser, keep_first, keep_first, &complaint);
  xmlSchemaPtr schema = parser ? xmlSchemaParse(parser) : NULL;
  xmlSchemaValidCtxtPtr validation = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
  if (tree && validation) {
    xmlSchemaSetValidErrors(validation, keep_first, keep_first, &complaint);
    int answer = xmlSchemaValidateDoc(validation, tree);
    result = answer == 0 ? 0 : answer > 0 ? 1 : -1;
  }
  if (validation) xmlSchemaFreeValidCtxt(validation);
  if (schema) xmlSchemaFree(schema);
  if (parser) xmlSchemaFreeParserCtxt(parser);
  if (tree) xmlFreeDoc(tree);
  return result;
}

const char *cxml_version(void) { return LIBXML_DOTTED_VERSION; }
