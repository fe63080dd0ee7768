/// The C target `FulcrumDriver` of a lab, which runs each call in a process of its own; this file is what its parts share.
///
/// It is C because it forks: between a fork and the call nothing of Swift's runtime may run, and handlers of signals may
/// do almost nothing at all. What a child has to tell lies in memory that it shares with the driver, where no closed
/// descriptor and no output of the code under test can disturb it, and where a handler of a trap can still write.
enum DriverSource {
  static let name = "FulcrumDriver"

  /// The files of the target below its folder, with what is in them.
  static let sources: [(path: String, text: String)] = [
    ("include/FulcrumDriver.h", header), ("Shared.h", shared), ("Driver.c", parent), ("Child.c", child),
    ("Trial.c", trial),
    ("Touches.c", touches), ("Files.c", files),
  ]

  /// What the Swift half of the harness calls.
  static let header = #"""
    #ifndef FULCRUM_DRIVER_H
    #define FULCRUM_DRIVER_H

    /// Does what the arguments say of so many candidates, calling `run` with the index of a candidate in a process of its own each time.
    int fulcrum_drive(int argc, char **argv, int candidates, void (*run)(int));

    /// From here on what happens is the call's doing, and no longer its preparation's.
    void fulcrum_begin_call(void);

    /// Adds a JSON value to what the child has to tell.
    void fulcrum_tell(const char *text, long length);

    /// The call is over and has returned or thrown.
    void fulcrum_end_call(void);

    /// Ends the child, whose counters are kept.
    void fulcrum_finish(void) __attribute__((noreturn));

    /// What runs between the two leaves the counters as they were.
    void fulcrum_pause_counters(void);
    void fulcrum_resume_counters(void);

    #endif

    """#

  static let shared = #"""
    #ifndef FULCRUM_SHARED_H
    #define FULCRUM_SHARED_H

    #include <signal.h>
    #include <stdint.h>
    #include <stdio.h>

    enum { TEXT_LIMIT = 1 << 18, ERROR_LIMIT = 8192, BATCH_LIMIT = 32 };

    enum stage { PREPARING, CALLING, CALLED, FINISHED };

    enum touch { TOUCHED_CLOCK = 1, TOUCHED_RANDOM = 2, TOUCHED_NETWORK = 4, TOUCHED_PROCESS = 8, TOUCHED_FOLDER = 16,
      TOUCHED_OUTSIDE = 32, TOUCHED_MACHINE = 64, TOUCHED_DENIED = 128, TOUCHED_MEMORY = 256 };

    /// What a child tells the driver, in memory of both.
    struct shared {
      volatile int stage;
      volatile int signal;
      volatile int is_timed_out;
      volatile int touches;
      volatile int is_cut;
      /// Whether `counters` are those of this child.
      volatile int has_counters;
      volatile long length;
      /// How many calls of a batch are over, and what tests could see of each.
      volatile int done;
      volatile uint64_t marks[BATCH_LIMIT];
      char text[TEXT_LIMIT];
      uint64_t counters[];
    };

    extern struct shared *fulcrum_shared;

    /// Calls that one child makes, one after the other; more than one only where nothing is told but marks.
    struct task {
      int mutant;
      int count;
      int candidates[BATCH_LIMIT];
      int milliseconds[BATCH_LIMIT];
    };

    /// Goes on with a hash (FNV-1a).
    uint64_t fulcrum_mix(uint64_t hash, const void *bytes, long count);

    /// What tests could see of a call that has told what it has to.
    uint64_t fulcrum_mark(void);

    enum kind { RETURNED, TRAPPED, TIMED_OUT, EXITED };

    extern const char *const fulcrum_kind_names[];

    /// How a child ended.
    struct outcome {
      enum kind kind;
      int code;
      long microseconds;
      long error_length;
      unsigned char error[ERROR_LIMIT];
    };

    /// Has a child make calls; not 0 when none could be started.
    int fulcrum_run_task(struct task task, struct outcome *outcome);

    int fulcrum_try_mutants(FILE *plan, FILE *results, int candidates);

    /// The module's counters; none where it was not built with them.
    uint64_t *fulcrum_counters(void);
    long fulcrum_counter_count(void);

    void fulcrum_prepare_children(void);
    void fulcrum_be_child(struct task task, const char *folder, void (*run)(int)) __attribute__((noreturn));

    extern long fulcrum_time_shift;

    /// Takes note of what the call under way does.
    void fulcrum_note(int touch);

    #endif

    """#
}
