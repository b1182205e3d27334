#include "signaling/app/sip_kept_call.h"

#define TEXT(member, how)                                                                          \
    {                                                                                              \
        .name = #member, .kind = RECORD_TEXT, .offset = offsetof(SipKeptCall, member),             \
        .flags = (how), .title = #member                                                           \
    }

static const RecordField fields[] = {
        TEXT(site, RECORD_REQUIRED | RECORD_CODE),
        TEXT(meeting, RECORD_REQUIRED | RECORD_CODE),
        TEXT(leg, RECORD_REQUIRED),
        TEXT(address, 0),
        {.name = "called",
                .kind = RECORD_FLAG,
                .offset = offsetof(SipKeptCall, called),
                .flags = RECORD_REQUIRED,
                .title = "called"},
        {0},
};

/* But for the dialog, which is a record of its own. */
static const RecordType type = {.name = "call", .size = sizeof(SipKeptCall), .fields = fields};

void sip_kept_call_clear(SipKeptCall *call)
{
    sip_dialog_clear(&call->dialog);
    record_clear(&type, call);
}

json_t *sip_kept_call_to_json(const SipKeptCall *call)
{
    return json_pack("{s:o, s:o}", "call", record_to_json(&type, call), "dialog",
            record_to_json(&sip_dialog_type, &call->dialog));
}

bool sip_kept_call_read(const json_t *note, SipKeptCall *ret_call, GError **error)
{
    SipKeptCall fresh;
    SipDialog dialog;

    record_init(&type, &fresh);
    record_init(&sip_dialog_type, &dialog);
    const bool read =
            record_read_json(&type, json_object_get(note, "call"), false, &fresh, error) &&
            record_read_json(
                    &sip_dialog_type, json_object_get(note, "dialog"), false, &dialog, error) &&
            sip_dialog_check(&dialog, error);
    fresh.dialog = dialog;
    if (!read) {
        sip_kept_call_clear(&fresh);
        return false;
    }
    *ret_call = fresh;
    return true;
}
