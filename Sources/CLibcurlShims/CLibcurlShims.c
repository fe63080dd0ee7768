#include "LoadedLibcurl.h"

CURLcode fulcrum_curl_set_long(CURL *handle, CURLoption option, long value) {
  return fulcrum_libcurl.curl_easy_setopt(handle, option, value);
}

CURLcode fulcrum_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return fulcrum_libcurl.curl_easy_setopt(handle, option, value);
}

CURLcode fulcrum_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return fulcrum_libcurl.curl_easy_setopt(handle, option, value);
}

CURLcode fulcrum_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return fulcrum_libcurl.curl_easy_setopt(handle, option, value);
}

CURLcode fulcrum_curl_set_header_list(CURL *handle, struct curl_slist *list) {
  return fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
}

CURLcode fulcrum_curl_set_receiver(CURL *handle, CURLoption option, fulcrum_curl_receiver receiver) {
  return fulcrum_libcurl.curl_easy_setopt(handle, option, receiver);
}

CURLcode fulcrum_curl_set_body(CURL *handle, const void *bytes, curl_off_t count) {
  CURLcode result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_POST, 1L);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, count > 0 ? bytes : "");
  return result;
}

CURLcode fulcrum_curl_set_body_reader(
  CURL *handle, curl_off_t count, fulcrum_curl_reader reader, fulcrum_curl_seeker seeker, void *context
) {
  CURLcode result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_POST, 1L);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_READDATA, context);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, seeker);
  if (result == CURLE_OK) result = fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_SEEKDATA, context);
  return result;
}

CURLcode fulcrum_curl_set_protocol(CURL *handle, int is_https) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, is_https ? "https" : "http");
#else
  return fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(is_https ? CURLPROTO_HTTPS : CURLPROTO_HTTP));
#endif
}

void fulcrum_curl_set_quick_exit(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
  fulcrum_libcurl.curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)handle;
#endif
}

curl_off_t fulcrum_curl_uploaded(CURL *handle) {
  curl_off_t bytes = 0;
  return fulcrum_libcurl.curl_easy_getinfo(handle, CURLINFO_SIZE_UPLOAD_T, &bytes) == CURLE_OK ? bytes : 0;
}

CURLMcode fulcrum_curl_multi_set_connections(CURLM *multi, long count) {
  return fulcrum_libcurl.curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, count);
}

CURL *fulcrum_curl_multi_next_done(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

CURLUcode fulcrum_curl_url_part(CURLU *url, CURLUPart part, char **text) {
  return fulcrum_libcurl.curl_url_get(url, part, text, 0);
}
