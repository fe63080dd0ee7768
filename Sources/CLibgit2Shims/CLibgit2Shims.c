#include "CLibgit2Shims.h"

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

int fulcrum_git_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

int fulcrum_git_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

int fulcrum_git_set_strict_hash_verification(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

int fulcrum_git_set_durable_writes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

int fulcrum_git_allow_readable_extensions(void) {
  static const char *const names[] = {"partialclone", "preciousobjects", "worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof names[0]);
}

int fulcrum_git_set_memory_limits(size_t window, size_t mapped, size_t cache) {
  int result = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
  if (result == 0)
    result = git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, mapped);
  if (result == 0)
    result = git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)cache);
  return result;
}

int fulcrum_git_keep_new_objects_in_memory(struct git_repository *repository) {
  git_odb *objects = NULL;
  git_odb_backend *memory = NULL;
  int result = git_repository_odb(&objects, repository);
  if (result == 0)
    result = git_mempack_new(&memory);
  if (result == 0) {
    // Before all others: the first reader that can write gets what is written.
    result = git_odb_add_backend(objects, memory, 1000);
    if (result != 0)
      memory->free(memory);
  }
  git_odb_free(objects);
  return result;
}
