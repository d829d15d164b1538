// SPDX-License-Identifier: Apache-2.0

#include "console.h"

#include <signal.h>
#include <sys/ioctl.h>

int stanch_terminal_columns(int descriptor) {
  struct winsize size = {0};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void stanch_end_on_interruption(void) {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}
