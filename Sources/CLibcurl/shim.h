#pragma once
/* The type-checking macros of curl.h do not import into Swift. */
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
