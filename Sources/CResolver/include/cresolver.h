// The system's stub resolver (resolver(3)) behind an opaque interface: queries with a server, a time-out and retries of
// their own, over TCP where an answer is truncated.
#ifndef CRESOLVER_H
#define CRESOLVER_H
#include <stddef.h>
#include <stdint.h>

enum { cresolver_a = 1, cresolver_ns = 2, cresolver_cname = 5, cresolver_mx = 15, cresolver_aaaa = 28, cresolver_srv = 33 };

// One record of an answer's answer section. `address` is in text; `target` is a name without the final dot.
typedef struct {
  int type;
  uint32_t ttl;
  uint16_t priority, weight, port;
  char owner[256];
  char target[256];
  char address[48];
} cresolver_record;

enum {
  cresolver_timed_out = -1,
  cresolver_malformed = -2,
  cresolver_no_resolver = -3,
  // Below this: minus 100 minus the response code (RFC 1035 section 4.1.1).
  cresolver_refused = -100
};

// Asks for the records of a name. `server` is an IP address, or NULL for the system's; `port` 0 means 53.
// Returns how many records were written, 0 for a name without such records or that does not exist (`exists` shows
// which), or one of the negative numbers above.
int cresolver_query(
  const char *name, int type, const char *server, int port, int seconds, int attempts, cresolver_record *records,
  int capacity, int *exists);

// Reads the records of a type from an answer (RFC 1035 section 4). Returns what cresolver_query does.
int cresolver_parse(
  const unsigned char *answer, int length, int type, cresolver_record *records, int capacity, int *exists);
#endif
