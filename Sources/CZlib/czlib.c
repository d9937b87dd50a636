#include "czlib.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct czlib_stream {
  z_stream state;
  const uint8_t *next;
  size_t left;
  int ended;
};

static uInt piece(size_t length) { return length > INT_MAX ? INT_MAX : (uInt)length; }

czlib_stream *czlib_inflate_open(const uint8_t *bytes, size_t length) {
  czlib_stream *stream = calloc(1, sizeof *stream);
  if (!stream) return NULL;
  stream->next = bytes;
  stream->left = length;
  if (inflateInit2(&stream->state, -MAX_WBITS) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

long czlib_inflate(czlib_stream *stream, uint8_t *buffer, size_t capacity) {
  z_stream *state = &stream->state;
  state->next_out = buffer;
  state->avail_out = piece(capacity);
  uInt room = state->avail_out;
  while (!stream->ended && state->avail_out == room) {
    if (state->avail_in == 0) {
      state->next_in = (Bytef *)stream->next;
      state->avail_in = piece(stream->left);
      stream->next += state->avail_in;
      stream->left -= state->avail_in;
    }
    int status = inflate(state, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      stream->ended = 1;
    } else if (status != Z_OK) {
      return -1;
    }
  }
  return (long)(room - state->avail_out);
}

void czlib_inflate_close(czlib_stream *stream) {
  inflateEnd(&stream->state);
  free(stream);
}

size_t czlib_deflate(const uint8_t *bytes, size_t length, uint8_t *buffer, size_t capacity) {
  z_stream state;
  memset(&state, 0, sizeof state);
  if (length > INT_MAX || capacity > INT_MAX) return 0;
  if (deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  state.next_in = (Bytef *)bytes;
  state.avail_in = (uInt)length;
  state.next_out = buffer;
  state.avail_out = (uInt)capacity;
  int status = deflate(&state, Z_FINISH);
  size_t written = state.total_out;
  deflateEnd(&state);
  return status == Z_STREAM_END ? written : 0;
}

size_t czlib_deflate_bound(size_t length) { return compressBound(length) + 16; }

uint32_t czlib_crc32(uint32_t crc, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    uInt count = piece(length);
    crc = (uint32_t)crc32(crc, bytes, count);
    bytes += count;
    length -= count;
  }
  return crc;
}
