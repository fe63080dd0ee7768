#ifndef FULCRUM_CRE2_H
#define FULCRUM_CRE2_H

#include <stdbool.h>
#include <stddef.h>

// A C face for RE2, whose matching time is linear in the text: patterns that come from a model or a repository must
// never reach a backtracking engine.

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fulcrum_re2 fulcrum_re2;

/// Compiles a pattern; on failure returns NULL and writes a message of at most `capacity` bytes, with its NUL.
fulcrum_re2 *_Nullable fulcrum_re2_compile(
    const char *_Nonnull pattern, size_t length, bool case_sensitive, char *_Nonnull message, size_t capacity);

/// Whether the pattern occurs anywhere in the text.
bool fulcrum_re2_matches(const fulcrum_re2 *_Nonnull pattern, const char *_Nullable text, size_t length);

/// How many groups the pattern has.
int fulcrum_re2_group_count(const fulcrum_re2 *_Nonnull pattern);

/// Finds the first match that begins at `start` or later, and sees the text before it, for `^` and `\b`.
///
/// Writes `2 * count` offsets, begin and end of the whole match and of each group; -1 for a group that took no part.
bool fulcrum_re2_find(
    const fulcrum_re2 *_Nonnull pattern, const char *_Nullable text, size_t length, size_t start,
    ptrdiff_t *_Nonnull offsets, int count);

/// Frees a compiled pattern.
void fulcrum_re2_free(fulcrum_re2 *_Nonnull pattern);

#ifdef __cplusplus
}
#endif

#endif
