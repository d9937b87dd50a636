// zlib for raw deflate streams, as the members of a ZIP archive are.
#ifndef CZLIB_H
#define CZLIB_H
#include <stddef.h>
#include <stdint.h>

typedef struct czlib_stream czlib_stream;

// Decompresses `length` bytes, which must live until the stream is closed. NULL without memory.
czlib_stream *czlib_inflate_open(const uint8_t *bytes, size_t length);
// Writes up to `capacity` bytes and returns their number: 0 at the end of the stream, -1 where it is damaged or cut
// off.
long czlib_inflate(czlib_stream *stream, uint8_t *buffer, size_t capacity);
void czlib_inflate_close(czlib_stream *stream);

// Compresses `length` bytes into `buffer`, and returns their number, 0 where `capacity` is less than
// `czlib_deflate_bound(length)` or there is no memory.
size_t czlib_deflate(const uint8_t *bytes, size_t length, uint8_t *buffer, size_t capacity);
size_t czlib_deflate_bound(size_t length);

// The CRC-32 of the bytes before, of which `crc` is the sum (0 at the start), and of these.
uint32_t czlib_crc32(uint32_t crc, const uint8_t *bytes, size_t length);
#endif
