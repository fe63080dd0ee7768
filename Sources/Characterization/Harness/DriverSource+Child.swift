extension DriverSource {
  /// The half that runs in a child: limits, handlers, counters, and what is told.
  static let child = #"""
    #define _GNU_SOURCE
    #include "Shared.h"
    #include "FulcrumDriver.h"
    #include "FulcrumSwitch.h"

    #include <fcntl.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/resource.h>
    #include <sys/time.h>
    #include <unistd.h>
    #ifdef __linux__
    #include <sys/prctl.h>
    #endif

    struct shared *fulcrum_shared;

    static uint64_t *paused;
    static char handler_stack[1 << 16];

    #ifdef FULCRUM_COUNTERS
    uint64_t *__llvm_profile_begin_counters(void);
    uint64_t *__llvm_profile_end_counters(void);

    uint64_t *fulcrum_counters(void) { return __llvm_profile_begin_counters(); }
    long fulcrum_counter_count(void) { return __llvm_profile_end_counters() - __llvm_profile_begin_counters(); }
    #else
    uint64_t *fulcrum_counters(void) { return NULL; }
    long fulcrum_counter_count(void) { return 0; }
    #endif

    /// Before the first fork, since a child should allocate nothing.
    void fulcrum_prepare_children(void) { paused = calloc(fulcrum_counter_count() + 1, sizeof(uint64_t)); }

    static void keep_counters(void) {
      memcpy(fulcrum_shared->counters, fulcrum_counters(), fulcrum_counter_count() * sizeof(uint64_t));
      fulcrum_shared->has_counters = 1;
    }

    void fulcrum_pause_counters(void) {
      if (fulcrum_counter_count()) memcpy(paused, fulcrum_counters(), fulcrum_counter_count() * sizeof(uint64_t));
    }

    void fulcrum_resume_counters(void) {
      if (fulcrum_counter_count()) memcpy(fulcrum_counters(), paused, fulcrum_counter_count() * sizeof(uint64_t));
    }

    void fulcrum_begin_call(void) { fulcrum_shared->stage = CALLING; }

    void fulcrum_end_call(void) { fulcrum_shared->stage = CALLED; }

    void fulcrum_tell(const char *text, long length) {
      long start = fulcrum_shared->length;
      if (fulcrum_shared->is_cut || start + length + 1 > TEXT_LIMIT) {
        fulcrum_shared->is_cut = 1;
        return;
      }
      if (start) fulcrum_shared->text[start++] = ',';
      memcpy(fulcrum_shared->text + start, text, length);
      // Last, so that what a killed child leaves is whole.
      fulcrum_shared->length = start + length;
    }

    uint64_t fulcrum_mix(uint64_t hash, const void *bytes, long count) {
      for (long i = 0; i < count; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211ULL;
      return hash;
    }

    uint64_t fulcrum_mark(void) {
      return fulcrum_mix(14695981039346656037ULL, fulcrum_shared->text, fulcrum_shared->length);
    }

    void fulcrum_finish(void) {
      keep_counters();
      fulcrum_shared->stage = FINISHED;
      _exit(0);
    }

    static void on_exit_of_code(void) {
      if (fulcrum_shared->stage != FINISHED) keep_counters();
    }

    /// What dies with most of the memory that it may have dies of that, and elsewhere later or never. `getrusage` may be called in
    /// a handler of a signal.
    static void note_memory(void) {
      struct rusage usage;
      if (getrusage(RUSAGE_SELF, &usage) != 0) return;
    #ifdef __APPLE__
      long kilobytes = usage.ru_maxrss / 1024;
    #else
      long kilobytes = usage.ru_maxrss;
    #endif
      if (kilobytes > 512 << 10) fulcrum_shared->touches |= TOUCHED_MEMORY;
    }

    static void on_trap(int number) {
      fulcrum_shared->signal = number;
      note_memory();
      keep_counters();
      _exit(70);
    }

    static void on_time(int number) {
      fulcrum_shared->is_timed_out = 1;
      keep_counters();
      _exit(71);
    }

    static void handle(int number, void (*handler)(int)) {
      struct sigaction action;
      memset(&action, 0, sizeof action);
      action.sa_handler = handler;
      action.sa_flags = SA_ONSTACK | SA_NODEFER;
      sigaction(number, &action, NULL);
    }

    static void limit(int resource, rlim_t amount) {
      struct rlimit bounds = {amount, amount};
      setrlimit(resource, &bounds);
    }

    static void take_time(int milliseconds) {
      struct itimerval timer = {{0, 0}, {milliseconds / 1000, milliseconds % 1000 * 1000}};
      setitimer(ITIMER_PROF, &timer, NULL);
    }

    static void take_limits(int milliseconds) {
      limit(RLIMIT_CORE, 0);
      limit(RLIMIT_FSIZE, 16 << 20);
      limit(RLIMIT_NOFILE, 256);
      // The timer below comes first; this holds where the code takes the signal for itself.
      struct rlimit seconds = {milliseconds / 1000 + 2, milliseconds / 1000 + 3};
      setrlimit(RLIMIT_CPU, &seconds);
    #ifdef __linux__
      limit(RLIMIT_DATA, 768 << 20);
    #endif
    }

    static void take_handlers(void) {
      stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
      sigaltstack(&stack, NULL);
      int traps[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGSYS};
      for (int i = 0; i < (int)(sizeof traps / sizeof *traps); i++) handle(traps[i], on_trap);
      handle(SIGPROF, on_time);
      handle(SIGXCPU, on_time);
      signal(SIGCHLD, SIG_DFL);
      signal(SIGPIPE, SIG_IGN);
      atexit(on_exit_of_code);
    }

    void fulcrum_be_child(struct task task, const char *folder, void (*run)(int)) {
      setpgid(0, 0);
    #ifdef __linux__
      prctl(PR_SET_PDEATHSIG, SIGKILL);
    #endif
      // The standard error is the driver's pipe already; all else that is open belongs to the driver.
      int nothing = open("/dev/null", O_RDWR);
      dup2(nothing, 0);
      dup2(nothing, 1);
      for (int descriptor = 3; descriptor < 64; descriptor++) close(descriptor);
      if (chdir(folder) != 0) _exit(72);
      int milliseconds = 0;
      for (int i = 0; i < task.count; i++) milliseconds += task.milliseconds[i];
      take_limits(milliseconds);
      take_handlers();
      if (fulcrum_counter_count()) memset(fulcrum_counters(), 0, fulcrum_counter_count() * sizeof(uint64_t));
      fulcrum_active_mutant = task.mutant;
      fulcrum_shared->touches = 0;
      for (int i = 0; i < task.count; i++) {
        fulcrum_shared->length = 0;
        fulcrum_shared->is_cut = 0;
        fulcrum_shared->stage = PREPARING;
        take_time(task.milliseconds[i]);
        run(task.candidates[i]);
        fulcrum_shared->marks[i] = fulcrum_mark();
        fulcrum_shared->done = i + 1;
      }
      fulcrum_finish();
    }

    """#

  /// What tells that the code asked for the time, for chance, for the network or for another process.
  ///
  /// Functions of the program itself come before those of the libraries, also for calls from other libraries, on Linux.
  static let touches = #"""
    #define _GNU_SOURCE
    #include "Shared.h"

    long fulcrum_time_shift;

    void fulcrum_note(int touch) {
      if (fulcrum_shared && fulcrum_shared->stage != FINISHED) fulcrum_shared->touches |= touch;
    }

    #ifdef __linux__
    #include <dlfcn.h>
    #include <spawn.h>
    #include <stddef.h>
    #include <sys/socket.h>
    #include <sys/syscall.h>
    #include <sys/time.h>
    #include <sys/types.h>
    #include <time.h>
    #include <unistd.h>

    /// Time of day is shifted, so that what depends on it differs from run to run.
    int clock_gettime(clockid_t clock, struct timespec *time) {
      int result = syscall(SYS_clock_gettime, clock, time);
      if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) {
        fulcrum_note(TOUCHED_CLOCK);
        if (result == 0) time->tv_sec += fulcrum_time_shift;
      }
      return result;
    }

    int gettimeofday(struct timeval *restrict time, void *restrict zone) {
      struct timespec now;
      if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
      *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
      return 0;
    }

    time_t time(time_t *place) {
      struct timespec now;
      clock_gettime(CLOCK_REALTIME, &now);
      if (place) *place = now.tv_sec;
      return now.tv_sec;
    }

    ssize_t getrandom(void *bytes, size_t count, unsigned flags) {
      fulcrum_note(TOUCHED_RANDOM);
      return syscall(SYS_getrandom, bytes, count, flags);
    }

    void arc4random_buf(void *bytes, size_t count) {
      char *next = bytes;
      while (count > 0) {
        ssize_t taken = getrandom(next, count < 256 ? count : 256, 0);
        if (taken <= 0) continue;
        next += taken;
        count -= taken;
      }
    }

    /// Where the standard library takes its random numbers from.
    void swift_stdlib_random(void *bytes, size_t count) { arc4random_buf(bytes, count); }

    int getentropy(void *bytes, size_t count) {
      arc4random_buf(bytes, count);
      return 0;
    }

    int socket(int domain, int type, int protocol) {
      fulcrum_note(TOUCHED_NETWORK);
      return syscall(SYS_socket, domain, type, protocol);
    }

    int posix_spawn(pid_t *restrict process, const char *restrict path, const posix_spawn_file_actions_t *actions,
                    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict],
                    char *const variables[restrict]) {
      fulcrum_note(TOUCHED_PROCESS);
      int (*next)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[],
                  char *const[]) = dlsym(RTLD_NEXT, "posix_spawn");
      return next(process, path, actions, attributes, arguments, variables);
    }
    #endif

    """#
}
