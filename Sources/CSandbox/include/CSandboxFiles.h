#ifndef FULCRUM_CSANDBOX_FILES_H
#define FULCRUM_CSANDBOX_FILES_H

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

#endif
