#include "signaling/app/sip_kept_dial.h"

#include "signaling/meeting/site.h"
#include "signaling/meeting/site_redial.h"

#define AT(member) offsetof(SipKeptDial, member)
#define NUMBER(member, most)                                                                       \
    {                                                                                              \
        .name = #member, .kind = RECORD_INTEGER, .offset = AT(member), .flags = RECORD_REQUIRED,   \
        .max = (most), .title = #member                                                            \
    }

static const RecordField fields[] = {
        {.name = "meeting",
                .kind = RECORD_TEXT,
                .offset = AT(meeting),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "meeting"},
        {.name = "site",
                .kind = RECORD_TEXT,
                .offset = AT(site),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "site"},
        {.name = "uri", .kind = RECORD_TEXT, .offset = AT(uri), .title = "uri"},
        NUMBER(tries, SITE_REDIAL_TRIES + 1),
        NUMBER(hang_ups, SITE_REDIAL_HANG_UPS + 1),
        NUMBER(next_us, INT64_MAX),
        {0},
};

static const RecordType type = {.name = "dial", .size = sizeof(SipKeptDial), .fields = fields};

void sip_kept_dial_clear(SipKeptDial *dial)
{
    record_clear(&type, dial);
}

json_t *sip_kept_dial_to_json(const SipKeptDial *dial)
{
    return record_to_json(&type, dial);
}

bool sip_kept_dial_read(const json_t *note, SipKeptDial *ret_dial, GError **error)
{
    SipKeptDial fresh;

    record_init(&type, &fresh);
    bool read = record_read_json(&type, note, false, &fresh, error);
    if (read && fresh.uri[0] != '\0' && !site_sip_uri_fits(fresh.uri)) {
        record_set_error(error, record_field(&type, "uri"), "không phải địa chỉ SIP");
        read = false;
    }
    if (!read) {
        sip_kept_dial_clear(&fresh);
        return false;
    }
    *ret_dial = fresh;
    return true;
}

bool sip_kept_dial_is_stale(const SipKeptDial *dial, int64_t real_us)
{
    return real_us - dial->next_us > (int64_t)SIP_KEPT_DIAL_STALE_S * G_USEC_PER_SEC;
}
