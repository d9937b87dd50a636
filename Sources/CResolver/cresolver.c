#include "cresolver.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

static int use_server(struct __res_state *state, const char *server, int port) {
  union {
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
  } address;
  memset(&address, 0, sizeof address);
  if (inet_pton(AF_INET, server, &address.v4.sin_addr) == 1) {
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = htons((uint16_t)port);
#ifdef __APPLE__
    res_setservers(state, (union res_sockaddr_union *)&address, 1);
#else
    state->nscount = 1;
    state->nsaddr_list[0] = address.v4;
    state->_u._ext.nscount = 0;
#endif
    return 1;
  }
  if (inet_pton(AF_INET6, server, &address.v6.sin6_addr) != 1) return 0;
  address.v6.sin6_family = AF_INET6;
  address.v6.sin6_port = htons((uint16_t)port);
#ifdef __APPLE__
  res_setservers(state, (union res_sockaddr_union *)&address, 1);
#else
  state->nscount = 1;
  state->nsaddr_list[0].sin_family = 0;
  struct sockaddr_in6 *copy = malloc(sizeof *copy);
  if (!copy) return 0;
  *copy = address.v6;
  // res_nclose(3) and res_ninit(3) of glibc free what they find here.
  state->_u._ext.nsaddrs[0] = copy;
  state->_u._ext.nscount = 1;
#endif
  return 1;
}

static void copy_name(char *target, const char *name) {
  size_t length = strlen(name);
  if (length > 0 && name[length - 1] == '.') length--;
  if (length > 255) length = 255;
  memcpy(target, name, length);
  target[length] = 0;
}

static int read_record(ns_msg *message, ns_rr *record, cresolver_record *out) {
  const unsigned char *data = ns_rr_rdata(*record);
  size_t length = ns_rr_rdlen(*record);
  char name[NS_MAXDNAME];
  memset(out, 0, sizeof *out);
  out->type = ns_rr_type(*record);
  out->ttl = ns_rr_ttl(*record);
  copy_name(out->owner, ns_rr_name(*record));
  switch (out->type) {
  case ns_t_a:
    return length == 4 && inet_ntop(AF_INET, data, out->address, sizeof out->address) != NULL;
  case ns_t_aaaa:
    return length == 16 && inet_ntop(AF_INET6, data, out->address, sizeof out->address) != NULL;
  case ns_t_mx:
    if (length < 3) return 0;
    out->priority = (uint16_t)ns_get16(data);
    data += 2;
    break;
  case ns_t_srv:
    if (length < 7) return 0;
    out->priority = (uint16_t)ns_get16(data);
    out->weight = (uint16_t)ns_get16(data + 2);
    out->port = (uint16_t)ns_get16(data + 4);
    data += 6;
    break;
  case ns_t_ns:
  case ns_t_cname:
    break;
  default:
    return 0;
  }
  if (ns_name_uncompress(ns_msg_base(*message), ns_msg_end(*message), data, name, sizeof name) < 0) return 0;
  copy_name(out->target, name);
  return 1;
}

int cresolver_parse(
  const unsigned char *answer, int length, int type, cresolver_record *records, int capacity, int *exists) {
  ns_msg message;
  if (ns_initparse(answer, length, &message) < 0) return cresolver_malformed;
  int code = ns_msg_getflag(message, ns_f_rcode);
  *exists = code != ns_r_nxdomain;
  if (code == ns_r_nxdomain) return 0;
  if (code != ns_r_noerror) return cresolver_refused - code;
  int count = 0;
  for (int index = 0; index < ns_msg_count(message, ns_s_an) && count < capacity; index++) {
    ns_rr record;
    if (ns_parserr(&message, ns_s_an, index, &record) < 0) return cresolver_malformed;
    if ((int)ns_rr_type(record) != type) continue;
    if (!read_record(&message, &record, &records[count])) return cresolver_malformed;
    count++;
  }
  return count;
}

int cresolver_query(
  const char *name, int type, const char *server, int port, int seconds, int attempts, cresolver_record *records,
  int capacity, int *exists) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  *exists = 1;
  if (res_ninit(&state) < 0) return cresolver_no_resolver;
  if (server && !use_server(&state, server, port > 0 ? port : 53)) {
    res_nclose(&state);
    return cresolver_no_resolver;
  }
  state.retrans = seconds;
  state.retry = attempts;
  // Names are absolute: no search list.
  state.options &= ~(unsigned long)(RES_DEFNAMES | RES_DNSRCH);
#ifndef __APPLE__
  // Answers such as SERVFAIL are handed over instead of being taken for no answer.
  state.pfcode = RES_PRF_REPLY;
#endif
  size_t room = 65536;
  unsigned char *answer = malloc(room);
  if (!answer) {
    res_nclose(&state);
    return cresolver_no_resolver;
  }
  unsigned char query[NS_PACKETSZ];
  int result = cresolver_malformed;
  int asked = res_nmkquery(&state, ns_o_query, name, ns_c_in, type, NULL, 0, NULL, query, sizeof query);
  if (asked > 0) {
    int length = res_nsend(&state, query, asked, answer, (int)room);
    if (length < 0) {
      result = cresolver_timed_out;
    } else {
      result = cresolver_parse(answer, length > (int)room ? (int)room : length, type, records, capacity, exists);
    }
  }
  free(answer);
  res_nclose(&state);
  return result;
}
