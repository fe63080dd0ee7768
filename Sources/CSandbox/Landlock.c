#define _GNU_SOURCE
#include "CSandboxConfinement.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's interface is written down here, since the headers of many systems are older than their kernels. The
// numbers are the same on all architectures.
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { QUERY_VERSION = 1, RULE_PATH_BENEATH = 1 };

#define FILE_EXECUTE (1ULL << 0)
#define FILE_WRITE (1ULL << 1)
#define FILE_READ (1ULL << 2)
#define FOLDER_READ (1ULL << 3)
#define MAKE_CHARACTER_DEVICE (1ULL << 6)
#define MAKE_BLOCK_DEVICE (1ULL << 11)
#define ALL_OF_VERSION_1 ((1ULL << 13) - 1)
#define FILE_REFER (1ULL << 13)
#define FILE_TRUNCATE (1ULL << 14)
#define DEVICE_CONTROL (1ULL << 15)
#define NETWORK_TCP 3ULL
#define SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS 3ULL

struct ruleset_attributes {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct path_rule {
  uint64_t allowed;
  int32_t folder;
} __attribute__((packed));

int fulcrum_landlock_version(void) {
  long version = syscall(CREATE_RULESET, NULL, 0, QUERY_VERSION);
  return version < 0 ? 0 : (int)version;
}

static uint64_t handled_files(int version) {
  uint64_t handled = ALL_OF_VERSION_1;
  if (version >= 2) handled |= FILE_REFER;
  if (version >= 3) handled |= FILE_TRUNCATE;
  if (version >= 5) handled |= DEVICE_CONTROL;
  return handled;
}

/// Allows the accesses below an open path; for a plain file those that make sense for one.
static int allow(int ruleset, int path, uint64_t allowed) {
  struct stat status;
  if (fstat(path, &status) != 0) return -1;
  if (!S_ISDIR(status.st_mode)) allowed &= FILE_EXECUTE | FILE_WRITE | FILE_READ | FILE_TRUNCATE;
  struct path_rule rule = {.allowed = allowed, .folder = path};
  return (int)syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0);
}

static int open_any(const char *path) { return open(path, O_PATH | O_CLOEXEC); }

static int open_without_links(const char *path) {
  struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

static int allow_all(
    int ruleset, const char *const *paths, uint64_t allowed, int (*open_path)(const char *), int may_be_missing) {
  for (; paths && *paths; paths++) {
    int path = open_path(*paths);
    if (path < 0) {
      if (may_be_missing && (errno == ENOENT || errno == ENOTDIR || errno == EACCES)) continue;
      return -1;
    }
    int result = allow(ruleset, path, allowed);
    int error = errno;
    close(path);
    errno = error;
    if (result != 0) return -1;
  }
  return 0;
}

int fulcrum_prepare_rules(const struct fulcrum_confinement *confinement) {
  int version = confinement->landlock_version;
  struct ruleset_attributes attributes = {.files = handled_files(version)};
  // Older kernels know a shorter structure, and refuse a longer one only if its unknown part is not zero.
  if (version >= 4 && !confinement->allows_network) attributes.network = NETWORK_TCP;
  if (version >= 6) attributes.scopes = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS;
  int ruleset = (int)syscall(CREATE_RULESET, &attributes, sizeof attributes, 0);
  if (ruleset < 0) return -1;

  uint64_t read = FILE_EXECUTE | FILE_READ | FOLDER_READ;
  uint64_t write = attributes.files & ~(MAKE_CHARACTER_DEVICE | MAKE_BLOCK_DEVICE | DEVICE_CONTROL);
  uint64_t device = (FILE_READ | FILE_WRITE | FILE_TRUNCATE) & attributes.files;
  if (allow_all(ruleset, confinement->system_paths, read, open_any, 1) == 0 &&
      allow_all(ruleset, confinement->devices, device, open_any, 1) == 0 &&
      allow_all(ruleset, confinement->readable, read, open_without_links, 1) == 0 &&
      allow_all(ruleset, confinement->writable, write, open_without_links, 0) == 0) {
    return ruleset;
  }
  int error = errno;
  close(ruleset);
  errno = error;
  return -1;
}

int fulcrum_restrict_files(int ruleset) {
  return syscall(RESTRICT_SELF, ruleset, 0) == 0 ? 0 : errno;
}

#else

int fulcrum_landlock_version(void) { return 0; }

int fulcrum_prepare_rules(const struct fulcrum_confinement *confinement) {
  (void)confinement;
  errno = ENOSYS;
  return -1;
}

int fulcrum_restrict_files(int ruleset) {
  (void)ruleset;
  return ENOSYS;
}

#endif
