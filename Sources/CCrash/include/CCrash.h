// The last line of an event stream, which is written exactly once whatever ends the process, also from a signal handler,
// where Swift must not run: it allocates, takes locks and counts references.
#ifndef FULCRUM_CCRASH_H
#define FULCRUM_CCRASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Handles SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE and SIGABRT of this process: says so on the standard error, writes the
/// last line of the event stream if one is open, and ends the process with `exit_code`.
///
/// `words` is what is said, without a line feed; it is copied and cut at 200 bytes.
void fulcrum_crash_install(const char *words, int exit_code);

/// Opens the event stream: from now on the process owes a last line on `descriptor`.
///
/// `run` is the run's name, letters of the kind that JSON needs no escape for; it is copied and cut at 63 bytes.
void fulcrum_stream_open(int descriptor, const char *run);

/// Whether lines may still be written.
bool fulcrum_stream_is_open(void);

/// The number of the next line, counted from 1; the last line takes the next one too.
uint64_t fulcrum_stream_next(void);

/// Says that a line is being written, or no longer is: who writes the last line waits for its end.
void fulcrum_stream_writing(bool is_writing);

/// Takes the right to write the last line; false when somebody has it, or no stream is open.
bool fulcrum_stream_claim(void);

/// Says that the last line is written.
void fulcrum_stream_ended(void);

/// Says that the last line that was begun is not whole, since nobody read on; or that it is by now.
void fulcrum_stream_cut(bool is_cut);

/// Waits until the last line is written by whoever has the right to, at most so many milliseconds.
void fulcrum_stream_wait(int milliseconds);

/// Takes the right to write the last line and writes it, with `status` and `exit_code`; waits when another has it.
///
/// It waits at most `milliseconds` for a line that is being written, and as long for a reader; callable in a signal handler.
void fulcrum_stream_end(const char *status, int exit_code, int signal, int milliseconds);

#endif
