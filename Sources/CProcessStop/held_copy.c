// SPDX-License-Identifier: Apache-2.0

#define _GNU_SOURCE
#include "held_copy.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// The holder is forked from a process with several threads: until its end it may call nothing that takes a lock or
// memory. All of its state is in the shared memory or on its stack.

/// The shared memory as a whole.
struct shared {
  struct stanch_copy copy;
  /// One bit a thread number, of those that were met.
  uint8_t seen[1 << 19];
  struct stanch_copy_thread threads[];
};

const struct stanch_copy_thread *stanch_copy_thread_at(const struct stanch_copy *copy, int index) {
  return &((const struct shared *)copy)->threads[index];
}

#if defined(__x86_64__)

static struct stanch_copy_thread *threads_of(struct stanch_copy *copy) {
  return ((struct shared *)copy)->threads;
}

/// Places of registers among the words of NT_PRSTATUS (struct user_regs_struct).
enum { R14 = 1, R10 = 7, R8 = 9, RAX = 10, RDX = 12, RSI = 13, RDI = 14, ORIG_RAX = 15, RIP = 16, CS = 17, RSP = 19 };
enum { REGISTER_COUNT = 27 };

/// The stack of the copy: words that all lead to its end, so far below the thread's own stack that nobody needs them.
enum { STACK_WORDS = 32, STACK_DISTANCE = 2048 };

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

static void pause_for(uint64_t nanoseconds) {
  struct timespec time = {(time_t)(nanoseconds / 1000000000), (long)(nanoseconds % 1000000000)};
  while (nanosleep(&time, &time) != 0 && errno == EINTR) {
  }
}

static void at(struct stanch_copy *copy, int step) {
  __atomic_store_n(&copy->step, step, __ATOMIC_SEQ_CST);
  if (copy->dwell_step == step) {
    pause_for(copy->dwell_nanoseconds);
  }
}

static int fail(struct stanch_copy *copy, int failure, int code, int thread) {
  copy->failure = failure;
  copy->code = code;
  copy->failed_thread = thread;
  return -1;
}

static int read_at(int pid, uint64_t address, void *words, size_t size) {
  struct iovec ours = {words, size};
  struct iovec theirs = {(void *)address, size};
  return process_vm_readv(pid, &ours, 1, &theirs, 1, 0) == (ssize_t)size ? 0 : -1;
}

static int write_at(int pid, uint64_t address, void *words, size_t size) {
  struct iovec ours = {words, size};
  struct iovec theirs = {(void *)address, size};
  return process_vm_writev(pid, &ours, 1, &theirs, 1, 0) == (ssize_t)size ? 0 : -1;
}

static int read_registers(int thread, uint64_t *words) {
  struct iovec area = {words, STANCH_REGISTER_LIMIT * sizeof(uint64_t)};
  if (ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &area) != 0) {
    return 0;
  }
  return (int)(area.iov_len / sizeof(uint64_t));
}

static int write_registers(int thread, const uint64_t *words) {
  struct iovec area = {(void *)words, REGISTER_COUNT * sizeof(uint64_t)};
  return ptrace(PTRACE_SETREGSET, thread, (void *)NT_PRSTATUS, &area) == 0 ? 0 : -1;
}

/// Waits until a traced thread has stopped: 1 with its status, 0 when the time is up, -1 when it is gone.
static int wait_stopped(int thread, int *status, uint64_t nanoseconds) {
  uint64_t start = now();
  for (int round = 0;; round++) {
    pid_t found = waitpid(thread, status, __WALL | WNOHANG);
    if (found == thread) {
      return WIFSTOPPED(*status) ? 1 : -1;
    }
    if (found != 0 && errno != EINTR) {
      return -1;
    }
    if (now() - start > nanoseconds) {
      return 0;
    }
    if (round > 20) {
      pause_for(10000);
    }
  }
}

/// The next thread of a list of `/proc/PID/task`; 0 at its end, -1 without the list.
struct thread_list {
  int folder;
  long byte_count;
  long offset;
  char bytes[8192];
};

static int next_thread(struct thread_list *list) {
  struct entry {
    uint64_t inode;
    int64_t next;
    uint16_t size;
    uint8_t type;
    char name[];
  };
  for (;;) {
    if (list->offset >= list->byte_count) {
      list->byte_count = syscall(SYS_getdents64, list->folder, list->bytes, sizeof(list->bytes));
      list->offset = 0;
      if (list->byte_count <= 0) {
        return list->byte_count == 0 ? 0 : -1;
      }
    }
    struct entry *entry = (struct entry *)(list->bytes + list->offset);
    list->offset += entry->size;
    int number = 0;
    for (char *digit = entry->name; *digit >= '0' && *digit <= '9'; digit++) {
      number = number * 10 + (*digit - '0');
    }
    if (number > 0) {
      return number;
    }
  }
}

static int open_threads(int pid, struct thread_list *list) {
  char path[32];
  char digits[12];
  int count = 0;
  for (int rest = pid; rest > 0; rest /= 10) {
    digits[count++] = (char)('0' + rest % 10);
  }
  char *end = path;
  memcpy(end, "/proc/", 6);
  end += 6;
  while (count > 0) {
    *end++ = digits[--count];
  }
  memcpy(end, "/task", 6);
  list->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  list->byte_count = 0;
  list->offset = 0;
  return list->folder < 0 ? -1 : 0;
}

static void let_go(struct stanch_copy *copy) {
  for (int index = 0; index < copy->thread_count; index++) {
    struct stanch_copy_thread *thread = &threads_of(copy)[index];
    if (thread->is_held) {
      ptrace(PTRACE_DETACH, thread->thread, 0, (void *)(long)thread->signal);
      thread->is_held = 0;
    }
  }
}

/// Stops all threads, also those born meanwhile; asks all before it waits for any.
static int stop_all(struct stanch_copy *copy) {
  uint8_t *seen = ((struct shared *)copy)->seen;
  memset(seen, 0, sizeof(((struct shared *)copy)->seen));
  copy->thread_count = 0;
  at(copy, STANCH_STEP_SEIZING);
  for (;;) {
    struct thread_list list;
    if (open_threads(copy->pid, &list) != 0) {
      return fail(copy, STANCH_COPY_GONE, errno, 0);
    }
    int first = copy->thread_count;
    int number;
    while ((number = next_thread(&list)) > 0) {
      if ((unsigned)number / 8 >= sizeof(((struct shared *)copy)->seen) || seen[number / 8] & 1 << number % 8) {
        continue;
      }
      seen[number / 8] |= (uint8_t)(1 << number % 8);
      if (copy->thread_count == copy->thread_limit) {
        close(list.folder);
        return fail(copy, STANCH_COPY_TOO_MANY_THREADS, 0, 0);
      }
      if (ptrace(PTRACE_SEIZE, number, 0, 0) != 0) {
        if (errno == ESRCH) {
          continue;
        }
        int code = errno;
        close(list.folder);
        return fail(copy, STANCH_COPY_REFUSED, code, number);
      }
      struct stanch_copy_thread *thread = &threads_of(copy)[copy->thread_count++];
      thread->thread = number;
      thread->signal = 0;
      thread->word_count = 0;
      thread->is_held = 0;
      ptrace(PTRACE_INTERRUPT, number, 0, 0);
    }
    close(list.folder);
    if (first == copy->thread_count) {
      break;
    }
    for (int index = first; index < copy->thread_count; index++) {
      struct stanch_copy_thread *thread = &threads_of(copy)[index];
      int status = 0;
      int found = wait_stopped(thread->thread, &status, copy->patience_nanoseconds);
      if (found == 0) {
        return fail(copy, STANCH_COPY_DID_NOT_STOP, 0, thread->thread);
      }
      if (found < 0) {
        continue;
      }
      thread->is_held = 1;
      // Events stand above the signal; without one the thread was about to receive this signal and must not lose it.
      if (status >> 16 == 0) {
        thread->signal = WSTOPSIG(status);
      }
      thread->word_count = read_registers(thread->thread, thread->words);
      // A job that a shell stopped runs nothing, not even a copy.
      if (status >> 16 == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP) {
        thread->words[CS] = 0;
      }
    }
  }
  for (int index = 0; index < copy->thread_count; index++) {
    if (threads_of(copy)[index].is_held) {
      return 0;
    }
  }
  return fail(copy, STANCH_COPY_GONE, 0, 0);
}

/// Whether a thread stands behind the system call of one of the places.
static int is_at_place(const struct stanch_copy *copy, const struct stanch_copy_thread *thread) {
  const uint64_t *words = thread->words;
  // CS of 64-bit code; a number in ORIG_RAX says that a system call was going on.
  if (!thread->is_held || thread->signal != 0 || thread->word_count < REGISTER_COUNT || words[CS] != 0x33 ||
      (int64_t)words[ORIG_RAX] < 0) {
    return 0;
  }
  for (int index = 0; index < copy->place_count; index++) {
    if (words[RIP] >= copy->places[2 * index] + 2 && words[RIP] < copy->places[2 * index + 1]) {
      uint16_t instruction = 0;
      return read_at(copy->pid, words[RIP] - 2, &instruction, 2) == 0 && instruction == 0x050f;
    }
  }
  return 0;
}

/// Where the copy's stack may be laid out below a thread's own; 0 when there is no room.
///
/// R14 holds the goroutine, which begins with the bounds of its stack: the thread's stack pointer must lie within.
static uint64_t place_of_stack(int pid, const uint64_t *words) {
  uint64_t bounds[2] = {0, 0};
  if (read_at(pid, words[R14], bounds, sizeof(bounds)) != 0 || words[RSP] < bounds[0] || words[RSP] >= bounds[1] ||
      words[RSP] - bounds[0] < STACK_DISTANCE + 512) {
    return 0;
  }
  return (words[RSP] - STACK_DISTANCE) & ~(uint64_t)15;
}

/// Has a stopped thread run a system call with its own instruction; 0 with the result, the thread stopped at its end.
///
/// `child` is set to the process that the call makes, stopped and bound to die with us.
static int run_call(struct stanch_copy *copy, struct stanch_copy_thread *thread, const uint64_t *words, int64_t *result,
                    int *child) {
  int number = thread->thread;
  if (ptrace(PTRACE_SETOPTIONS, number, 0, (void *)(long)(PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD)) != 0 ||
      write_registers(number, words) != 0) {
    return -1;
  }
  if (child != NULL) {
    at(copy, STANCH_STEP_SET);
  }
  int stops = 0;
  // A process that dies, or signals without end, must not hold us for ever.
  for (int round = 0; round < 1000; round++) {
    int status = 0;
    if (ptrace(PTRACE_SYSCALL, number, 0, 0) != 0 || wait_stopped(number, &status, 30000000000u) != 1) {
      return -1;
    }
    if (status >> 8 == (SIGTRAP | PTRACE_EVENT_CLONE << 8)) {
      unsigned long made = 0;
      int made_status = 0;
      at(copy, STANCH_STEP_CLONED);
      if (ptrace(PTRACE_GETEVENTMSG, number, 0, &made) != 0 ||
          wait_stopped((int)made, &made_status, copy->patience_nanoseconds) != 1) {
        return -1;
      }
      ptrace(PTRACE_SETOPTIONS, (int)made, 0, (void *)(long)PTRACE_O_EXITKILL);
      if (child != NULL) {
        *child = (int)made;
      }
      at(copy, STANCH_STEP_HELD);
    } else if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
      if (++stops == 2) {
        uint64_t after[STANCH_REGISTER_LIMIT];
        if (read_registers(number, after) < REGISTER_COUNT) {
          return -1;
        }
        *result = (int64_t)after[RAX];
        return 0;
      }
      at(copy, child != NULL ? STANCH_STEP_ENTERED : STANCH_STEP_ENTERED_TO_REAP);
    } else if (status >> 16 == 0) {
      // A signal: the first is handed over at the end, further ones are sent again.
      if (thread->signal == 0) {
        thread->signal = WSTOPSIG(status);
      } else {
        syscall(SYS_tgkill, copy->pid, number, WSTOPSIG(status));
        pause_for(100000);
      }
    }
  }
  return -1;
}

/// Arguments of a system call that runs at the instruction behind which a thread stands.
static void prepare_call(const struct stanch_copy_thread *thread, uint64_t *words, uint64_t call, uint64_t first,
                         uint64_t second, uint64_t third) {
  memcpy(words, thread->words, sizeof(thread->words));
  words[RAX] = call;
  words[ORIG_RAX] = (uint64_t)-1;
  words[RIP] -= 2;
  words[RDI] = first;
  words[RSI] = second;
  words[RDX] = third;
  words[R10] = 0;
  words[R8] = 0;
}

/// Sets a thread's registers back as they were, and an interrupted system call up to go on, as the kernel does.
static void set_back(const struct stanch_copy_thread *thread) {
  uint64_t words[STANCH_REGISTER_LIMIT];
  memcpy(words, thread->words, sizeof(words));
  // ERESTARTSYS, ERESTARTNOINTR, ERESTARTNOHAND; ERESTART_RESTARTBLOCK goes on by another call.
  int64_t result = (int64_t)words[RAX];
  if (result >= -514 && result <= -512) {
    words[RAX] = words[ORIG_RAX];
    words[RIP] -= 2;
  } else if (result == -516) {
    words[RAX] = SYS_restart_syscall;
    words[RIP] -= 2;
  }
  words[ORIG_RAX] = (uint64_t)-1;
  write_registers(thread->thread, words);
}

static int make_copy(struct stanch_copy *copy) {
  struct stanch_copy_thread *thread = NULL;
  uint64_t stack = 0;
  uint64_t start = now();
  // Once in a while no thread waits at a good place: a moment later one does.
  for (int attempt = 0; thread == NULL; attempt++) {
    start = now();
    if (stop_all(copy) != 0) {
      return -1;
    }
    for (int index = 0; index < copy->thread_count && thread == NULL; index++) {
      if (is_at_place(copy, &threads_of(copy)[index])) {
        stack = place_of_stack(copy->pid, threads_of(copy)[index].words);
        if (stack != 0) {
          thread = &threads_of(copy)[index];
        }
      }
    }
    if (thread == NULL) {
      let_go(copy);
      if (attempt == 50) {
        return fail(copy, STANCH_COPY_NO_PLACE, 0, 0);
      }
      pause_for(2000000);
    }
  }
  at(copy, STANCH_STEP_STOPPED);
  if (now() - start > copy->longest_stop_nanoseconds) {
    return fail(copy, STANCH_COPY_TOO_SLOW, 0, 0);
  }
  uint64_t before[STACK_WORDS];
  uint64_t words[STACK_WORDS];
  for (int index = 0; index < STACK_WORDS; index++) {
    words[index] = copy->end;
  }
  if (read_at(copy->pid, stack, before, sizeof(before)) != 0 || write_at(copy->pid, stack, words, sizeof(words)) != 0) {
    return fail(copy, STANCH_COPY_NO_PLACE, errno, 0);
  }
  at(copy, STANCH_STEP_WRITTEN);
  uint64_t registers[STANCH_REGISTER_LIMIT];
  // No flags: memory is copied, and the end of the copy sends no signal to the process.
  prepare_call(thread, registers, SYS_clone, 0, stack, 0);
  int64_t result = 0;
  int made = run_call(copy, thread, registers, &result, &copy->copy);
  if (made != 0) {
    return fail(copy, STANCH_COPY_GONE, 0, thread->thread);
  }
  set_back(thread);
  write_at(copy->pid, stack, before, sizeof(before));
  at(copy, STANCH_STEP_RESTORED);
  int failed = result < 0 || copy->copy == 0;
  copy->inner_copy = failed ? 0 : (int32_t)result;
  let_go(copy);
  copy->stopped_nanoseconds = now() - start;
  return failed ? fail(copy, STANCH_COPY_NOT_MADE, (int)-result, 0) : 0;
}

/// Has a thread of the process wait for the copy that ended, which the kernel keeps until somebody did.
static int reap(struct stanch_copy *copy) {
  uint64_t deadline = now() + 2000000000u;
  for (int attempt = 0; now() < deadline; attempt++) {
    struct thread_list list;
    if (open_threads(copy->pid, &list) != 0) {
      return 1;
    }
    int number;
    while ((number = next_thread(&list)) > 0 && now() < deadline) {
      struct stanch_copy_thread thread = {.thread = number};
      int status = 0;
      if (ptrace(PTRACE_SEIZE, number, 0, 0) != 0) {
        continue;
      }
      ptrace(PTRACE_INTERRUPT, number, 0, 0);
      if (wait_stopped(number, &status, 100000000) != 1) {
        // It could not be stopped, so it cannot be let go either before it is; the end of the holder does that.
        continue;
      }
      thread.is_held = 1;
      if (status >> 16 == 0) {
        thread.signal = WSTOPSIG(status);
      }
      thread.word_count = read_registers(number, thread.words);
      if (status >> 16 == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP) {
        thread.words[CS] = 0;
      }
      int64_t result = 0;
      int isDone = 0;
      if (is_at_place(copy, &thread)) {
        uint64_t registers[STANCH_REGISTER_LIMIT];
        prepare_call(&thread, registers, SYS_wait4, (uint64_t)copy->inner_copy, 0, (uint64_t)(__WALL | WNOHANG));
        if (run_call(copy, &thread, registers, &result, NULL) != 0) {
          close(list.folder);
          return 0;
        }
        set_back(&thread);
        // Nobody to wait for: it was taken by somebody else.
        isDone = result == copy->inner_copy || result == -ECHILD;
      }
      ptrace(PTRACE_DETACH, number, 0, (void *)(long)thread.signal);
      if (isDone) {
        close(list.folder);
        return 1;
      }
    }
    close(list.folder);
    pause_for(1000000);
  }
  return 0;
}

static void end_copy(struct stanch_copy *copy) {
  if (copy->copy == 0) {
    return;
  }
  int status = 0;
  kill(copy->copy, SIGKILL);
  while (waitpid(copy->copy, &status, __WALL) == copy->copy && WIFSTOPPED(status)) {
  }
  at(copy, STANCH_STEP_KILLED);
  copy->is_reaped = reap(copy);
  at(copy, STANCH_STEP_REAPED);
}

static void hold(struct stanch_copy *copy, int socket) {
  // Not of the tool's job, so that neither Ctrl-C nor its end by signal reaches the holder.
  setsid();
  prctl(PR_SET_NAME, "stanch-holder", 0, 0, 0);
  // The clock's slack is 50 microseconds otherwise, and each costs the process.
  prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
  // Nobody who reads the tool's output shall wait for the holder.
  if (socket > 0) {
    syscall(SYS_close_range, 0, socket - 1, 0);
  }
  syscall(SYS_close_range, socket + 1, ~0U, 0);
  if (make_copy(copy) != 0) {
    let_go(copy);
    end_copy(copy);
  }
  at(copy, STANCH_STEP_HOLDING);
  char byte = 1;
  send(socket, &byte, 1, MSG_NOSIGNAL);
  if (copy->failure == STANCH_COPY_MADE) {
    // Returns when the tool asks for the end, and when it died.
    while (recv(socket, &byte, 1, 0) < 0 && errno == EINTR) {
    }
    end_copy(copy);
  }
  _exit(0);
}

#endif

struct stanch_copy *stanch_copy_new(int pid, int thread_limit) {
  size_t size = sizeof(struct shared) + (size_t)thread_limit * sizeof(struct stanch_copy_thread);
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    return NULL;
  }
  struct stanch_copy *copy = memory;
  copy->pid = pid;
  copy->thread_limit = thread_limit;
  copy->byte_count = size;
  copy->socket = -1;
  return copy;
}

int stanch_copy_hold(struct stanch_copy *copy) {
#if defined(__x86_64__)
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    copy->failure = STANCH_COPY_HOLDER_DIED;
    copy->code = errno;
    return copy->failure;
  }
  // Handlers of the tool must not run in the holder.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t holder = fork();
  if (holder == 0) {
    close(ends[0]);
    hold(copy, ends[1]);
  }
  int code = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[1]);
  if (holder < 0) {
    close(ends[0]);
    copy->failure = STANCH_COPY_HOLDER_DIED;
    copy->code = code;
    return copy->failure;
  }
  copy->holder = holder;
  copy->socket = ends[0];
  char byte = 0;
  ssize_t count;
  while ((count = recv(ends[0], &byte, 1, 0)) < 0 && errno == EINTR) {
  }
  if (count != 1) {
    copy->failure = STANCH_COPY_HOLDER_DIED;
    copy->code = 0;
  }
  return copy->failure;
#else
  copy->failure = STANCH_COPY_FOREIGN;
  return copy->failure;
#endif
}

int stanch_copy_release(struct stanch_copy *copy) {
  if (copy->socket >= 0) {
    close(copy->socket);
    int status = 0;
    while (waitpid(copy->holder, &status, 0) < 0 && errno == EINTR) {
    }
  }
  int is_reaped = copy->copy == 0 || copy->is_reaped;
  munmap(copy, copy->byte_count);
  return is_reaped;
}
