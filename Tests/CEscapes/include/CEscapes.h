#ifndef FULCRUM_CESCAPES_H
#define FULCRUM_CESCAPES_H

/// Tries a way out of the sandbox that takes one system call or a few.
///
/// Returns 0 if it worked, else the error number; -1 for a name that is not known.
int escapes_attempt(const char *name, const char *first, const char *second);

/// Starts a process that has left its parent and its session; writes its number into a file and never ends by itself.
int escapes_leave(const char *file);

/// Starts a process that hands itself on to a child again and again, so that its number changes all the time.
int escapes_hand_on(const char *file);

/// Starts processes that all leave their session and start two more each, down to a depth; none of them ends by itself.
int escapes_multiply(int depth);

/// Makes folders in each other; returns 0, or 1 if that went wrong.
int escapes_nest(int depth);

/// Ends by a signal that would write a core file.
void escapes_crash(void);

/// Whether others may look into this process, as the kernel says: 1, or 0.
int escapes_dumpable(void);

#endif
