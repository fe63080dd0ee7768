/// The program in C that runs tests under mutants, several at a time, inside the sandbox.
///
/// One start of the sandbox serves hundreds of mutants. It reads jobs from a file and appends a line to another for each that
/// is over; fields are divided by tabs, words of a command by the byte 31:
///
///     job:     number  mutant  milliseconds  file for reached mutants or `-`  command  command ...
///     result:  number  outcome  code  milliseconds  processor milliseconds  the line that told of a failure
///
/// With a time in milliseconds as its last argument it stops then, and says nothing of the jobs that are not over.
///
/// The commands of a job are run one after the other until one fails. A command has failed when it says so in the words of
/// XCTest or Swift Testing, and then is ended at once, or when it ends with another code than 0.
enum RunnerSource {
  static let name = "FulcrumRunner"

  /// Between the words of a command.
  static let divider: Character = "\u{1F}"

  static let code = #"""
    #define _GNU_SOURCE
    #include <errno.h>
    #include <fcntl.h>
    #include <poll.h>
    #include <signal.h>
    #include <stdbool.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/resource.h>
    #include <sys/time.h>
    #include <sys/wait.h>
    #include <time.h>
    #include <unistd.h>

    enum { LINE = 4096, WORDS = 4096, COMMANDS = 16, SLOTS = 64 };

    struct slot {
      bool busy;
      long job;
      char *text;                 // the job's line, cut into its fields
      char *commands[COMMANDS];
      int count, next;
      const char *mutant, *reached;
      long long limit, started, command_started;
      long long processor;
      pid_t process;
      int output;
      char line[LINE];            // the line that is being read
      size_t length;
      char failure[LINE];         // the line that told of a failure
      char begun[LINE];           // the last test of XCTest that has begun
      bool failed, timed_out;
    };

    static struct slot slots[SLOTS];
    static int results;

    static long long now(void) {
      struct timespec time;
      clock_gettime(CLOCK_MONOTONIC, &time);
      return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
    }

    static char *next_field(char **rest, char divider) {
      if (!*rest) return 0;
      char *field = *rest, *end = strchr(field, divider);
      if (end) *end++ = 0;
      *rest = end;
      return field;
    }

    // The child's part, between fork and exec.
    static void become(struct slot *slot, char *command, int output) {
      setpgid(0, 0);
      signal(SIGPIPE, SIG_DFL);
      int nothing = open("/dev/null", O_RDONLY);
      dup2(nothing, 0);
      dup2(output, 1);
      dup2(output, 2);
      for (int descriptor = 3; descriptor < 256; descriptor++) close(descriptor);
      struct rlimit none = {0, 0};
      setrlimit(RLIMIT_CORE, &none);
      rlim_t seconds = (rlim_t)(slot->limit / 1000 * 4 + 4);
      struct rlimit processor = {seconds, seconds};
      setrlimit(RLIMIT_CPU, &processor);
      // A mutant that never stops to allocate must not take the machine's memory with it.
      struct rlimit memory = {(rlim_t)4 << 30, (rlim_t)4 << 30};
      setrlimit(RLIMIT_AS, &memory);
      setenv("SWIFT_BACKTRACE", "enable=no", 1);
      setenv("FULCRUM_MUTANT", slot->mutant, 1);
      if (strcmp(slot->reached, "-") != 0) setenv("FULCRUM_REACHED", slot->reached, 1);
      char *words[WORDS + 1];
      int count = 0;
      for (char *word; count < WORDS && (word = next_field(&command, 31));) words[count++] = word;
      words[count] = 0;
      execv(words[0], words);
      _exit(127);
    }

    static void finish(struct slot *slot, const char *outcome, int code) {
      const char *line = slot->failure[0] ? slot->failure : slot->begun;
      char text[2 * LINE];
      int length = snprintf(text, sizeof text, "%ld\t%s\t%d\t%lld\t%lld\t%s\n", slot->job, outcome, code,
                            now() - slot->started, slot->processor, line);
      if (length > (int)sizeof text - 1) length = (int)sizeof text - 1;
      // One write, so that a reader never sees half a line.
      if (write(results, text, (size_t)length) != length) exit(74);
      free(slot->text);
      slot->busy = false;
    }

    static void start_command(struct slot *slot) {
      int ends[2];
      if (pipe(ends) != 0) exit(71);
      fcntl(ends[0], F_SETFL, O_NONBLOCK);
      fcntl(ends[0], F_SETFD, FD_CLOEXEC);
      slot->length = 0;
      slot->begun[0] = 0;
      slot->command_started = now();
      pid_t process = fork();
      if (process < 0) exit(71);
      if (process == 0) become(slot, slot->commands[slot->next], ends[1]);
      setpgid(process, process);
      close(ends[1]);
      slot->process = process;
      slot->output = ends[0];
      slot->next++;
    }

    static void start_job(struct slot *slot, char *line) {
      memset(slot, 0, sizeof *slot);
      slot->busy = true;
      slot->text = line;
      char *rest = line;
      slot->job = atol(next_field(&rest, '\t'));
      slot->mutant = next_field(&rest, '\t');
      slot->limit = atoll(next_field(&rest, '\t'));
      slot->reached = next_field(&rest, '\t');
      for (char *field; slot->count < COMMANDS && (field = next_field(&rest, '\t'));)
        slot->commands[slot->count++] = field;
      slot->started = now();
      start_command(slot);
    }

    // What the two libraries say when a check has failed.
    static bool tells_of_failure(const char *line) {
      const char *place = strstr(line, ": error: ");
      if (place && place > line && place[-1] >= '0' && place[-1] <= '9') return true;
      return strstr(line, " recorded an issue") != 0 && strstr(line, "known issue") == 0;
    }

    static void take_line(struct slot *slot) {
      slot->line[slot->length] = 0;
      for (size_t i = 0; i < slot->length; i++) if ((unsigned char)slot->line[i] < 32) slot->line[i] = ' ';
      if (!slot->failed && tells_of_failure(slot->line)) {
        strcpy(slot->failure, slot->line);
        slot->failed = true;
      } else if (strncmp(slot->line, "Test Case '", 11) == 0 && strstr(slot->line, " started at ")) {
        strcpy(slot->begun, slot->line);
      }
      slot->length = 0;
    }

    // Reads what there is; false at the end.
    static bool take_output(struct slot *slot) {
      char buffer[65536];
      ssize_t count = read(slot->output, buffer, sizeof buffer);
      if (count == 0) return false;
      if (count < 0) return errno == EAGAIN || errno == EINTR;
      for (ssize_t i = 0; i < count; i++) {
        if (buffer[i] == '\n') take_line(slot);
        else if (slot->length < LINE - 1) slot->line[slot->length++] = buffer[i];
      }
      return true;
    }

    // Whether the command itself has ended, though something that it has started may still hold its output open.
    static bool has_ended(struct slot *slot) {
      siginfo_t info = {0};
      return waitid(P_PID, (id_t)slot->process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
    }

    // Ends what is left of a command, and goes on with the next or with the result.
    static void end_command(struct slot *slot) {
      bool must_end = slot->failed || slot->timed_out;
      int status = 0;
      struct rusage usage = {0};
      if (must_end) kill(-slot->process, SIGKILL);
      while (wait4(slot->process, &status, 0, &usage) < 0 && errno == EINTR) {}
      // What it has left behind must not disturb the next one.
      kill(-slot->process, SIGKILL);
      close(slot->output);
      slot->processor += usage.ru_utime.tv_sec * 1000LL + usage.ru_utime.tv_usec / 1000
                       + usage.ru_stime.tv_sec * 1000LL + usage.ru_stime.tv_usec / 1000;
      if (slot->failed) finish(slot, "failed", 1);
      else if (slot->timed_out) finish(slot, "timeout", 0);
      else if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL) finish(slot, "timeout", WTERMSIG(status));
        else finish(slot, "signal", WTERMSIG(status));
      } else if (WEXITSTATUS(status) != 0) finish(slot, "exit", WEXITSTATUS(status));
      else if (slot->next < slot->count) start_command(slot);
      else finish(slot, "passed", 0);
    }

    static char *next_line(FILE *jobs) {
      char *line = 0;
      size_t size = 0;
      ssize_t length = getline(&line, &size, jobs);
      if (length <= 0) { free(line); return 0; }
      if (line[length - 1] == '\n') line[length - 1] = 0;
      return line;
    }

    // Ends whatever runs.
    static void stop(int width) {
      for (int i = 0; i < width; i++) {
        if (!slots[i].busy) continue;
        kill(-slots[i].process, SIGKILL);
        while (waitpid(slots[i].process, 0, 0) < 0 && errno == EINTR) {}
      }
    }

    // usage: FulcrumRunner jobs results width [milliseconds]
    int main(int count, char **words) {
      if (count != 4 && count != 5) return 64;
      long long end = count == 5 ? now() + atoll(words[4]) : 0;
      FILE *jobs = fopen(words[1], "re");
      results = open(words[2], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
      int width = atoi(words[3]);
      if (!jobs || results < 0) return 66;
      if (width < 1) width = 1;
      if (width > SLOTS) width = SLOTS;
      signal(SIGPIPE, SIG_IGN);
      bool more = true;
      for (;;) {
        if (end && now() >= end) {
          stop(width);
          return 0;
        }
        int busy = 0;
        for (int i = 0; i < width; i++) {
          if (!slots[i].busy && more) {
            char *line = next_line(jobs);
            if (line) start_job(&slots[i], line); else more = false;
          }
          if (slots[i].busy) busy++;
        }
        if (!busy) return 0;
        struct pollfd polled[SLOTS];
        int owners[SLOTS], polling = 0;
        long long wait = 50, time = now();
        if (end && end - time < wait) wait = end > time ? end - time : 0;
        for (int i = 0; i < width; i++) {
          if (!slots[i].busy) continue;
          long long left = slots[i].command_started + slots[i].limit - time;
          if (left < wait) wait = left < 0 ? 0 : left;
          polled[polling] = (struct pollfd){slots[i].output, POLLIN, 0};
          owners[polling++] = i;
        }
        poll(polled, (nfds_t)polling, (int)wait);
        time = now();
        for (int k = 0; k < polling; k++) {
          struct slot *slot = &slots[owners[k]];
          bool ended = false;
          if (polled[k].revents) ended = !take_output(slot);
          else if (has_ended(slot)) {
            // What it wrote since poll looked; a pipe holds no more than one read takes.
            take_output(slot);
            ended = true;
          }
          if (!ended && !slot->failed && time >= slot->command_started + slot->limit) slot->timed_out = true;
          if (ended || slot->failed || slot->timed_out) end_command(slot);
        }
      }
    }

    """#
}
