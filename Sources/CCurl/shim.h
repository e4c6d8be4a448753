#include <curl/curl.h>

// Swift cannot call functions with "..."; these are the forms of curl_easy_setopt that are used, and one of getinfo.
static inline CURLcode ponte_curl_set_number(CURL *curl, CURLoption option, long value) { return curl_easy_setopt(curl, option, value); }
static inline CURLcode ponte_curl_set_text(CURL *curl, CURLoption option, const char *value) { return curl_easy_setopt(curl, option, value); }
static inline CURLcode ponte_curl_set_pointer(CURL *curl, CURLoption option, void *value) { return curl_easy_setopt(curl, option, value); }
static inline CURLcode ponte_curl_set_reader(CURL *curl, curl_read_callback reader) { return curl_easy_setopt(curl, CURLOPT_READFUNCTION, reader); }
static inline CURLcode ponte_curl_set_listener(CURL *curl, curl_write_callback listener) { return curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, listener); }
static inline CURLcode ponte_curl_set_writer(CURL *curl, curl_write_callback writer) { return curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, writer); }
static inline CURLcode ponte_curl_set_opener(CURL *curl, curl_opensocket_callback opener) { return curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, opener); }
static inline long ponte_curl_response(CURL *curl) {
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    return code;
}
