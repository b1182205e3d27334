#include "signaling/app/sip_kept_site.h"

#include "signaling/sip/sip_dialog.h"

enum { PROOF_DIGITS = 64 };

#define AT_SITE(member)    offsetof(SipKeptSite, member)
#define AT_BINDING(member) offsetof(SipKeptBinding, member)
#define TEXT(at, name_, how, most)                                                                 \
    {                                                                                              \
        .name = (name_), .kind = RECORD_TEXT, .offset = (at), .flags = (how), .max = (most),       \
        .title = (name_)                                                                           \
    }
#define NUMBER(at, name_, most)                                                                    \
    {                                                                                              \
        .name = (name_), .kind = RECORD_INTEGER, .offset = (at), .flags = RECORD_REQUIRED,         \
        .max = (most), .title = (name_)                                                            \
    }

static const RecordField site_fields[] = {
        TEXT(AT_SITE(site), "site", RECORD_REQUIRED | RECORD_CODE, 0),
        TEXT(AT_SITE(proof), "proof", RECORD_REQUIRED, PROOF_DIGITS),
        {0},
};

static const RecordField binding_fields[] = {
        TEXT(AT_BINDING(uri), "uri", RECORD_REQUIRED, SIP_CONTACT_MAX),
        TEXT(AT_BINDING(source), "source", RECORD_REQUIRED, SIP_CONTACT_MAX),
        TEXT(AT_BINDING(device), "device", 0, SIP_CONTACT_MAX),
        TEXT(AT_BINDING(call_id), "call_id", RECORD_REQUIRED, SIP_CONTACT_MAX),
        NUMBER(AT_BINDING(cseq), "cseq", G_MAXUINT32),
        NUMBER(AT_BINDING(since_us), "since_us", INT64_MAX),
        NUMBER(AT_BINDING(until_us), "until_us", INT64_MAX),
        {0},
};

/* But for the bindings. */
static const RecordType site_type = {
        .name = "site", .size = sizeof(SipKeptSite), .fields = site_fields};
static const RecordType binding_type = {
        .name = "binding", .size = sizeof(SipKeptBinding), .fields = binding_fields};

void sip_kept_site_clear(SipKeptSite *site)
{
    for (size_t i = 0; i < site->n_bindings; i++) {
        record_clear(&binding_type, &site->bindings[i]);
    }
    record_clear(&site_type, site);
}

char *sip_kept_site_proof(const char *ha1)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, ha1, -1);
}

/* A device's name may be any bytes; its URIs go into requests as they are. */
void sip_kept_site_add(
        SipKeptSite *site, const SipBinding *binding, int64_t now_us, int64_t real_us)
{
    g_autofree char *device = g_utf8_make_valid(binding->device, -1);

    if (site->n_bindings == SIP_BINDINGS_MAX || sip_dialog_is_connection(binding->source) ||
            !sip_dialog_uri_fits(binding->uri) || !sip_dialog_uri_fits(binding->source) ||
            !g_utf8_validate(binding->call_id, -1, NULL)) {
        return;
    }
    site->bindings[site->n_bindings++] = (SipKeptBinding){
            .uri = g_strdup(binding->uri),
            .source = g_strdup(binding->source),
            .device = g_utf8_substring(
                    device, 0, MIN(g_utf8_strlen(device, -1), SIP_CONTACT_MAX / 8)),
            .call_id = g_strdup(binding->call_id),
            .cseq = binding->cseq,
            .since_us = real_us + (binding->since_us - now_us),
            .until_us = real_us + (binding->until_us - now_us),
    };
}

void sip_kept_site_binding(
        const SipKeptSite *site, size_t n, int64_t now_us, int64_t real_us, SipBinding *ret_binding)
{
    const SipKeptBinding *kept = &site->bindings[n];

    *ret_binding = (SipBinding){
            .uri = kept->uri,
            .source = kept->source,
            .device = kept->device,
            .call_id = kept->call_id,
            .cseq = (uint32_t)kept->cseq,
            .since_us = now_us + (kept->since_us - real_us),
            .until_us = now_us + (kept->until_us - real_us),
    };
}

json_t *sip_kept_site_to_json(const SipKeptSite *site)
{
    json_t *bindings = json_array();

    for (size_t i = 0; i < site->n_bindings; i++) {
        json_array_append_new(bindings, record_to_json(&binding_type, &site->bindings[i]));
    }
    return json_pack("{s:o, s:o}", "site", record_to_json(&site_type, site), "bindings", bindings);
}

static bool read_bindings(const json_t *bindings, SipKeptSite *site, GError **error)
{
    const size_t count = json_array_size(bindings);

    for (size_t i = 0; i < count && i < SIP_BINDINGS_MAX; i++) {
        SipKeptBinding *binding = &site->bindings[i];
        record_init(&binding_type, binding);
        site->n_bindings++;
        if (!record_read_json(&binding_type, json_array_get(bindings, i), false, binding, error)) {
            return false;
        }
        if (!sip_dialog_uri_fits(binding->uri) || !sip_dialog_uri_fits(binding->source)) {
            record_set_error(error, &binding_fields[0], "không phải địa chỉ SIP");
            return false;
        }
    }
    return true;
}

bool sip_kept_site_read(const json_t *note, SipKeptSite *ret_site, GError **error)
{
    SipKeptSite fresh;

    record_init(&site_type, &fresh);
    if (!record_read_json(&site_type, json_object_get(note, "site"), false, &fresh, error) ||
            !read_bindings(json_object_get(note, "bindings"), &fresh, error)) {
        sip_kept_site_clear(&fresh);
        return false;
    }
    *ret_site = fresh;
    return true;
}
