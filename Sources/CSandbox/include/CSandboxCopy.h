#ifndef FULCRUM_CSANDBOX_COPY_H
#define FULCRUM_CSANDBOX_COPY_H

/// Gives an empty file the content of another one, both open: sharing its blocks where the file system can (FICLONE), else
/// copying them within the kernel, else through this process.
///
/// Returns 0, or -1 with errno.
int fulcrum_copy_content(int from, int to);

#endif
