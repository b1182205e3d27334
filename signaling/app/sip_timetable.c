#include "signaling/app/sip_timetable.h"

#include "config/log.h"
#include "signaling/store/meeting_book.h"

LOG_TOPIC("sip");

#define SECOND_US INT64_C(1000000)

struct SipTimetable {
    Store *store;
    ConferenceService *service;
    SipDialler *dialler;
    GHashTable *begun; /* codes of meetings that have called, or cannot */
    bool asking;
    guint tick;
};

static void add_code(const void *record, void *user_data)
{
    const MeetingPlan *plan = record;
    g_ptr_array_add(user_data, g_strdup(plan->code));
}

static bool find_due(Database *database, void *data, GError **error)
{
    const int64_t now_us = g_get_real_time();
    return meeting_book_each_calling(
            database, now_us - SIP_TIMETABLE_LATE_S * SECOND_US, now_us, add_code, data, error);
}

static void on_open(Conference *conference, ClientError error, void *user_data)
{
    const SipTimetable *timetable = user_data;

    if (conference == NULL) {
        log_warning("A meeting does not call its sites: %s", client_error_text(error));
        return;
    }
    const unsigned count = sip_dialler_call_all(timetable->dialler, conference);
    log_info(
            "Meeting %s calls its sites: %u.", meeting_code(conference_meeting(conference)), count);
}

static void on_due(void *data, const GError *error, void *user_data)
{
    const GPtrArray *codes = data;
    SipTimetable *timetable = user_data;

    timetable->asking = false;
    if (error != NULL) {
        log_error("The meetings that call their sites cannot be read: %s.", error->message);
        return;
    }
    for (guint i = 0; i < codes->len; i++) {
        const char *code = g_ptr_array_index(codes, i);
        if (g_hash_table_add(timetable->begun, g_strdup(code))) {
            conference_service_open(timetable->service, code, on_open, timetable);
        }
    }
}

static void codes_free(void *data)
{
    g_ptr_array_unref(data);
}

static gboolean look(gpointer data)
{
    SipTimetable *timetable = data;

    if (!timetable->asking) {
        timetable->asking = store_submit(timetable->store, find_due, on_due,
                g_ptr_array_new_with_free_func(g_free), codes_free, timetable);
    }
    return G_SOURCE_CONTINUE;
}

SipTimetable *sip_timetable_new(Store *store, ConferenceService *service, SipDialler *dialler)
{
    SipTimetable *timetable = g_new0(SipTimetable, 1);

    timetable->store = store;
    timetable->service = service;
    timetable->dialler = dialler;
    timetable->begun = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    timetable->tick = g_timeout_add_seconds(SIP_TIMETABLE_LOOK_S, look, timetable);
    return timetable;
}

void sip_timetable_free(SipTimetable *timetable)
{
    if (timetable != NULL) {
        g_source_remove(timetable->tick);
        g_hash_table_unref(timetable->begun);
        g_free(timetable);
    }
}
