// SPDX-License-Identifier: Apache-2.0

#include "console.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

int stanch_terminal_columns(int descriptor) {
  struct winsize size = {0};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void stanch_end_on_interruption(void) {
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

static struct termios cooked;
static int is_raw = 0;

int stanch_enter_raw_mode(void) {
  static int is_registered = 0;
  if (is_raw) return 1;
  if (tcgetattr(STDIN_FILENO, &cooked) != 0) return 0;
  // Whatever ends the program, the terminal is left as it was.
  if (!is_registered) is_registered = atexit(stanch_leave_raw_mode) == 0;
  struct termios raw = cooked;
  raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  is_raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
  return is_raw;
}

void stanch_leave_raw_mode(void) {
  if (is_raw) tcsetattr(STDIN_FILENO, TCSADRAIN, &cooked);
  is_raw = 0;
}

int stanch_next_input_byte(void) {
  unsigned char byte;
  for (;;) {
    ssize_t count = read(STDIN_FILENO, &byte, 1);
    if (count == 1) return byte;
    if (count == 0) return -1;
    // A window that changes its size is no end.
    if (count < 0 && errno != EINTR) return -1;
  }
}

int stanch_open_in_browser(int port, unsigned long long token_high, unsigned long long token_low) {
  char address[96];
  snprintf(address, sizeof address, "http://127.0.0.1:%d/%016llx%016llx/", port, token_high, token_low);
  char *arguments[] = {"xdg-open", address, NULL};
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions) != 0) return 0;
  // What a browser has to say does not belong into the terminal.
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
  pid_t child = 0;
  int failure = posix_spawnp(&child, "xdg-open", &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return failure == 0;
}
