#include "signaling/http/http_range.h"

#include <glib.h>

#include <stdbool.h>

static const HttpRange whole = {.kind = HTTP_RANGE_WHOLE};

/* Digits up to the next other character; a number that does not fit becomes INT64_MAX. */
static bool read_number(const char **text, int64_t *ret_number)
{
    const char *at = *text;
    int64_t number = 0;

    if (!g_ascii_isdigit(*at)) {
        return false;
    }
    for (; g_ascii_isdigit(*at); at++) {
        const int64_t digit = *at - '0';
        number = number > (INT64_MAX - digit) / 10 ? INT64_MAX : number * 10 + digit;
    }
    *text = at;
    *ret_number = number;
    return true;
}

static HttpRange suffix(int64_t length, int64_t size)
{
    if (length == 0 || size == 0) {
        return (HttpRange){.kind = HTTP_RANGE_UNSATISFIABLE};
    }
    return (HttpRange){
            .kind = HTTP_RANGE_PART,
            .first = length >= size ? 0 : size - length,
            .last = size - 1,
    };
}

static bool at_end(const char *text)
{
    while (*text == ' ' || *text == '\t') {
        text++;
    }
    return *text == '\0';
}

HttpRange http_range_parse(const char *header, int64_t size_bytes)
{
    int64_t first = 0;
    int64_t last = INT64_MAX;

    if (header == NULL || g_ascii_strncasecmp(header, "bytes=", 6) != 0) {
        return whole;
    }
    const char *at = header + 6;
    while (*at == ' ' || *at == '\t') {
        at++;
    }
    if (*at == '-') {
        at++;
        return read_number(&at, &last) && at_end(at) ? suffix(last, size_bytes) : whole;
    }
    if (!read_number(&at, &first) || *at++ != '-') {
        return whole;
    }
    if (g_ascii_isdigit(*at) && (!read_number(&at, &last) || last < first)) {
        return whole;
    }
    if (!at_end(at)) {
        return whole;
    }
    if (first >= size_bytes) {
        return (HttpRange){.kind = HTTP_RANGE_UNSATISFIABLE};
    }
    return (HttpRange){.kind = HTTP_RANGE_PART, .first = first, .last = MIN(last, size_bytes - 1)};
}
