#pragma once
#include <stddef.h>

/// Claims a name on this machine until the process ends or `stanch_release_name` is called.
///
/// The name is an abstract Unix socket, which the kernel frees by itself when the process dies in whatever way: nothing is
/// left behind on any disk. Returns a descriptor, -1 when another process holds the name, -2 on any other error.
int stanch_claim_name(const char *name, size_t length);

/// Gives the name back.
void stanch_release_name(int descriptor);
