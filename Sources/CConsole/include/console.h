// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Columns of the terminal behind a descriptor; 0 when it is none or does not tell.
int stanch_terminal_columns(int descriptor);

/// Lets SIGINT and SIGTERM end the program again, after something else had been listening to them.
void stanch_end_on_interruption(void);
