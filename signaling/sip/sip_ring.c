#include "signaling/sip/sip_ring.h"

#include "signaling/sip/sip_dialog.h"

#include <string.h>

enum {
    URI_MAX = 512,
    WORD_MAX = 256, /* of a tag, a branch, or a Call-ID */
    SENT_BY_MAX = 80,
};

/* RFC 3261, 8.1.1.5: below 2^31. */
#define CSEQ_MAX (INT64_C(0x7fffffff))

#define TEXT(member, needed, most)                                                                 \
    {                                                                                              \
        .name = #member, .kind = RECORD_TEXT, .offset = offsetof(SipRing, member),                 \
        .flags = (needed), .max = (most), .title = #member                                         \
    }
#define NUMBER(member, most)                                                                       \
    {                                                                                              \
        .name = #member, .kind = RECORD_INTEGER, .offset = offsetof(SipRing, member),              \
        .flags = RECORD_REQUIRED, .max = (most), .title = #member                                  \
    }

static const RecordField fields[] = {
        TEXT(call_id, RECORD_REQUIRED, WORD_MAX),
        TEXT(name, RECORD_REQUIRED, SIP_RING_NAME_MAX),
        TEXT(local_uri, RECORD_REQUIRED, URI_MAX),
        TEXT(local_tag, RECORD_REQUIRED, WORD_MAX),
        TEXT(remote_uri, RECORD_REQUIRED, URI_MAX),
        TEXT(target, RECORD_REQUIRED, URI_MAX),
        TEXT(way, 0, URI_MAX),
        TEXT(branch, RECORD_REQUIRED, WORD_MAX),
        TEXT(sent_by, 0, SENT_BY_MAX),
        NUMBER(cseq, CSEQ_MAX),
        NUMBER(begun_us, INT64_MAX),
        {0},
};

const RecordType sip_ring_type = {.name = "ring", .size = sizeof(SipRing), .fields = fields};

void sip_ring_clear(SipRing *ring)
{
    record_clear(&sip_ring_type, ring);
}

/* RFC 3261, 25.1: a quoted-string, with nothing in it that needs a backslash. */
static bool is_quoted(const char *text)
{
    const size_t size = strlen(text);

    if (size < 2 || text[0] != '"' || text[size - 1] != '"' || !g_utf8_validate(text, -1, NULL)) {
        return false;
    }
    for (size_t i = 1; i < size - 1; i++) {
        if (text[i] == '"' || text[i] == '\\' || g_ascii_iscntrl(text[i])) {
            return false;
        }
    }
    return true;
}

/* RFC 3261, 25.1: host [COLON port] */
static bool is_sent_by(const char *text)
{
    for (; *text != '\0'; text++) {
        if (!g_ascii_isalnum(*text) && strchr(".-:[]", *text) == NULL) {
            return false;
        }
    }
    return true;
}

/* What is longer would not be read again. */
static bool are_short(const SipRing *ring, GError **error)
{
    for (const RecordField *field = fields; field->name != NULL; field++) {
        g_autofree char *text = record_field_to_text(field, ring);
        if (field->kind == RECORD_TEXT && strlen(text) > record_field_bytes_max(field)) {
            record_set_error(error, field, "quá dài");
            return false;
        }
    }
    return true;
}

bool sip_ring_check(const SipRing *ring, GError **error)
{
    const struct {
        const char *name;
        bool good;
    } looks[] = {
            {"call_id", sip_dialog_call_id_fits(ring->call_id)},
            {"name", is_quoted(ring->name)},
            {"local_uri", sip_dialog_uri_fits(ring->local_uri)},
            {"local_tag", sip_dialog_token_fits(ring->local_tag)},
            {"remote_uri", sip_dialog_uri_fits(ring->remote_uri)},
            {"target", sip_dialog_uri_fits(ring->target)},
            {"way", ring->way[0] == '\0' || sip_dialog_uri_fits(ring->way)},
            {"branch", sip_dialog_token_fits(ring->branch)},
            {"sent_by", is_sent_by(ring->sent_by)},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
        if (!looks[i].good) {
            record_set_error(error, record_field(&sip_ring_type, looks[i].name),
                    "không đứng được trong một tiêu đề SIP");
            return false;
        }
    }
    return are_short(ring, error) && record_is_complete(&sip_ring_type, ring, error);
}

bool sip_ring_is_stale(const SipRing *ring, int64_t real_us)
{
    return real_us - ring->begun_us > (int64_t)SIP_RING_STALE_S * G_USEC_PER_SEC;
}
