#include "signaling/app/recording_call.h"

#include "signaling/app/rest_scope.h"
#include "signaling/store/meeting_book.h"
#include "signaling/store/recording_access.h"

enum { US_IN_MS = 1000 };

void recording_at_clear(RecordingAt *at)
{
    recording_clear(&at->recording);
    record_clear(&meeting_plan_type, &at->plan);
}

bool recording_call_number(RestCall *call, const char *name, int64_t *ret_number)
{
    gint64 number = 0;

    if (!g_ascii_string_to_signed(rest_param(call, name), 10, 1, INT64_MAX, &number, NULL)) {
        return rest_not_found(call);
    }
    *ret_number = number;
    return true;
}

static RestMeeting meeting_of(const RecordingAt *at)
{
    return (RestMeeting){.code = at->plan.code,
            .unit = at->plan.unit,
            .chair = at->plan.chair_account,
            .secretary = at->plan.secretary_account};
}

bool recording_call_find_any(
        RestCall *call, Database *database, int64_t id, RecordingAt *at, GError **error)
{
    bool found = false;

    record_init(&meeting_plan_type, &at->plan);
    if (!recording_book_find(database, id, &at->recording, error)) {
        return false;
    }
    if (at->recording.id == 0) {
        return rest_not_found(call);
    }
    return meeting_book_find(database, at->recording.meeting, &at->plan, &found, error) &&
            (found || rest_not_found(call));
}

bool recording_call_find(
        RestCall *call, Database *database, Permission permission, RecordingAt *at, GError **error)
{
    int64_t id = 0;

    if (!recording_call_number(call, "id", &id) ||
            !recording_call_find_any(call, database, id, at, error)) {
        return false;
    }
    const RestMeeting meeting = meeting_of(at);
    return rest_need_meeting(call, database, permission, &meeting, error);
}

bool recording_call_reaches(const RestCall *call, Database *database, Permission permission,
        const RecordingAt *at, bool *ret_reaches, GError **error)
{
    const RestMeeting meeting = meeting_of(at);
    return rest_reaches_meeting(call, database, permission, &meeting, ret_reaches, error);
}

SqlReach recording_call_reach(const RestCall *call, Permission permission)
{
    const RestActor *actor = rest_actor(call);
    const Scope scope = permission_scope(actor->role, permission);
    SqlReach reach = {.everything = scope == SCOPE_SUBTREE && actor->unit[0] == '\0'};

    if (scope == SCOPE_SUBTREE || scope == SCOPE_UNIT) {
        reach.unit = actor->unit;
        reach.below = scope == SCOPE_SUBTREE;
    }
    if (scope != SCOPE_NONE && scope != SCOPE_OWN_SITE) {
        reach.account = actor->account;
    }
    return reach;
}

bool recording_call_audit(RestCall *call, Database *database, const char *action,
        const RecordingAt *at, json_t *detail, GError **error)
{
    g_autofree char *object = g_strdup_printf("recording:%" G_GINT64_FORMAT, at->recording.id);

    detail = detail != NULL ? detail : json_object();
    json_object_set_new(detail, "meeting", json_string(at->recording.meeting));
    return rest_audit(call, database, action, object, detail, error);
}

bool recording_call_note(RestCall *call, Database *database, const RecordingAt *at,
        RecordingAccess *access, GError **error)
{
    static const char *const actions[] = {
            [RECORDING_ACCESS_VIEW] = "recording.view",
            [RECORDING_ACCESS_DOWNLOAD] = "recording.download",
            [RECORDING_ACCESS_SHARED_VIEW] = "recording.shared_view",
            [RECORDING_ACCESS_SHARED_DOWNLOAD] = "recording.shared_download",
            [RECORDING_ACCESS_COPY] = "recording.copy",
    };
    bool other = false;

    access->recording = at->recording.id;
    access->time_us = rest_now_us(call);
    access->address = (char *)rest_address(call);
    if (!recording_access_note(database, access, &other, error)) {
        return false;
    }
    return !other ||
            recording_call_audit(call, database, actions[access->kind], at,
                    json_pack(
                            "{s:s, s:I}", "whom", access->whom, "share", (json_int_t)access->share),
                    error);
}

json_t *recording_call_entry_json(const CatalogEntry *entry)
{
    g_autofree char *start = record_time_text(entry->start_us);
    g_autofree char *end = record_time_text(entry->end_us);
    g_autofree char *due = record_time_text(entry->due_us);

    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:s, s:b,"
                     " s:b, s:b, s:s}",
            "id", (json_int_t)entry->id, "meeting", entry->meeting, "title", entry->title,
            "invite_no", entry->invite_no, "kind", entry->kind, "unit", entry->unit, "unit_name",
            entry->unit_name, "state", entry->state, "start", start, "end", end, "duration_ms",
            (json_int_t)(entry->duration_us / US_IN_MS), "bytes", (json_int_t)entry->bytes,
            "retention", entry->retention, "due", due, "hold", entry->hold, "filed", entry->filed,
            "asked", entry->asked > 0, "waits", entry->waits);
}
