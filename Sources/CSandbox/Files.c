#define _GNU_SOURCE
#include "CSandboxFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

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

int fulcrum_sync(int file) { return fsync(file); }

// Labels that the kernel gives to each new file by its folder, and what an overlay keeps for itself.
static int is_given_by_system(const char *name) {
  if (!strcmp(name, "security.capability")) return 0;
  return !strncmp(name, "security.", 9) || !strncmp(name, "trusted.overlay.", 16) || !strncmp(name, "user.overlay.", 13);
}

static ssize_t list_attributes(int file, char *names, size_t size) { return flistxattr(file, names, size); }

int fulcrum_is_kernel_file_system(int file) {
  struct statfs system;
  if (fstatfs(file, &system) != 0) return -1;
  // The type is a signed word on some machines; the numbers have 32 bits.
  switch ((unsigned)system.f_type) {
  case PROC_SUPER_MAGIC:
  case SYSFS_MAGIC:
  case DEVPTS_SUPER_MAGIC:
  case CGROUP_SUPER_MAGIC:
  case CGROUP2_SUPER_MAGIC:
  case DEBUGFS_MAGIC:
  case TRACEFS_MAGIC:
  case SECURITYFS_MAGIC:
  case BPF_FS_MAGIC:
  case NSFS_MAGIC:
    return 1;
  default:
    return 0;
  }
}

#else

#include <sys/acl.h>
#include <sys/mount.h>

int fulcrum_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  (void)folder, (void)path, (void)flags, (void)mode;
  errno = ENOSYS;
  return -1;
}

int fulcrum_rename_without_replacing(int old_folder, const char *old_name, int new_folder, const char *new_name) {
  return renameatx_np(old_folder, old_name, new_folder, new_name, RENAME_EXCL);
}

int fulcrum_sync(int file) {
  // Not every file system knows the stronger request.
  return fcntl(file, F_FULLFSYNC) == 0 ? 0 : fsync(file);
}

// What the system notes about where a file came from and when it was used; a resource fork is content.
static int is_given_by_system(const char *name) {
  if (!strcmp(name, XATTR_RESOURCEFORK_NAME) || !strcmp(name, XATTR_FINDERINFO_NAME)) return 0;
  return !strncmp(name, "com.apple.", 10);
}

static ssize_t list_attributes(int file, char *names, size_t size) { return flistxattr(file, names, size, 0); }

int fulcrum_is_kernel_file_system(int file) {
  struct statfs system;
  if (fstatfs(file, &system) != 0) return -1;
  return !strcmp(system.f_fstypename, "devfs");
}

#endif

int fulcrum_has_attributes(int file) {
#ifndef __linux__
  acl_t list = acl_get_fd_np(file, ACL_TYPE_EXTENDED);
  if (list) {
    acl_free(list);
    return 1;
  }
#endif
  ssize_t size = list_attributes(file, NULL, 0);
  // A file system without attributes has none.
  if (size < 0) return errno == ENOTSUP ? 0 : -1;
  if (size == 0) return 0;
  char *names = malloc((size_t)size);
  if (!names) return -1;
  size = list_attributes(file, names, (size_t)size);
  int result = size < 0 ? -1 : 0;
  for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) {
    if (!is_given_by_system(names + at)) result = 1;
  }
  int code = errno;
  free(names);
  errno = code;
  return result;
}

const char *fulcrum_entry_name(const struct dirent *entry) { return entry->d_name; }
