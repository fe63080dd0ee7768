#define _GNU_SOURCE
#include "CSandboxFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

int fulcrum_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  struct open_how how = {
      .flags = (unsigned long long)(unsigned)flags,
      .mode = (flags & O_CREAT) ? mode : 0,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

int fulcrum_rename_without_replacing(int old_folder, const char *old_name, int new_folder, const char *new_name) {
  return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, RENAME_NOREPLACE);
}

#else

int fulcrum_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  (void)folder, (void)path, (void)flags, (void)mode;
  errno = ENOSYS;
  return -1;
}

int fulcrum_rename_without_replacing(int old_folder, const char *old_name, int new_folder, const char *new_name) {
  return renameatx_np(old_folder, old_name, new_folder, new_name, RENAME_EXCL);
}

#endif
