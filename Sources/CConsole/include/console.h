// SPDX-License-Identifier: Apache-2.0

#pragma once

/// Columns of the terminal behind a descriptor; 0 when it is none or does not tell.
int stanch_terminal_columns(int descriptor);

/// Lets SIGINT and SIGTERM end the program again, after something else had been listening to them.
void stanch_end_on_interruption(void);

/// Makes the terminal behind standard input send each key as it is pressed; returns 0 when there is no terminal.
///
/// The terminal is put back by `stanch_leave_raw_mode`, and when the program exits.
int stanch_enter_raw_mode(void);

/// Puts the terminal back as it was before `stanch_enter_raw_mode`.
void stanch_leave_raw_mode(void);

/// The next byte of standard input, waited for; -1 at its end.
int stanch_next_input_byte(void);

/// Lets the desktop open `http://127.0.0.1:PORT/TOKEN/`, with the token's 128 bits in hexadecimal; returns 0 when it cannot.
int stanch_open_in_browser(int port, unsigned long long token_high, unsigned long long token_low);
