// The functions of libcurl that the project calls, each passed on to the library, which is loaded at the first of them.
//
// Linked in the usual way, libcurl and the thirty libraries behind it would be loaded at every start, also where no model
// is ever asked. The names are libcurl's own, so that callers read as always; they are hidden, so that libcurl's own
// calls never come here.

#include "LoadedLibcurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#define HIDDEN __attribute__((visibility("hidden")))

struct fulcrum_libcurl fulcrum_libcurl;

static char failure[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void note(const char *what) {
  size_t length = 0;
  for (; what && what[length] && length + 1 < sizeof failure; length++) failure[length] = what[length];
  failure[length] = 0;
}

static void load(void) {
#ifdef __APPLE__
  static const char *const names[] = {"/usr/lib/libcurl.4.dylib", "libcurl.4.dylib"};
#else
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif
  void *handle = NULL;
  for (size_t index = 0; !handle && index < sizeof names / sizeof *names; index++) {
    handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (!handle && index == 0) note(dlerror());
  }
  if (!handle) return;
  failure[0] = 0;
#define LOOK_UP(name) \
  fulcrum_libcurl.name = (__typeof__(fulcrum_libcurl.name))dlsym(handle, #name); \
  if (!fulcrum_libcurl.name && !failure[0]) note("this libcurl has no " #name);
  FULCRUM_FOR_EACH_FUNCTION(LOOK_UP)
}

const char *fulcrum_curl_load(void) {
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

// Only what makes a handle, an address, a list or a version can be the first call; all others need what these gave.
#define IS_MISSING (fulcrum_curl_load() != NULL)

HIDDEN char *curl_version(void) { return IS_MISSING ? NULL : fulcrum_libcurl.curl_version(); }
HIDDEN CURLcode curl_global_init(long flags) { return IS_MISSING ? CURLE_FAILED_INIT : fulcrum_libcurl.curl_global_init(flags); }
HIDDEN CURL *curl_easy_init(void) { return IS_MISSING ? NULL : fulcrum_libcurl.curl_easy_init(); }
HIDDEN CURLM *curl_multi_init(void) { return IS_MISSING ? NULL : fulcrum_libcurl.curl_multi_init(); }
HIDDEN CURLU *curl_url(void) { return IS_MISSING ? NULL : fulcrum_libcurl.curl_url(); }
HIDDEN struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
  return IS_MISSING ? NULL : fulcrum_libcurl.curl_slist_append(list, text);
}
HIDDEN const char *curl_easy_strerror(CURLcode code) {
  return IS_MISSING ? "libcurl could not be loaded" : fulcrum_libcurl.curl_easy_strerror(code);
}

HIDDEN void curl_easy_cleanup(CURL *handle) { fulcrum_libcurl.curl_easy_cleanup(handle); }
HIDDEN CURLcode curl_easy_pause(CURL *handle, int mask) { return fulcrum_libcurl.curl_easy_pause(handle, mask); }
HIDDEN void curl_free(void *pointer) { fulcrum_libcurl.curl_free(pointer); }
HIDDEN void curl_slist_free_all(struct curl_slist *list) {
  if (list) fulcrum_libcurl.curl_slist_free_all(list);
}

HIDDEN CURLMcode curl_multi_add_handle(CURLM *multi, CURL *easy) { return fulcrum_libcurl.curl_multi_add_handle(multi, easy); }
HIDDEN CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *easy) {
  return fulcrum_libcurl.curl_multi_remove_handle(multi, easy);
}
HIDDEN CURLMcode curl_multi_perform(CURLM *multi, int *running) { return fulcrum_libcurl.curl_multi_perform(multi, running); }
HIDDEN CURLMcode curl_multi_poll(
    CURLM *multi, struct curl_waitfd *extra, unsigned int count, int milliseconds, int *ready) {
  return fulcrum_libcurl.curl_multi_poll(multi, extra, count, milliseconds, ready);
}
HIDDEN CURLMcode curl_multi_wakeup(CURLM *multi) { return fulcrum_libcurl.curl_multi_wakeup(multi); }
HIDDEN CURLMcode curl_multi_cleanup(CURLM *multi) { return fulcrum_libcurl.curl_multi_cleanup(multi); }
HIDDEN CURLMsg *curl_multi_info_read(CURLM *multi, int *left) { return fulcrum_libcurl.curl_multi_info_read(multi, left); }

HIDDEN void curl_url_cleanup(CURLU *url) { fulcrum_libcurl.curl_url_cleanup(url); }
HIDDEN CURLUcode curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return fulcrum_libcurl.curl_url_set(url, part, text, flags);
}
