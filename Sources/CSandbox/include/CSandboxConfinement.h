#ifndef FULCRUM_CSANDBOX_CONFINEMENT_H
#define FULCRUM_CSANDBOX_CONFINEMENT_H

#include <stddef.h>
#include <sys/types.h>

/// Bounds of one process; a negative number is no bound.
struct fulcrum_limits {
  long long processor_seconds;
  long long memory;
  long long processes;
  long long file_size;
  long long open_files;
};

/// What a child is kept to. All lists end with NULL.
struct fulcrum_confinement {
  /// Paths that the system needs to run programs: read and executed, links followed, missing ones passed over.
  const char *const *system_paths;

  /// Devices that are read and written.
  const char *const *devices;

  /// Paths without symbolic links that are read and executed; missing ones are passed over.
  const char *const *readable;

  /// Paths without symbolic links that are written too.
  const char *const *writable;

  const char *folder;

  /// The version of Landlock's interface to use; 0 for no Landlock.
  int landlock_version;

  /// Whether system calls are filtered and capabilities dropped.
  int filters_calls;

  int allows_network;
  struct fulcrum_limits limits;
};

/// Where a launch stands, or failed.
enum fulcrum_stage {
  FULCRUM_STAGE_FORK,
  FULCRUM_STAGE_BUBBLEWRAP,
  FULCRUM_STAGE_FOLDER,
  FULCRUM_STAGE_LIMITS,
  FULCRUM_STAGE_PRIVILEGES,
  FULCRUM_STAGE_LANDLOCK,
  FULCRUM_STAGE_CAPABILITIES,
  FULCRUM_STAGE_DESCRIPTORS,
  FULCRUM_STAGE_FILTER,

  /// The confinement is up, and the program is about to be executed.
  FULCRUM_STAGE_CONFINED,

  /// The confinement is up, and the program could not be executed.
  FULCRUM_STAGE_EXECUTION,

  /// The child has ended; `value` is its status as waitpid tells it.
  FULCRUM_STAGE_ENDED,

  /// The supervisor was told to end.
  FULCRUM_STAGE_STOPPED,

  /// The process that asked for the launch is gone.
  FULCRUM_STAGE_ABANDONED,
};

/// How a launch went: `value` is an error number, or the status of a child that has ended.
struct fulcrum_ending {
  int stage;
  int value;
};

/// A program to run, and what it is kept to.
struct fulcrum_launch {
  /// NULL to execute the program without any, as bubblewrap, which brings its own.
  const struct fulcrum_confinement *confinement;

  /// A path with a slash, or a name that is looked up in `path`.
  const char *program;
  char *const *arguments;
  char *const *environment;
  const char *path;

  /// The process whose death ends the run; 0 for none.
  pid_t parent;

  /// A pipe to the supervisor outside to tell it how the launch goes; -1 for the supervisor that is the outermost.
  int channel;
};

/// Runs a program as the only work of this process, and comes back when neither it nor anything that it started is left.
///
/// Must be called while the process has one thread. The program runs in a session of its own. What it leaves behind is
/// adopted and killed, also what has left its session; so is everything at once when this process gets SIGTERM, SIGINT
/// or SIGHUP, and when the parent dies.
struct fulcrum_ending fulcrum_supervise(const struct fulcrum_launch *launch);

/// Ends this process as the child of the status ended: with the same code, or by the same signal.
_Noreturn void fulcrum_end_as(int status);

/// The version of Landlock's interface that the kernel has; 0 for none.
int fulcrum_landlock_version(void);

/// Whether the kernel can filter system calls.
int fulcrum_has_call_filter(void);

/// Restricts this thread's process for good, as part of fulcrum_confine. Returns 0, or an error number.
int fulcrum_restrict_files(int ruleset);

/// Prepares the rules that fulcrum_restrict_files puts in force. Returns a descriptor, or -1 with errno.
int fulcrum_prepare_rules(const struct fulcrum_confinement *confinement);

/// Filters the system calls of this process for good. Returns 0, or an error number.
int fulcrum_filter_calls(const struct fulcrum_confinement *confinement);

/// Gives up all capabilities for good. Returns 0, or an error number.
int fulcrum_drop_capabilities(void);

/// Keeps this process to a confinement, for good. The stage is FULCRUM_STAGE_CONFINED, or the one that failed.
struct fulcrum_ending fulcrum_confine(const struct fulcrum_confinement *confinement);

/// Makes the process unreadable to others of the same user (its environment and memory in /proc), and its core unwritten.
///
/// Returns 0, or -1 with errno.
int fulcrum_hide_process(void);

/// The variables of this process, which Swift does not see on all systems.
char **fulcrum_environment(void);

/// Writes the paths of all libraries that this process has loaded, each with a NUL behind it.
///
/// Returns the bytes written; names that do not fit are left out.
size_t fulcrum_list_libraries(char *names, size_t capacity);

#endif
