#ifndef FULCRUM_CSANDBOX_FOLDERS_H
#define FULCRUM_CSANDBOX_FOLDERS_H

/// Gives the owner all permissions of a folder in another one, without following a link in its place.
///
/// Returns 0, or -1 with errno; ENOTDIR or ELOOP when the entry is no folder.
int fulcrum_make_folder_usable(int folder, const char *name);

/// Bytes that may still be written to the file system of a descriptor by an ordinary user, or -1 with errno.
long long fulcrum_free_space(int file);

/// When a process started, in the system's own count, by which it is told from a later one with the same number; -1 when
/// there is none.
long long fulcrum_process_start(int process);

#endif
