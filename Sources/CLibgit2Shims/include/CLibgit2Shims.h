#ifndef FULCRUM_CLIBGIT2_SHIMS_H
#define FULCRUM_CLIBGIT2_SHIMS_H

#include <stddef.h>

struct git_repository;

// git_libgit2_opts is variadic, which Swift cannot call: one typed function for each use.

/// Sets where libgit2 looks for configuration files of one level; returns 0 or a negative error code.
int fulcrum_git_set_search_path(int level, const char *_Nonnull path);

/// Turns libgit2's check of a repository's owner on (1) or off (0); returns 0 or a negative error code.
int fulcrum_git_set_owner_validation(int enabled);

/// Makes libgit2 verify that each object read hashes to its name; returns 0 or a negative error code.
int fulcrum_git_set_strict_hash_verification(int enabled);

/// Makes libgit2 wait until what it writes into a git folder is on the disk (1) or not (0); returns 0 or a negative error
/// code.
int fulcrum_git_set_durable_writes(int enabled);

/// Lets repositories open whose extensions change nothing for a reader; returns 0 or a negative error code.
///
/// partialClone (absent objects are reported one by one), preciousObjects (concerns deletion), and worktreeConfig
/// (the additional file is read by the caller).
int fulcrum_git_allow_readable_extensions(void);

/// Sets how many bytes of packs are mapped at a time and altogether, and how many bytes of objects are cached;
/// returns 0 or a negative error code.
int fulcrum_git_set_memory_limits(size_t window, size_t mapped, size_t cache);

/// Has a reader that ends on damaged files read a repository's loose objects; returns 0 or a negative error code.
int fulcrum_git_read_loose_objects_safely(struct git_repository *_Nonnull repository);

/// Has a repository keep new objects in memory, so that nothing is ever written into it; returns 0 or a negative error
/// code.
int fulcrum_git_keep_new_objects_in_memory(struct git_repository *_Nonnull repository);

#endif
