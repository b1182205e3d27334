/* What the SIP library hands on unread: the parameters of Authorization, one a line, and bodies after an empty line; URIs. */
#include "signaling/sip/sip_body.h"
#include "signaling/sip/sip_destination.h"
#include "signaling/sip/sip_digest.h"
#include "tests/fuzz/fuzz.h"

#include <glib.h>

#include <string.h>

static void read_credentials(const char *text)
{
    g_auto(GStrv) params = g_strsplit(text, "\n", -1);
    SipCredentials credentials = {0};

    if (sip_credentials_read((const char *const *)params, &credentials)) {
        g_assert(credentials.username != NULL && credentials.response != NULL);
        g_assert(strlen(credentials.nonce) <= SIP_DIGEST_FIELD_MAX);
        g_assert(strpbrk(credentials.nonce, "\r\n") == NULL);
        g_assert((credentials.nc == 0) == (credentials.cnonce == NULL));
        g_assert(!sip_digest_fits(&credentials, "REGISTER", "not a hash"));
        sip_credentials_clear(&credentials);
    }
}

static void read_body(const char *type, const uint8_t *bytes, size_t size)
{
    g_auto(SipBody) body = {0};

    sip_body_read(type, false, (const char *)bytes, size, &body);
    g_assert((body.sdp != NULL) == (body.kind == SIP_BODY_SDP));
    g_assert(body.sdp == NULL || g_utf8_validate(body.sdp, -1, NULL));
    g_assert((body.digit != 0) == (body.kind == SIP_BODY_DIGIT));
}

static void read_destination(const char *text)
{
    g_autofree char *uri = g_strconcat("sip:", text, NULL);
    SipDestination destination = {.port = 0};

    if (sip_destination_read(uri, &destination)) {
        g_assert(destination.host[0] != '\0' &&
                strlen(destination.host) < SIP_DESTINATION_HOST_SIZE);
        g_assert(strpbrk(destination.host, " @;<>\r\n") == NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"application/sdp", "application/dtmf-relay",
            "application/dtmf", "application/media_control+xml"};
    g_autofree char *text = g_strndup((const char *)data, size);

    read_credentials(text);
    read_destination(text);
    read_body(text, data, size);
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        read_body(types[i], data, size);
    }
    return 0;
}
