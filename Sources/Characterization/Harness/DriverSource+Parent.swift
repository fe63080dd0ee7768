extension DriverSource {
  /// The half that forks, waits, and writes down how each child ended.
  ///
  /// The arguments are `record RESULTS PLAN SCRATCH SHIFT`, `trial RESULTS PLAN SCRATCH SHIFT` or `table RESULTS`.
  static let parent = #"""
    #define _GNU_SOURCE
    #include "Shared.h"
    #include "FulcrumDriver.h"

    #include <dirent.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <poll.h>
    #include <stddef.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <sys/stat.h>
    #include <sys/wait.h>
    #include <time.h>
    #include <unistd.h>
    #ifdef __linux__
    #include <sys/prctl.h>
    #include <sys/syscall.h>
    #endif
    #ifdef __APPLE__
    #include <spawn.h>
    extern char **environ;
    #endif

    enum kind { RETURNED, TRAPPED, TIMED_OUT, EXITED };

    static const char *const kind_names[] = {"returned", "trapped", "timed-out", "exited"};

    struct outcome {
      enum kind kind;
      int code;
      long microseconds;
      long error_length;
      unsigned char error[ERROR_LIMIT];
    };

    static int wake[2];
    static char folders[3][4096];  // the working folder, for temporary files, for what belongs to a home
    static void (*run_candidate)(int);
    static char **own_arguments;
    static char shared_path[4096];

    static long now(void) {
      struct timespec time;
      clock_gettime(CLOCK_MONOTONIC, &time);
      return time.tv_sec * 1000000 + time.tv_nsec / 1000;
    }

    static void on_child(int number) {
      int error = errno;
      if (write(wake[1], "", 1) < 0) {}
      errno = error;
    }

    // MARK: Folders

    /// Removes what is in a folder, and says whether there was anything.
    static int empty_folder(int folder, int depth) {
      DIR *entries = fdopendir(folder);
      if (!entries) {
        close(folder);
        return 0;
      }
      int found = 0;
      for (struct dirent *entry; (entry = readdir(entries));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        found = 1;
        if (unlinkat(dirfd(entries), entry->d_name, 0) == 0 || depth > 32) continue;
        int inner = openat(dirfd(entries), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inner >= 0) empty_folder(inner, depth + 1);
        unlinkat(dirfd(entries), entry->d_name, AT_REMOVEDIR);
      }
      closedir(entries);
      return found;
    }

    static int clear_folders(void) {
      int touches = 0;
      for (int i = 0; i < 3; i++) {
        int folder = open(folders[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0) {
          mkdir(folders[i], 0700);
          continue;
        }
        if (empty_folder(folder, 0)) touches |= i == 0 ? TOUCHED_FOLDER : TOUCHED_OUTSIDE;
      }
      return touches;
    }

    static void make_folders(const char *scratch) {
      const char *names[] = {"work", "temporary", "home"};
      for (int i = 0; i < 3; i++) {
        snprintf(folders[i], sizeof folders[i], "%s/%s", scratch, names[i]);
        mkdir(folders[i], 0700);
      }
      setenv("TMPDIR", folders[1], 1);
      setenv("HOME", folders[2], 1);
      clear_folders();
    }

    // MARK: Children

    static pid_t start_child(struct task task, int error_pipe) {
    #ifdef __APPLE__
      // There a process that has used the system's libraries must not go on after a fork; a new one reads the same memory.
      char candidate[16], mutant[16], milliseconds[16];
      snprintf(candidate, sizeof candidate, "%d", task.candidate);
      snprintf(mutant, sizeof mutant, "%d", task.mutant);
      snprintf(milliseconds, sizeof milliseconds, "%d", task.processor_milliseconds);
      char *arguments[] = {own_arguments[0], "child", shared_path, folders[0], candidate, mutant, milliseconds, NULL};
      posix_spawn_file_actions_t actions;
      posix_spawn_file_actions_init(&actions);
      posix_spawn_file_actions_adddup2(&actions, error_pipe, 2);
      pid_t process = -1;
      if (posix_spawn(&process, own_arguments[0], &actions, NULL, arguments, environ) != 0) process = -1;
      posix_spawn_file_actions_destroy(&actions);
      return process;
    #else
      pid_t process = fork();
      if (process == 0) {
        dup2(error_pipe, 2);
        fulcrum_be_child(task, folders[0], run_candidate);
      }
      return process;
    #endif
    }

    /// Ends what the child has left running.
    static int end_descendants(pid_t child) {
      int touches = kill(-child, SIGKILL) == 0 ? TOUCHED_PROCESS : 0;
    #ifdef __linux__
      // What left the child's group is this process's own child now.
      for (int attempt = 0; attempt < 200; attempt++) {
        pid_t process;
        while ((process = waitpid(-1, NULL, WNOHANG)) > 0) touches |= TOUCHED_PROCESS;
        if (process < 0) break;
        char path[64], line[256];
        snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)syscall(SYS_gettid));
        FILE *file = fopen(path, "re");
        if (file) {
          if (fgets(line, sizeof line, file)) {
            char *rest = line;
            for (long number; (number = strtol(rest, &rest, 10)) > 0;) kill(number, SIGKILL);
          }
          fclose(file);
        }
        usleep(1000);
      }
    #endif
      return touches;
    }

    static void keep_error(struct outcome *outcome, const unsigned char *bytes, long count) {
      if (count > ERROR_LIMIT / 2) {
        bytes += count - ERROR_LIMIT / 2;
        count = ERROR_LIMIT / 2;
      }
      long excess = outcome->error_length + count - ERROR_LIMIT;
      if (excess > 0) {
        memmove(outcome->error, outcome->error + excess, outcome->error_length - excess);
        outcome->error_length -= excess;
      }
      memcpy(outcome->error + outcome->error_length, bytes, count);
      outcome->error_length += count;
    }

    static void drain(int descriptor, struct outcome *outcome, long limit) {
      unsigned char bytes[16384];
      for (ssize_t count; limit > 0 && (count = read(descriptor, bytes, sizeof bytes)) > 0; limit -= count)
        keep_error(outcome, bytes, count);
    }

    static void judge(int status, int is_late, struct outcome *outcome) {
      if (is_late || fulcrum_shared->is_timed_out) {
        outcome->kind = TIMED_OUT;
      } else if (fulcrum_shared->signal) {
        outcome->kind = TRAPPED;
        outcome->code = fulcrum_shared->signal;
      } else if (WIFSIGNALED(status)) {
        outcome->kind = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGPROF ? TIMED_OUT : TRAPPED;
        outcome->code = WTERMSIG(status);
      } else if (fulcrum_shared->stage == FINISHED) {
        outcome->kind = RETURNED;
      } else {
        outcome->kind = EXITED;
        outcome->code = WEXITSTATUS(status);
      }
    }

    static int run_task(struct task task, struct outcome *outcome) {
      memset(outcome, 0, offsetof(struct outcome, error));
      memset(fulcrum_shared, 0, offsetof(struct shared, text));
      int error[2];
      if (pipe(error) != 0) return -1;
      fcntl(error[0], F_SETFL, O_NONBLOCK);
      fcntl(error[0], F_SETFD, FD_CLOEXEC);
      fcntl(error[1], F_SETFD, FD_CLOEXEC);
      long start = now();
      // Sleep is no processor time, and a busy machine gives little of it.
      long deadline = start + 2000000 + task.processor_milliseconds * 5000L;
      pid_t child = start_child(task, error[1]);
      close(error[1]);
      if (child < 0) {
        close(error[0]);
        return -1;
      }
      setpgid(child, child);
      int status = 0, is_late = 0;
      struct pollfd events[2] = {{wake[0], POLLIN, 0}, {error[0], POLLIN, 0}};
      while (1) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child || (ended < 0 && errno != EINTR)) break;
        long left = deadline - now();
        if (left <= 0 && !is_late) {
          is_late = 1;
          kill(child, SIGKILL);
          kill(-child, SIGKILL);
        }
        poll(events, events[1].fd < 0 ? 1 : 2, is_late ? 10 : (int)(left / 1000) + 1);
        char bytes[64];
        while (read(wake[0], bytes, sizeof bytes) > 0) {}
        if (events[1].revents & POLLIN) drain(error[0], outcome, 1 << 20);
        else if (events[1].revents) events[1].fd = -1;
      }
      outcome->microseconds = now() - start;
      fulcrum_shared->touches |= end_descendants(child);
      drain(error[0], outcome, 1 << 20);
      close(error[0]);
      judge(status, is_late, outcome);
      fulcrum_shared->touches |= clear_folders();
      return 0;
    }

    // MARK: Recording

    static void write_outcome(FILE *file, struct task task, const struct outcome *outcome) {
      fprintf(file, "{\"candidate\":%d,\"mutant\":%d,\"end\":\"%s\",\"code\":%d,\"stage\":%d,\"touches\":%d,\"cut\":%s",
              task.candidate, task.mutant, kind_names[outcome->kind], outcome->code, fulcrum_shared->stage,
              fulcrum_shared->touches, fulcrum_shared->is_cut ? "true" : "false");
      fprintf(file, ",\"microseconds\":%ld,\"told\":[", outcome->microseconds);
      long length = fulcrum_shared->length;
      if (length > 0 && length <= TEXT_LIMIT) fwrite(fulcrum_shared->text, 1, length, file);
      fputs("],\"counters\":[", file);
      const char *separator = "";
      if (fulcrum_shared->has_counters)
        for (long i = 0; i < fulcrum_counter_count(); i++)
          if (fulcrum_shared->counters[i]) {
            // More than a JSON number holds is as good as this.
            uint64_t count = fulcrum_shared->counters[i];
            fprintf(file, "%s%ld,%llu", separator, i, (unsigned long long)(count < 1ULL << 52 ? count : 1ULL << 52));
            separator = ",";
          }
      fputs("],\"error\":\"", file);
      for (long i = 0; i < outcome->error_length; i++) fprintf(file, "%02x", outcome->error[i]);
      fputs("\"}\n", file);
      fflush(file);
    }

    /// A line of the plan: `CANDIDATE MUTANT MILLISECONDS`.
    static int record(FILE *plan, FILE *results) {
      static struct outcome outcome;
      struct task task;
      while (fscanf(plan, "%d %d %d", &task.candidate, &task.mutant, &task.processor_milliseconds) == 3) {
        if (run_task(task, &outcome) != 0) return 1;
        write_outcome(results, task, &outcome);
      }
      return 0;
    }

    // MARK: Trials of mutants

    struct mark {
      uint64_t hash;
      int is_known;
      int milliseconds;
    };

    static uint64_t mix(uint64_t hash, const void *bytes, long count) {
      for (long i = 0; i < count; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211ULL;
      return hash;
    }

    /// What a test of the call could see of it.
    static uint64_t mark_of(const struct outcome *outcome) {
      uint64_t hash = mix(14695981039346656037ULL, &outcome->kind, sizeof outcome->kind);
      if (outcome->kind == EXITED) hash = mix(hash, &outcome->code, sizeof outcome->code);
      if (outcome->kind == TRAPPED) {
        int stage = fulcrum_shared->stage;
        hash = mix(hash, &stage, sizeof stage);
      }
      return mix(hash, fulcrum_shared->text, fulcrum_shared->length);
    }

    /// A line of the plan: `MUTANT COUNT CANDIDATE...`. The first candidate that ends otherwise than without it kills the mutant.
    static int try_mutants(FILE *plan, FILE *results, int candidates) {
      struct mark *marks = calloc(candidates > 0 ? candidates : 1, sizeof *marks);
      static struct outcome outcome;
      int mutant, count;
      while (fscanf(plan, "%d %d", &mutant, &count) == 2) {
        int killer = -1, runs = 0;
        enum kind kind = RETURNED;
        for (int i = 0; i < count; i++) {
          struct task task = {0, 0, 1000};
          if (fscanf(plan, "%d", &task.candidate) != 1 || task.candidate < 0 || task.candidate >= candidates) return 1;
          if (killer >= 0) continue;
          struct mark *mark = &marks[task.candidate];
          if (!mark->is_known) {
            if (run_task(task, &outcome) != 0) return 1;
            mark->hash = mark_of(&outcome);
            // Ten times as long, and the shortest time that a timer of the kernel tells apart from noise.
            mark->milliseconds = outcome.microseconds / 100 + 50;
            if (mark->milliseconds > 1000) mark->milliseconds = 1000;
            mark->is_known = 1;
          }
          task.mutant = mutant;
          task.processor_milliseconds = mark->milliseconds;
          if (run_task(task, &outcome) != 0) return 1;
          runs++;
          if (mark_of(&outcome) == mark->hash) continue;
          killer = task.candidate;
          kind = outcome.kind;
        }
        fprintf(results, "{\"mutant\":%d,\"killer\":%d,\"end\":\"%s\",\"runs\":%d}\n", mutant, killer, kind_names[kind],
                runs);
        fflush(results);
      }
      free(marks);
      return 0;
    }

    // MARK: The table of functions

    #ifdef FULCRUM_COUNTERS
    /// A record of LLVM's profile format, as its versions 9 to 13 have it (`InstrProfData.inc`).
    struct function_record {
      uint64_t name;
      uint64_t hash;
      uint64_t counters;  // relative to the record
      uint64_t bitmap;
      uint64_t function;
      uint64_t values;
      uint32_t counter_count;
      uint16_t value_sites[3];
      uint32_t bitmap_bytes;
    };

    extern const struct function_record *__llvm_profile_begin_data(void);
    extern const struct function_record *__llvm_profile_end_data(void);
    #endif

    /// Writes where the counters of each function are: its name's hash, its own, the first counter and how many there are.
    static int write_table(FILE *results) {
    #ifdef FULCRUM_COUNTERS
      const struct function_record *record = __llvm_profile_begin_data();
      for (; record < __llvm_profile_end_data(); record++) {
        long first = ((uintptr_t)record + record->counters - (uintptr_t)fulcrum_counters()) / sizeof(uint64_t);
        fprintf(results, "%llu %llu %ld %u\n", (unsigned long long)record->name, (unsigned long long)record->hash, first,
                record->counter_count);
      }
    #endif
      return 0;
    }

    // MARK: Start

    static int map_shared(const char *path) {
      long size = sizeof(struct shared) + (fulcrum_counter_count() + 1) * sizeof(uint64_t);
      int file = -1;
      if (path) {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ftruncate(file, size) != 0) return -1;
      }
      void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | (path ? 0 : MAP_ANONYMOUS), file, 0);
      if (file >= 0) close(file);
      if (memory == MAP_FAILED) return -1;
      fulcrum_shared = memory;
      return 0;
    }

    static int be_driver(int argc, char **argv, int candidates) {
      FILE *results = fopen(argv[2], "we");
      if (!results) return 73;
      int status = 74;
      if (!strcmp(argv[1], "table")) {
        status = write_table(results);
      } else if (argc >= 6) {
        FILE *plan = fopen(argv[3], "re");
        make_folders(argv[4]);
        fulcrum_time_shift = atol(argv[5]);
        snprintf(shared_path, sizeof shared_path, "%s/shared", argv[4]);
    #ifdef __APPLE__
        int is_mapped = map_shared(shared_path);
    #else
        int is_mapped = map_shared(NULL);
    #endif
        if (!plan || is_mapped != 0 || pipe(wake) != 0) return 75;
        for (int i = 0; i < 2; i++) {
          fcntl(wake[i], F_SETFL, O_NONBLOCK);
          fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        }
        signal(SIGCHLD, on_child);
    #ifdef __linux__
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    #endif
        if (!strcmp(argv[1], "record")) status = record(plan, results);
        if (!strcmp(argv[1], "trial")) status = try_mutants(plan, results, candidates);
        fclose(plan);
      }
      if (fclose(results) != 0) status = 76;
      return status;
    }

    int fulcrum_drive(int argc, char **argv, int candidates, void (*run)(int)) {
      run_candidate = run;
      own_arguments = argv;
      fulcrum_prepare_children();
      if (argc >= 7 && !strcmp(argv[1], "child")) {
        struct task task = {atoi(argv[4]), atoi(argv[5]), atoi(argv[6])};
        if (map_shared(argv[2]) != 0) return 75;
        fulcrum_be_child(task, argv[3], run);
      }
      int status = argc >= 3 ? be_driver(argc, argv, candidates) : 74;
      // Without the runtime's own end, which would write a profile.
      _exit(status);
    }

    """#
}
