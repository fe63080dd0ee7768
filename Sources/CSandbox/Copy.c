#define _GNU_SOURCE
#include "CSandboxCopy.h"

#include <errno.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/fs.h>
#include <sys/ioctl.h>
#endif

static int copy_through_memory(int from, int to) {
  char buffer[1 << 16];
  for (;;) {
    ssize_t count = read(from, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return (int)count;
    for (ssize_t done = 0; done < count;) {
      ssize_t written = write(to, buffer + done, (size_t)(count - done));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return -1;
      done += written;
    }
  }
}

int fulcrum_copy_content(int from, int to) {
#ifdef __linux__
  if (ioctl(to, FICLONE, from) == 0) return 0;
  for (;;) {
    ssize_t count = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
    if (count < 0 && errno == EINTR) continue;
    // Both descriptors stand where the kernel's copy ended, so that the other way goes on from there. A count of 0 may also
    // come from a file system that does not know the sizes of its files, as in /proc.
    if (count <= 0) break;
  }
#endif
  return copy_through_memory(from, to);
}
