#include "signaling/sip/sip_body.h"

#include <string.h>

static bool is_key(char letter)
{
    return letter != '\0' && strchr("0123456789*#ABCD", letter) != NULL;
}

/* `Signal=5`, or the key alone; ten and eleven are * and # in devices that count so. */
static char digit_of(const char *text)
{
    const char *signal = strcasestr(text, "signal");
    g_autofree char *value = NULL;

    if (signal != NULL) {
        signal = strchr(signal, '=');
        value = signal != NULL ? g_strndup(signal + 1, strcspn(signal + 1, "\r\n")) : g_strdup("");
    } else {
        value = g_strndup(text, strcspn(text, "\r\n"));
    }
    (void)g_strstrip(value);
    if (g_str_equal(value, "10")) {
        return '*';
    }
    if (g_str_equal(value, "11")) {
        return '#';
    }
    const char key = g_ascii_toupper(value[0]);
    if (value[0] == '\0' || value[1] != '\0' || !is_key(key)) {
        return '\0';
    }
    return key;
}

static bool is_type(const char *type, const char *wanted)
{
    const size_t size = strlen(wanted);
    return g_ascii_strncasecmp(type, wanted, size) == 0 &&
            (type[size] == '\0' || strchr("; \t", type[size]) != NULL);
}

static SipBodyKind read_text(const char *type, const char *text, SipBody *body)
{
    if (is_type(type, "application/sdp")) {
        body->sdp = g_utf8_make_valid(text, -1);
        return SIP_BODY_SDP;
    }
    if (is_type(type, "application/dtmf-relay") || is_type(type, "application/dtmf")) {
        body->digit = digit_of(text);
        return body->digit != '\0' ? SIP_BODY_DIGIT : SIP_BODY_OTHER;
    }
    if (is_type(type, "application/media_control+xml")) {
        return strstr(text, "picture_fast_update") != NULL ? SIP_BODY_FAST_UPDATE : SIP_BODY_OTHER;
    }
    return SIP_BODY_OTHER;
}

void sip_body_read(
        const char *type, bool encoded, const char *bytes, size_t size, SipBody *ret_body)
{
    *ret_body = (SipBody){.kind = SIP_BODY_NONE};
    if (size == 0) {
        return;
    }
    if (type == NULL || encoded || memchr(bytes, '\0', size) != NULL) {
        ret_body->kind = SIP_BODY_OTHER;
        return;
    }
    g_autofree char *text = g_strndup(bytes, size);
    ret_body->kind = read_text(type, text, ret_body);
}

void sip_body_clear(SipBody *body)
{
    g_free(body->sdp);
    *body = (SipBody){0};
}
