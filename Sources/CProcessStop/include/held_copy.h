// SPDX-License-Identifier: Apache-2.0

#pragma once
#include "process_stop.h"

/// Most ranges of code in which a thread may wait to be the one that makes the copy.
#define STANCH_PLACE_LIMIT 8

/// Why there is no copy.
enum stanch_copy_failure {
  STANCH_COPY_MADE = 0,
  /// A thread may not be traced; `code` is the errno.
  STANCH_COPY_REFUSED,
  /// Thread `failed_thread` did not stop in time.
  STANCH_COPY_DID_NOT_STOP,
  STANCH_COPY_TOO_MANY_THREADS,
  /// The process ended.
  STANCH_COPY_GONE,
  /// No thread waits at a place where it can make the copy.
  STANCH_COPY_NO_PLACE,
  /// The kernel made no copy; `code` is the errno.
  STANCH_COPY_NOT_MADE,
  STANCH_COPY_TOO_SLOW,
  /// The holder died before it answered.
  STANCH_COPY_HOLDER_DIED,
  /// This processor is not known.
  STANCH_COPY_FOREIGN,
};

/// The steps of holding a copy, in their order; tests end the holder at each.
enum stanch_copy_step {
  STANCH_STEP_SEIZING = 1,
  STANCH_STEP_STOPPED,
  STANCH_STEP_WRITTEN,
  STANCH_STEP_SET,
  STANCH_STEP_ENTERED,
  STANCH_STEP_CLONED,
  STANCH_STEP_HELD,
  STANCH_STEP_RESTORED,
  STANCH_STEP_HOLDING,
  STANCH_STEP_KILLED,
  STANCH_STEP_ENTERED_TO_REAP,
  STANCH_STEP_REAPED,
};

/// A thread as it was when the process stood still.
struct stanch_copy_thread {
  int32_t thread;
  /// A signal that it was about to receive, handed over when it is let go.
  int32_t signal;
  int32_t is_held;
  /// How many of the words were read.
  int32_t word_count;
  uint64_t words[STANCH_REGISTER_LIMIT];
};

/// A copy of a process that the kernel made (fork), held still so that it can be read.
///
/// Lies in memory that is shared with the holder, a process of our own that traces the copy.
struct stanch_copy {
  // What is asked for.
  int32_t pid;
  int32_t thread_limit;
  uint64_t patience_nanoseconds;
  uint64_t longest_stop_nanoseconds;
  /// Ranges of code [low, high) with a system call whose early and senseless end harms nobody: its caller asks again.
  uint64_t places[2 * STANCH_PLACE_LIMIT];
  int32_t place_count;
  /// For tests: the step at which the holder waits, and for how long.
  int32_t dwell_step;
  uint64_t dwell_nanoseconds;
  /// Address of code that ends the process without reading anything.
  uint64_t end;

  // What the holder answers.
  int32_t step;
  int32_t failure;
  int32_t code;
  int32_t failed_thread;
  /// The copy's number, as we and as the process see it.
  int32_t copy;
  int32_t inner_copy;
  /// Whether the process was freed of the copy's remains.
  int32_t is_reaped;
  int32_t thread_count;
  uint64_t stopped_nanoseconds;

  // Ours.
  int32_t holder;
  int32_t socket;
  uint64_t byte_count;
};

/// A thread of the copy's original, as it was; `index` is below `thread_count`.
const struct stanch_copy_thread *stanch_copy_thread_at(const struct stanch_copy *copy, int index);

/// Makes room for a copy of a process; null without memory.
struct stanch_copy *stanch_copy_new(int pid, int thread_limit);

/// Stops a process for as long as the kernel takes to copy it, and has the copy held by a process of our own.
///
/// A thread that waits in one of the places makes the copy: its own system call instruction is run once more with other
/// arguments, and then its registers are set back. Whatever ends the holder meanwhile, the thread goes on as if its wait
/// had ended early, and the copy, whose stack holds nothing but the address `end`, ends itself. The copy never runs an
/// instruction of the program as long as it is held. 0, or a failure, with which nothing is held.
int stanch_copy_hold(struct stanch_copy *copy);

/// Ends the copy and frees the process of its remains; the memory of `copy` is gone after. 1 when nothing is left behind.
int stanch_copy_release(struct stanch_copy *copy);
