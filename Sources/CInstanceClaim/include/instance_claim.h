// SPDX-License-Identifier: Apache-2.0

#pragma once
#include <stdint.h>

/// Claims a target on this machine until the process ends or `stanch_release_target` is called.
///
/// The claim is an abstract Unix socket named after the digest of the target's address, which the kernel frees by itself
/// when the process dies in whatever way: nothing is left behind on any disk. Returns a descriptor, -1 when another
/// process holds the target, -2 on any other error.
int stanch_claim_target(uint64_t digest);

/// Gives the target back.
void stanch_release_target(int descriptor);
