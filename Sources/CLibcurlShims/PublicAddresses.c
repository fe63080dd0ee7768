// Which addresses belong to the public internet, and a transfer that connects to no other.
//
// The check stands where the socket is made, so that it sees the very address that is connected to: a name that resolves
// to a public address first and to a private one later gains nothing.
//
// Source: the IANA registries of special-purpose addresses (RFC 6890 and its successors).

#include "LoadedLibcurl.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

struct range {
  uint32_t first;
  int bits;
};

static int is_public_ipv4(uint32_t address) {
  static const struct range special[] = {
      {0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
      {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
      {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 3},
  };
  for (size_t index = 0; index < sizeof special / sizeof *special; index++) {
    uint32_t mask = 0xFFFFFFFFu << (32 - special[index].bits);
    if ((address & mask) == special[index].first) return 0;
  }
  return 1;
}

// Global unicast addresses only (2000::/3), without those that stand for protocols and documentation (2001::/23,
// 2001:db8::/32, 3fff::/20) and those that hold an IPv4 address inside (2002::/16).
static int is_public_ipv6(const uint8_t *bytes) {
  if ((bytes[0] & 0xE0) != 0x20) return 0;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02) return 0;
  if (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8) return 0;
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return 0;
  if (bytes[0] == 0x3F && bytes[1] == 0xFF && bytes[2] < 0x10) return 0;
  return 1;
}

int fulcrum_is_public_address(const struct sockaddr *address) {
  if (address->sa_family == AF_INET) {
    struct sockaddr_in ipv4;
    memcpy(&ipv4, address, sizeof ipv4);
    return is_public_ipv4(ntohl(ipv4.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    struct sockaddr_in6 ipv6;
    memcpy(&ipv6, address, sizeof ipv6);
    return is_public_ipv6(ipv6.sin6_addr.s6_addr);
  }
  return 0;
}

static curl_socket_t open_public(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)context;
  if (purpose != CURLSOCKTYPE_IPCXN || !fulcrum_is_public_address(&address->addr)) return CURL_SOCKET_BAD;
  int descriptor = socket(address->family, address->socktype, address->protocol);
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return descriptor;
}

CURLcode fulcrum_curl_set_public_only(CURL *handle) {
  return fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_public);
}
