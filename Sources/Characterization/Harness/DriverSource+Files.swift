extension DriverSource {
  /// What tells that the code looked at or wanted to change files outside of its own folders, on Linux.
  ///
  /// What is there on one machine is not there on the next, and what the sandbox refuses may be allowed elsewhere: neither is
  /// behaviour that a test may state. What is nowhere, such as `/missing`, is the same everywhere.
  static let files = #"""
    #define _GNU_SOURCE
    #include "Shared.h"

    #ifdef __linux__
    #include <dirent.h>
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <netdb.h>
    #include <pwd.h>
    #include <stdarg.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/syscall.h>
    #include <sys/types.h>
    #include <unistd.h>

    /// The package's copy, below which the program, its resources and the calls' own folders lie.
    static const char *own_root(void) {
      static char root[4096];
      if (!root[0]) {
        long length = syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", root, sizeof root - 1);
        root[length > 0 ? length : 0] = 0;
        char *build = NULL;
        for (char *place = root; (place = strstr(place, "/.build/")); place++) build = place;
        if (build) *build = 0;
        else strcpy(root, "/");
      }
      return root;
    }

    static int lies_in(const char *path, const char *folder) {
      size_t length = strlen(folder);
      return !strncmp(path, folder, length) && (path[length] == 0 || path[length] == '/' || folder[length - 1] == '/');
    }

    /// Whether a path leads out of what is the call's own; what the system's libraries read for themselves does not count.
    static int is_elsewhere(const char *path) {
      if (!path || path[0] != '/' || path[1] == 0) return 0;
      static const char *const ours[] = {
          "/usr/share/zoneinfo", "/usr/share/locale", "/usr/lib/", "/lib/", "/lib64/", "/proc/", "/sys/",
          "/dev/null", "/dev/zero", "/etc/localtime", "/etc/timezone", "/etc/ld.so.", "/etc/nsswitch.conf"};
      for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (!strncmp(path, ours[i], strlen(ours[i]))) return 0;
      if (strstr(path, "/lib/swift/")) return 0;
      // A folder around the own one is looked at on the way there.
      return !lies_in(path, own_root()) && !lies_in(own_root(), path);
    }

    /// Takes note of what was done with a path, and gives the result back.
    static long judged(const char *path, int writes, long result) {
      int reason = errno;
      if (path && (!strcmp(path, "/dev/urandom") || !strcmp(path, "/dev/random"))) fulcrum_note(TOUCHED_RANDOM);
      else if (is_elsewhere(path)) {
        if (result >= 0) fulcrum_note(writes ? TOUCHED_OUTSIDE : TOUCHED_MACHINE);
        else if (reason == EACCES || reason == EPERM || reason == EROFS) fulcrum_note(TOUCHED_DENIED);
        else if (writes && reason != ENOENT && reason != ENOTDIR) fulcrum_note(TOUCHED_OUTSIDE);
      }
      errno = reason;
      return result;
    }

    static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

    static int opened(int folder, const char *path, int flags, mode_t mode) {
      int writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
      return judged(path, writes, syscall(SYS_openat, folder, path, flags, mode));
    }

    static mode_t mode_of(int flags, va_list arguments) {
      return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, unsigned) : 0;
    }

    #define OPEN(name) \
      int name(const char *path, int flags, ...) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = mode_of(flags, arguments); \
        va_end(arguments); \
        return opened(AT_FDCWD, path, flags, mode); \
      }
    #define OPENAT(name) \
      int name(int folder, const char *path, int flags, ...) { \
        va_list arguments; \
        va_start(arguments, flags); \
        mode_t mode = mode_of(flags, arguments); \
        va_end(arguments); \
        return opened(folder, path, flags, mode); \
      }
    OPEN(open)
    OPEN(open64)
    OPENAT(openat)
    OPENAT(openat64)

    int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

    #define FOPEN(name) \
      FILE *name(const char *restrict path, const char *restrict mode) { \
        FILE *(*real)(const char *, const char *) = next(#name); \
        FILE *file = real(path, mode); \
        judged(path, mode[0] != 'r' || strchr(mode, '+'), file ? 0 : -1); \
        return file; \
      }
    FOPEN(fopen)
    FOPEN(fopen64)

    DIR *opendir(const char *path) {
      DIR *(*real)(const char *) = next("opendir");
      DIR *entries = real(path);
      judged(path, 0, entries ? 0 : -1);
      return entries;
    }

    int stat(const char *restrict path, struct stat *restrict status) {
      return judged(path, 0, syscall(SYS_newfstatat, AT_FDCWD, path, status, 0));
    }

    int lstat(const char *restrict path, struct stat *restrict status) {
      return judged(path, 0, syscall(SYS_newfstatat, AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW));
    }

    int fstatat(int folder, const char *restrict path, struct stat *restrict status, int flags) {
      return judged(path, 0, syscall(SYS_newfstatat, folder, path, status, flags));
    }

    int access(const char *path, int mode) { return judged(path, 0, syscall(SYS_faccessat, AT_FDCWD, path, mode)); }

    ssize_t readlink(const char *restrict path, char *restrict target, size_t size) {
      return judged(path, 0, syscall(SYS_readlinkat, AT_FDCWD, path, target, size));
    }

    int mkdir(const char *path, mode_t mode) { return judged(path, 1, syscall(SYS_mkdirat, AT_FDCWD, path, mode)); }

    int rmdir(const char *path) { return judged(path, 1, syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)); }

    int unlink(const char *path) { return judged(path, 1, syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }

    int rename(const char *from, const char *to) {
      long result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
      return judged(to, 1, judged(from, 1, result));
    }

    int symlink(const char *target, const char *path) {
      return judged(path, 1, syscall(SYS_symlinkat, target, AT_FDCWD, path));
    }

    int chmod(const char *path, mode_t mode) { return judged(path, 1, syscall(SYS_fchmodat, AT_FDCWD, path, mode)); }

    // MARK: The machine itself

    struct passwd *getpwuid(uid_t user) {
      fulcrum_note(TOUCHED_MACHINE);
      struct passwd *(*real)(uid_t) = next("getpwuid");
      return real(user);
    }

    int getpwuid_r(uid_t user, struct passwd *restrict entry, char *restrict buffer, size_t size,
                   struct passwd **restrict result) {
      fulcrum_note(TOUCHED_MACHINE);
      int (*real)(uid_t, struct passwd *, char *, size_t, struct passwd **) = next("getpwuid_r");
      return real(user, entry, buffer, size, result);
    }

    int gethostname(char *name, size_t size) {
      fulcrum_note(TOUCHED_MACHINE);
      int (*real)(char *, size_t) = next("gethostname");
      return real(name, size);
    }

    int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints,
                    struct addrinfo **restrict result) {
      fulcrum_note(TOUCHED_NETWORK);
      int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = next("getaddrinfo");
      return real(node, service, hints, result);
    }
    #endif

    """#
}
