#define _GNU_SOURCE
#include "CSandboxConfinement.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
enum { PIDFD_OPEN = 434, CLOSE_RANGE = 436 };
#endif

/// The child's end of the channel, whatever its number was.
enum { CHANNEL = 3 };

/// Where the signal handlers write the numbers of signals.
static int signal_pipe[2] = {-1, -1};

static void note_signal(int number) {
  int error = errno;
  unsigned char byte = (unsigned char)number;
  // A full pipe holds enough to wake the supervisor.
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = error;
}

static int make_pipe(int ends[2]) {
  if (pipe(ends) != 0) return -1;
  for (int index = 0; index < 2; index++) fcntl(ends[index], F_SETFD, FD_CLOEXEC);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return 0;
}

static int listen_to_signals(void) {
  if (make_pipe(signal_pipe) != 0) return -1;
  fcntl(signal_pipe[1], F_SETFL, O_NONBLOCK);
  struct sigaction action = {.sa_handler = note_signal};
  sigemptyset(&action.sa_mask);
  const int numbers[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP};
  for (unsigned index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
    if (sigaction(numbers[index], &action, NULL) != 0) return -1;
  }
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

static void tell(int channel, struct fulcrum_ending ending) {
  while (write(channel, &ending, sizeof ending) < 0 && errno == EINTR) {}
}

static void close_from(int first) {
#ifdef __linux__
  if (syscall(CLOSE_RANGE, first, ~0U, 0) == 0) return;
#endif
  for (int descriptor = first; descriptor < 1 << 16; descriptor++) close(descriptor);
}

static void execute(const struct fulcrum_launch *launch) {
  if (strchr(launch->program, '/')) {
    execve(launch->program, launch->arguments, launch->environment);
    return;
  }
  char candidate[4096];
  int error = ENOENT;
  for (const char *start = launch->path; start && *start;) {
    size_t length = strcspn(start, ":");
    int needed = snprintf(candidate, sizeof candidate, "%.*s/%s", (int)length, start, launch->program);
    if (length > 0 && needed > 0 && (size_t)needed < sizeof candidate) {
      execve(candidate, launch->arguments, launch->environment);
      if (errno != ENOENT && errno != ENOTDIR) error = errno;
    }
    start += length + (start[length] == ':');
  }
  errno = error;
}

/// The child's way into the program. Only calls that are safe between fork and execve.
_Noreturn static void become_program(const struct fulcrum_launch *launch, int channel, pid_t supervisor) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  setsid();
  if (channel != CHANNEL && dup2(channel, CHANNEL) < 0) _exit(1);
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
  if (getppid() != supervisor) _exit(1);
  struct fulcrum_ending ending = {FULCRUM_STAGE_CONFINED, 0};
  if (launch->confinement) {
    ending = fulcrum_confine(launch->confinement);
    tell(CHANNEL, ending);
    if (ending.stage != FULCRUM_STAGE_CONFINED) _exit(1);
    execute(launch);
    tell(CHANNEL, (struct fulcrum_ending){FULCRUM_STAGE_EXECUTION, errno});
  } else {
    // What runs now hands the channel on to the supervisor inside, and nothing else.
    fcntl(CHANNEL, F_SETFD, 0);
    close_from(CHANNEL + 1);
    execute(launch);
    tell(CHANNEL, (struct fulcrum_ending){FULCRUM_STAGE_BUBBLEWRAP, errno});
  }
  _exit(1);
}

#ifdef __linux__

static int kill_child(pid_t child) {
  // Also the group that it may lead: a child of ours keeps its number until we reap it, so nobody else is met.
  kill(-child, SIGKILL);
  return kill(child, SIGKILL);
}

/// Kills all direct children from the kernel's list; returns how many there were, or -1 where it has no such list.
static int kill_listed_children(void) {
  FILE *list = fopen("/proc/thread-self/children", "re");
  if (!list) return -1;
  int count = 0, child;
  while (fscanf(list, "%d", &child) == 1) {
    kill_child(child);
    count++;
  }
  fclose(list);
  return count;
}

/// The same by asking each process for its parent, where the kernel was built without that list.
static int kill_found_children(void) {
  DIR *folder = opendir("/proc");
  if (!folder) return -1;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(folder));) {
    char path[64], line[512];
    int process = atoi(entry->d_name), parent = 0;
    if (process <= 0) continue;
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *status = fopen(path, "re");
    if (!status) continue;
    // The name stands in parentheses and may hold some itself; the parent comes third behind the last one.
    const char *behind = fgets(line, sizeof line, status) ? strrchr(line, ')') : NULL;
    if (behind && sscanf(behind, ") %*c %d", &parent) == 1 && parent == getpid()) {
      kill_child(process);
      count++;
    }
    fclose(status);
  }
  closedir(folder);
  return count;
}

enum { can_adopt = 1 };
static void adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

#else

static int kill_listed_children(void) { return -1; }
static int kill_found_children(void) { return -1; }
enum { can_adopt = 0 };
static void adopt_orphans(void) {}

#endif

/// Reaps whoever has ended. Returns whether there are children left; sets the status of the first child.
static int reap(pid_t first, int *status, int *has_ended) {
  for (;;) {
    int ended;
    pid_t child = waitpid(-1, &ended, WNOHANG);
    if (child == 0) return 1;
    if (child < 0) {
      if (errno == EINTR) continue;
      return 0;
    }
    if (child == first) {
      *status = ended;
      *has_ended = 1;
    }
  }
}

/// Kills until nobody is left: the children of a killed child become ours, and are killed in the next round.
static void kill_all(pid_t first, int *status, int *has_ended) {
  // Its group first, which takes most at one stroke.
  if (!*has_ended || !can_adopt) kill(-first, SIGKILL);
  for (int idle_rounds = 0; reap(first, status, has_ended);) {
    int count = kill_listed_children();
    if (count <= 0) count = kill_found_children();
    // Somebody is left who cannot be named, or who does not die: ten seconds, then it is given up.
    idle_rounds = count > 0 ? 0 : idle_rounds + 1;
    if (idle_rounds > 1000) return;
    if (count <= 0) nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
  }
}

/// Waits for the end of the first child, a signal to end, or the end of the parent; reaps orphans meanwhile.
static int wait_for_end(const struct fulcrum_launch *launch, pid_t first, int *status, int *has_ended) {
  struct pollfd sources[2] = {{.fd = signal_pipe[0], .events = POLLIN}, {.fd = -1, .events = POLLIN}};
#ifdef __linux__
  if (launch->parent) sources[1].fd = (int)syscall(PIDFD_OPEN, launch->parent, 0);
#endif
  // Without a descriptor for it, the parent is looked after four times a second.
  int patience = launch->parent && sources[1].fd < 0 ? 250 : -1;
  for (;;) {
    reap(first, status, has_ended);
    if (*has_ended) return FULCRUM_STAGE_ENDED;
    if (launch->parent && getppid() != launch->parent) return FULCRUM_STAGE_ABANDONED;
    if (poll(sources, 2, patience) < 0 && errno != EINTR) return FULCRUM_STAGE_STOPPED;
    if (sources[1].revents) return FULCRUM_STAGE_ABANDONED;
    unsigned char numbers[64];
    ssize_t count = read(signal_pipe[0], numbers, sizeof numbers);
    for (ssize_t index = 0; index < count; index++) {
      if (numbers[index] != SIGCHLD) return FULCRUM_STAGE_STOPPED;
    }
  }
}

/// What was said on the channel: that the confinement is up, and then how the child ended; or the first failure.
///
/// When nothing was said, what should have brought the confinement did not come to it.
static struct fulcrum_ending word_on(int channel) {
  struct fulcrum_ending word = {FULCRUM_STAGE_BUBBLEWRAP, 0}, next;
  for (int is_first = 1; read(channel, &next, sizeof next) == (ssize_t)sizeof next; is_first = 0) {
    if (is_first || word.stage == FULCRUM_STAGE_CONFINED) word = next;
  }
  return word;
}

struct fulcrum_ending fulcrum_supervise(const struct fulcrum_launch *launch) {
  adopt_orphans();
  int channel[2] = {-1, launch->channel};
  if (listen_to_signals() != 0 || (launch->channel < 0 && make_pipe(channel) != 0)) {
    return (struct fulcrum_ending){FULCRUM_STAGE_FORK, errno};
  }
  pid_t supervisor = getpid();
  pid_t child = fork();
  if (child < 0) return (struct fulcrum_ending){FULCRUM_STAGE_FORK, errno};
  if (child == 0) become_program(launch, channel[1], supervisor);

  int status = 0, has_ended = 0;
  struct fulcrum_ending ending = {wait_for_end(launch, child, &status, &has_ended), 0};
  kill_all(child, &status, &has_ended);
  if (ending.stage != FULCRUM_STAGE_ENDED) return ending;
  ending.value = status;
  if (launch->channel >= 0) {
    // The supervisor outside has heard from the child how the launch went; the child's end is ours to tell.
    tell(launch->channel, ending);
    return ending;
  }
  struct fulcrum_ending word = word_on(channel[0]);
  return word.stage == FULCRUM_STAGE_CONFINED ? ending : word;
}

_Noreturn void fulcrum_end_as(int status) {
  if (WIFSIGNALED(status)) {
    int number = WTERMSIG(status);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(number, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
  }
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}
