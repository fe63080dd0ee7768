#define _GNU_SOURCE
#include "CSandboxConfinement.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

enum { CLOSE_RANGE = 436, CLOSE_RANGE_AT_EXECUTION = 4 };

int fulcrum_drop_capabilities(void) {
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL) return errno;
  for (unsigned long capability = 0; capability < 64; capability++) {
    if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) != 1) continue;
    // Who has no right to do this has no capability that could come back: no new privileges are gained from here on.
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EPERM) return errno;
  }
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct none[2] = {{0}};
  return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

static int forbid_new_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

static int close_at_execution(void) {
  if (syscall(CLOSE_RANGE, 3, ~0U, CLOSE_RANGE_AT_EXECUTION) == 0) return 0;
  return errno;
}

#else

int fulcrum_drop_capabilities(void) { return ENOSYS; }

static int forbid_new_privileges(void) { return 0; }

static int close_at_execution(void) { return ENOSYS; }

#endif

static int limit(int resource, long long value, long long more) {
  if (value < 0) return 0;
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return errno;
  if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > (rlim_t)(value + more)) limit.rlim_max = (rlim_t)(value + more);
  limit.rlim_cur = limit.rlim_max < (rlim_t)value ? limit.rlim_max : (rlim_t)value;
  return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

static int set_limits(const struct fulcrum_limits *limits) {
  int error = limit(RLIMIT_CORE, 0, 0);
  // A second more until the kernel kills: a program may catch the first signal.
  if (!error) error = limit(RLIMIT_CPU, limits->processor_seconds, 1);
#ifdef __linux__
  // Apple's systems do not keep to it.
  if (!error) error = limit(RLIMIT_AS, limits->memory, 0);
#endif
  if (!error) error = limit(RLIMIT_NPROC, limits->processes, 0);
  if (!error) error = limit(RLIMIT_FSIZE, limits->file_size, 0);
  if (!error) error = limit(RLIMIT_NOFILE, limits->open_files, 0);
  return error;
}

static int open_missing_streams(void) {
  for (int stream = 0; stream < 3; stream++) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    // The lowest free number is this one.
    if (open("/dev/null", O_RDWR) != stream) return errno ? errno : EBADF;
  }
  return 0;
}

static int mark_descriptors(void) {
  if (close_at_execution() == 0) return 0;
  // Older kernels, and other systems: one by one, as many as there may be.
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return errno;
  int end = limit.rlim_cur > 1 << 20 ? 1 << 20 : (int)limit.rlim_cur;
  for (int descriptor = 3; descriptor < end; descriptor++) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  return 0;
}

struct fulcrum_ending fulcrum_confine(const struct fulcrum_confinement *confinement) {
  int error = open_missing_streams();
  if (error) return (struct fulcrum_ending){FULCRUM_STAGE_DESCRIPTORS, error};
  if (chdir(confinement->folder) != 0) return (struct fulcrum_ending){FULCRUM_STAGE_FOLDER, errno};
  // Before the limit on open files, which may be lower than a number that is open.
  error = mark_descriptors();
  if (error) return (struct fulcrum_ending){FULCRUM_STAGE_DESCRIPTORS, error};
  error = forbid_new_privileges();
  if (error) return (struct fulcrum_ending){FULCRUM_STAGE_PRIVILEGES, error};
  int rules = -1;
  if (confinement->landlock_version > 0) {
    // Opened while all rights are there: to name a folder takes the right to reach it.
    rules = fulcrum_prepare_rules(confinement);
    if (rules < 0) return (struct fulcrum_ending){FULCRUM_STAGE_LANDLOCK, errno};
  }
  error = set_limits(&confinement->limits);
  if (error) return (struct fulcrum_ending){FULCRUM_STAGE_LIMITS, error};
  if (confinement->filters_calls) {
    error = fulcrum_drop_capabilities();
    if (error) return (struct fulcrum_ending){FULCRUM_STAGE_CAPABILITIES, error};
  }
  if (rules >= 0) {
    error = fulcrum_restrict_files(rules);
    if (error) return (struct fulcrum_ending){FULCRUM_STAGE_LANDLOCK, error};
    close(rules);
  }
  if (confinement->filters_calls) {
    error = fulcrum_filter_calls(confinement);
    if (error) return (struct fulcrum_ending){FULCRUM_STAGE_FILTER, error};
  }
  return (struct fulcrum_ending){FULCRUM_STAGE_CONFINED, 0};
}
