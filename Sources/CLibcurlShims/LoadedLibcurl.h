#ifndef FULCRUM_LOADED_LIBCURL_H
#define FULCRUM_LOADED_LIBCURL_H

#include "CLibcurlShims.h"

// curl.h hides the variadic functions behind macros of the same name.
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

// All functions of libcurl that the project calls, the variadic ones only from C.
#define FULCRUM_FOR_EACH_FUNCTION(DO) \
  DO(curl_easy_cleanup) DO(curl_easy_getinfo) DO(curl_easy_init) DO(curl_easy_pause) DO(curl_easy_setopt) \
  DO(curl_easy_strerror) DO(curl_free) DO(curl_global_init) DO(curl_multi_add_handle) DO(curl_multi_cleanup) \
  DO(curl_multi_info_read) DO(curl_multi_init) DO(curl_multi_perform) DO(curl_multi_poll) \
  DO(curl_multi_remove_handle) DO(curl_multi_setopt) DO(curl_multi_wakeup) DO(curl_slist_append) \
  DO(curl_slist_free_all) DO(curl_url) DO(curl_url_cleanup) DO(curl_url_get) DO(curl_url_set) DO(curl_version)

#define FULCRUM_DECLARE(name) __typeof__(&name) name;

// libcurl as it was loaded; filled by `fulcrum_curl_load`, and only read after that.
extern __attribute__((visibility("hidden"))) struct fulcrum_libcurl {
  FULCRUM_FOR_EACH_FUNCTION(FULCRUM_DECLARE)
} fulcrum_libcurl;

#endif
