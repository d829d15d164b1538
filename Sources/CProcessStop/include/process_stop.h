// SPDX-License-Identifier: Apache-2.0

#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

/// Most words that `stanch_read_registers` writes: arm64 has 34, amd64 has 27.
#define STANCH_REGISTER_LIMIT 40

/// Runs a body on a thread of its own and waits for its end; 0, or an errno when no thread could be made.
///
/// The kernel ties tracing to the thread that traces, and lets go of everything it traces when that thread ends, in
/// whatever way (ptrace(2)). So nothing can stay traced or stopped after this call returns, nor after our death.
int stanch_on_own_thread(void (*body)(void *), void *context);

/// Begins to trace a thread without stopping it (PTRACE_SEIZE), without any option that could end it; 0 or an errno.
int stanch_seize(int thread);

/// Asks a traced thread to stop (PTRACE_INTERRUPT); 0 or an errno.
int stanch_interrupt(int thread);

/// Asks whether a traced thread has stopped, without waiting.
///
/// 0: it has not yet. 1: it has; `*signal` is what must be handed to it when it is let go, 0 in the usual stop. -1: it is
/// gone.
int stanch_has_stopped(int thread, int *signal);

/// Copies the general registers of a stopped thread as words in the kernel's order; how many, or 0.
int stanch_read_registers(int thread, uint64_t *words);

/// Lets a stopped thread go on, with the signal it was about to receive; 0 or an errno.
int stanch_detach(int thread, int signal);

/// Reads memory of a process into ours (process_vm_readv); how many bytes, or a negative errno.
long stanch_read_memory(int pid, const struct iovec *ours, unsigned long our_count, const struct iovec *theirs,
                        unsigned long their_count);

// Last, for it needs what is above.
#include "held_copy.h"
