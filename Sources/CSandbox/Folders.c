#define _GNU_SOURCE
#include "CSandboxFolders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#ifdef __APPLE__
#include <libproc.h>
#endif

int fulcrum_make_folder_usable(int folder, const char *name) {
#ifdef __linux__
  // A folder without permissions can be opened as a place only, and the mode of a place is changed through /proc.
  int place = openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (place < 0)
    return -1;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", place);
  int result = chmod(path, 0700);
  int error = errno;
  close(place);
  errno = error;
  return result;
#else
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return -1;
  if (!S_ISDIR(status.st_mode)) {
    errno = ENOTDIR;
    return -1;
  }
  return fchmodat(folder, name, 0700, AT_SYMLINK_NOFOLLOW);
#endif
}

long long fulcrum_free_space(int file) {
  struct statvfs status;
  if (fstatvfs(file, &status) != 0)
    return -1;
  return (long long)status.f_bavail * (long long)status.f_frsize;
}

long long fulcrum_process_start(int process) {
#ifdef __APPLE__
  struct proc_bsdinfo info;
  if (proc_pidinfo(process, PROC_PIDTBSDINFO, 0, &info, sizeof info) != (int)sizeof info)
    return -1;
  return (long long)info.pbi_start_tvsec * 1000000 + (long long)info.pbi_start_tvusec;
#elif defined(__linux__)
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return -1;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0)
    return -1;
  text[length] = 0;
  // The program's name, which is in brackets, may hold anything; the start is the 20th field after it (proc(5)).
  char *field = strrchr(text, ')');
  for (int count = 0; field && count < 20; count++)
    field = strchr(field + 1, ' ');
  return field ? atoll(field + 1) : -1;
#else
  (void)process;
  return -1;
#endif
}
