#include "CRE2.h"

#include <cstring>
#include <new>
#include <re2/re2.h>
#include <vector>

struct fulcrum_re2 {
  RE2 pattern;
  fulcrum_re2(const re2::StringPiece &text, const RE2::Options &options) : pattern(text, options) {}
};

extern "C" fulcrum_re2 *fulcrum_re2_compile(
    const char *pattern, size_t length, bool case_sensitive, char *message, size_t capacity) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(case_sensitive);
  options.set_max_mem(8 << 20);
  auto *compiled = new (std::nothrow) fulcrum_re2(re2::StringPiece(pattern, length), options);
  if (compiled != nullptr && compiled->pattern.ok()) return compiled;
  if (capacity > 0) {
    std::strncpy(message, compiled ? compiled->pattern.error().c_str() : "out of memory", capacity - 1);
    message[capacity - 1] = '\0';
  }
  delete compiled;
  return nullptr;
}

extern "C" bool fulcrum_re2_matches(const fulcrum_re2 *pattern, const char *text, size_t length) {
  return RE2::PartialMatch(re2::StringPiece(text, length), pattern->pattern);
}

extern "C" int fulcrum_re2_group_count(const fulcrum_re2 *pattern) { return pattern->pattern.NumberOfCapturingGroups(); }

extern "C" bool fulcrum_re2_find(
    const fulcrum_re2 *pattern, const char *text, size_t length, size_t start, ptrdiff_t *offsets, int count) {
  std::vector<re2::StringPiece> groups(count);
  const re2::StringPiece whole(text, length);
  if (!pattern->pattern.Match(whole, start, length, RE2::UNANCHORED, groups.data(), count)) return false;
  for (int index = 0; index < count; index++) {
    const char *begin = groups[index].data();
    offsets[2 * index] = begin == nullptr ? -1 : begin - text;
    offsets[2 * index + 1] = begin == nullptr ? -1 : begin - text + static_cast<ptrdiff_t>(groups[index].size());
  }
  return true;
}

extern "C" void fulcrum_re2_free(fulcrum_re2 *pattern) { delete pattern; }
