#include <curl/curl.h>

/// curl_easy_setopt and curl_easy_getinfo are variadic.
static inline CURLcode photostead_curl_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode photostead_curl_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode photostead_curl_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*photostead_curl_writer)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode photostead_curl_write(CURL *handle, photostead_curl_writer writer, void *context) {
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, writer);
}

static inline long photostead_curl_status(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}
