// SPDX-License-Identifier: Apache-2.0

#include "instance_claim.h"

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int stanch_claim_target(uint64_t digest) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  // sun_path[0] stays 0: that makes the name abstract (unix(7)).
  int length = snprintf(address.sun_path + 1, sizeof(address.sun_path) - 1, "stanch/capture/%016" PRIx64, digest);
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    return -2;
  }
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
  if (bind(descriptor, (struct sockaddr *)&address, size) == 0) {
    return descriptor;
  }
  int code = errno == EADDRINUSE ? -1 : -2;
  close(descriptor);
  return code;
}

void stanch_release_target(int descriptor) {
  close(descriptor);
}
