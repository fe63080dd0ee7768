#ifndef FULCRUM_CLIBCURL_SHIMS_H
#define FULCRUM_CLIBCURL_SHIMS_H

// The types that the calls below take; CURL_DISABLE_TYPECHECK keeps curl.h's macros out of Swift's way.
#ifndef CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_TYPECHECK 1
#endif
#include <curl/curl.h>

/// Loads libcurl, once; the first use of it does so too.
///
/// Returns null, or why it cannot be used.
const char *_Nullable fulcrum_curl_load(void);

// libcurl's option calls are variadic, which Swift cannot call: one typed function for each kind of argument.

/// Receives `count` bytes (`size` is always 1); returns how many it took, or CURL_WRITEFUNC_PAUSE.
typedef size_t (*fulcrum_curl_receiver)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);

CURLcode fulcrum_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value);
CURLcode fulcrum_curl_set_offset(CURL *_Nonnull handle, CURLoption option, curl_off_t value);

/// Sets an option that libcurl copies out of the text.
CURLcode fulcrum_curl_set_string(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value);

/// Sets an option whose pointer must stay valid until the transfer's end.
CURLcode fulcrum_curl_set_pointer(CURL *_Nonnull handle, CURLoption option, void *_Nullable value);

CURLcode fulcrum_curl_set_header_list(CURL *_Nonnull handle, struct curl_slist *_Nullable list);
CURLcode fulcrum_curl_set_receiver(CURL *_Nonnull handle, CURLoption option, fulcrum_curl_receiver _Nonnull receiver);

/// Sets the body, which libcurl copies.
CURLcode fulcrum_curl_set_body(CURL *_Nonnull handle, const void *_Nullable bytes, curl_off_t count);

/// Gives the next bytes of the body, at most `count` (`size` is always 1); 0 at the end.
typedef size_t (*fulcrum_curl_reader)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);

/// Goes to a place in the body; returns CURL_SEEKFUNC_OK or CURL_SEEKFUNC_FAIL.
typedef int (*fulcrum_curl_seeker)(void *_Nullable context, curl_off_t offset, int origin);

/// Sets a body of `count` bytes that is read while it is sent; what `context` points to must outlive the transfer.
CURLcode fulcrum_curl_set_body_reader(
  CURL *_Nonnull handle, curl_off_t count, fulcrum_curl_reader _Nonnull reader, fulcrum_curl_seeker _Nonnull seeker,
  void *_Nonnull context);

/// Allows one protocol only, "http" or "https".
CURLcode fulcrum_curl_set_protocol(CURL *_Nonnull handle, int is_https);

/// Makes the end of a transfer not wait for a name lookup under way, where this libcurl can do so.
void fulcrum_curl_set_quick_exit(CURL *_Nonnull handle);

/// Lets a transfer connect to addresses of the public internet only.
CURLcode fulcrum_curl_set_public_only(CURL *_Nonnull handle);

/// Whether an address (a `struct sockaddr` of IPv4 or IPv6) is one of the public internet; 0 for every other family.
int fulcrum_is_public_address(const struct sockaddr *_Nonnull address);

/// The bytes of the request's body sent so far.
curl_off_t fulcrum_curl_uploaded(CURL *_Nonnull handle);

/// Sets how many idle connections are kept.
CURLMcode fulcrum_curl_multi_set_connections(CURLM *_Nonnull multi, long count);

/// Takes the next finished transfer and its result; null when there is none.
CURL *_Nullable fulcrum_curl_multi_next_done(CURLM *_Nonnull multi, CURLcode *_Nonnull result);

/// Reads one part of an address; the text is to be freed with curl_free. (libcurl's versions differ in what is const.)
CURLUcode fulcrum_curl_url_part(CURLU *_Nonnull url, CURLUPart part, char *_Nullable *_Nonnull text);

#endif
