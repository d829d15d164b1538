// SPDX-License-Identifier: Apache-2.0

#include "memory_reuse.h"

#include <limits.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

void stanch_share_memory_among_threads(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 1);
#endif
}

void stanch_reuse_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, 1 << 26);
#endif
}
