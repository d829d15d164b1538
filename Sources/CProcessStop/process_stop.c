// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "process_stop.h"

#include <elf.h>
#include <errno.h>
#include <pthread.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

struct body {
  void (*run)(void *);
  void *context;
};

static void *run(void *argument) {
  struct body *body = argument;
  body->run(body->context);
  return NULL;
}

int stanch_on_own_thread(void (*body)(void *), void *context) {
  struct body argument = {body, context};
  pthread_t thread;
  int code = pthread_create(&thread, NULL, run, &argument);
  return code != 0 ? code : pthread_join(thread, NULL);
}

int stanch_seize(int thread) {
  return ptrace(PTRACE_SEIZE, thread, 0, 0) == 0 ? 0 : errno;
}

int stanch_interrupt(int thread) {
  return ptrace(PTRACE_INTERRUPT, thread, 0, 0) == 0 ? 0 : errno;
}

int stanch_has_stopped(int thread, int *signal) {
  int status = 0;
  pid_t found = waitpid(thread, &status, __WALL | WNOHANG);
  *signal = 0;
  if (found == 0) {
    return 0;
  }
  if (found != thread || !WIFSTOPPED(status)) {
    return -1;
  }
  // Events stand above the signal; without one the thread was about to receive this signal and must not lose it.
  if (status >> 16 == 0) {
    *signal = WSTOPSIG(status);
  }
  return 1;
}

int stanch_read_registers(int thread, uint64_t *words) {
  struct iovec area = {words, STANCH_REGISTER_LIMIT * sizeof(uint64_t)};
  if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &area) != 0) {
    return 0;
  }
  return (int)(area.iov_len / sizeof(uint64_t));
}

int stanch_detach(int thread, int signal) {
  return ptrace(PTRACE_DETACH, thread, 0, (void *)(long)signal) == 0 ? 0 : errno;
}

long stanch_read_memory(int pid, const struct iovec *ours, unsigned long our_count, const struct iovec *theirs,
                        unsigned long their_count) {
  ssize_t count = process_vm_readv(pid, ours, our_count, theirs, their_count, 0);
  return count < 0 ? -(long)errno : (long)count;
}
