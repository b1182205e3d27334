#include "signaling/sip/sip_dialog.h"

#include <string.h>

enum {
    URI_MAX = 512,
    ROUTES_MAX = 2048,
    WORD_MAX = 256,    /* of a tag or a Call-ID */
    CONTACT_MAX = 190, /* sip_call_parts */
    SESSION_MAX_S = 7 * 24 * 3600,
};

/* RFC 3261, 8.1.1.5: below 2^31. */
#define CSEQ_MAX (INT64_C(0x7fffffff))

#define TEXT(member, needed, most)                                                                 \
    {                                                                                              \
        .name = #member, .kind = RECORD_TEXT, .offset = offsetof(SipDialog, member),               \
        .flags = (needed), .max = (most), .title = #member                                         \
    }
#define NUMBER(member, most)                                                                       \
    {                                                                                              \
        .name = #member, .kind = RECORD_INTEGER, .offset = offsetof(SipDialog, member),            \
        .flags = RECORD_REQUIRED, .max = (most), .title = #member                                  \
    }
#define FLAG(member)                                                                               \
    {                                                                                              \
        .name = #member, .kind = RECORD_FLAG, .offset = offsetof(SipDialog, member),               \
        .flags = RECORD_REQUIRED, .title = #member                                                 \
    }

static const RecordField fields[] = {
        TEXT(call_id, RECORD_REQUIRED, WORD_MAX),
        TEXT(local_uri, RECORD_REQUIRED, URI_MAX),
        TEXT(local_tag, RECORD_REQUIRED, WORD_MAX),
        TEXT(remote_uri, RECORD_REQUIRED, URI_MAX),
        TEXT(remote_tag, 0, WORD_MAX),
        TEXT(target, RECORD_REQUIRED, URI_MAX),
        TEXT(routes, 0, ROUTES_MAX),
        TEXT(way, 0, URI_MAX),
        TEXT(contact, RECORD_REQUIRED, CONTACT_MAX),
        NUMBER(local_cseq, CSEQ_MAX),
        NUMBER(remote_cseq, CSEQ_MAX),
        FLAG(outgoing),
        FLAG(updates),
        NUMBER(session_s, SESSION_MAX_S),
        FLAG(we_refresh),
        {.name = "refreshed_us",
                .kind = RECORD_INTEGER,
                .offset = offsetof(SipDialog, refreshed_us),
                .flags = RECORD_REQUIRED,
                .max = INT64_MAX,
                .title = "refreshed_us"},
        {0},
};

const RecordType sip_dialog_type = {.name = "dialog", .size = sizeof(SipDialog), .fields = fields};

void sip_dialog_clear(SipDialog *dialog)
{
    record_clear(&sip_dialog_type, dialog);
}

/* RFC 3261, 25.1: token, and of a Call-ID what a word may hold besides. */
static bool is_word(const char *text, const char *more)
{
    for (; *text != '\0'; text++) {
        if (!g_ascii_isalnum(*text) && strchr("-.!%*_+`'~", *text) == NULL &&
                strchr(more, *text) == NULL) {
            return false;
        }
    }
    return true;
}

bool sip_dialog_token_fits(const char *text)
{
    return is_word(text, "");
}

bool sip_dialog_call_id_fits(const char *text)
{
    return is_word(text, "@()<>:\\\"/[]?{}");
}

bool sip_dialog_uri_fits(const char *text)
{
    const char *rest = g_str_has_prefix(text, "sip:") ? text + 4
            : g_str_has_prefix(text, "sips:")         ? text + 5
                                                      : "";

    if (rest[0] == '\0') {
        return false;
    }
    for (; *rest != '\0'; rest++) {
        if (!g_ascii_isgraph(*rest) || strchr("<>\"\\", *rest) != NULL) {
            return false;
        }
    }
    return true;
}

/* <URI>, and nothing beside it. */
static bool is_address(const char *text)
{
    const size_t size = strlen(text);

    if (size < 2 || text[0] != '<' || text[size - 1] != '>') {
        return false;
    }
    g_autofree char *uri = g_strndup(text + 1, size - 2);
    return sip_dialog_uri_fits(uri);
}

static bool are_routes(const char *text)
{
    g_auto(GStrv) routes = g_strsplit(text, ", ", -1); /* of "" there are none */

    for (size_t i = 0; routes[i] != NULL; i++) {
        if (!is_address(routes[i])) {
            return false;
        }
    }
    return true;
}

bool sip_dialog_is_connection(const char *way)
{
    g_autofree char *small = g_ascii_strdown(way, -1);
    return strstr(small, "transport=tcp") != NULL || strstr(small, "transport=tls") != NULL ||
            g_str_has_prefix(small, "sips:");
}

/* What is longer would not be read again. */
static bool are_short(const SipDialog *dialog, GError **error)
{
    for (const RecordField *field = fields; field->name != NULL; field++) {
        g_autofree char *text = record_field_to_text(field, dialog);
        if (field->kind == RECORD_TEXT && strlen(text) > record_field_bytes_max(field)) {
            record_set_error(error, field, "quá dài");
            return false;
        }
    }
    return true;
}

bool sip_dialog_check(const SipDialog *dialog, GError **error)
{
    const struct {
        const char *name;
        bool good;
    } looks[] = {
            {"call_id", sip_dialog_call_id_fits(dialog->call_id)},
            {"local_uri", sip_dialog_uri_fits(dialog->local_uri)},
            {"local_tag", sip_dialog_token_fits(dialog->local_tag)},
            {"remote_uri", sip_dialog_uri_fits(dialog->remote_uri)},
            {"remote_tag", sip_dialog_token_fits(dialog->remote_tag)},
            {"target", sip_dialog_uri_fits(dialog->target)},
            {"routes", are_routes(dialog->routes)},
            {"way", dialog->way[0] == '\0' || sip_dialog_uri_fits(dialog->way)},
            {"contact", is_address(dialog->contact)},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
        if (!looks[i].good) {
            record_set_error(error, record_field(&sip_dialog_type, looks[i].name),
                    "không đứng được trong một tiêu đề SIP");
            return false;
        }
    }
    return are_short(dialog, error) && record_is_complete(&sip_dialog_type, dialog, error);
}
