// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Lets all threads take memory from one place, which is what makes reuse possible; to be called before any thread starts.
void stanch_share_memory_among_threads(void);

/// Keeps freed blocks for the next ones from now on.
///
/// The C library hands large blocks back to the kernel as soon as they are free, and the kernel clears them anew for the next
/// one: where half a second of work goes through a dozen columns of many megabytes, that is a tenth of the time. For work
/// that ends soon, because peaks stay resident.
void stanch_reuse_memory(void);
