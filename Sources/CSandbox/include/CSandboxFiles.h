#ifndef FULCRUM_CSANDBOX_FILES_H
#define FULCRUM_CSANDBOX_FILES_H

#include <dirent.h>
#include <sys/types.h>

/// Opens a path below a folder without leaving it and without following any symbolic link on the way (openat2 with
/// RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS and RESOLVE_NO_MAGICLINKS).
///
/// Returns the descriptor, or -1 with errno; ENOSYS where the kernel has no openat2, so that the caller walks by itself.
int fulcrum_open_beneath(int folder, const char *path, int flags, mode_t mode);

/// Renames a file and fails with EEXIST when the new name is taken.
///
/// ENOSYS or EINVAL where the system or the file system cannot do that in one step.
int fulcrum_rename_without_replacing(int old_folder, const char *old_name, int new_folder, const char *new_name);

/// Waits until the content of a file, or the names of a folder, lie on the disk (fsync; F_FULLFSYNC on macOS, where fsync
/// leaves them in the drive's memory).
int fulcrum_sync(int file);

/// Whether a file has an access control list or extended attributes that a file in its place would lack: 1 or 0, or -1
/// with errno. Labels that the system itself gives to every new file do not count.
int fulcrum_has_attributes(int file);

/// Whether a descriptor lies in a file system that the kernel makes up, such as /proc: 1 or 0, or -1 with errno.
int fulcrum_is_kernel_file_system(int file);

/// The name in an entry of a folder, for as long as the entry lives.
const char *fulcrum_entry_name(const struct dirent *entry);

#endif
