/**
 * conference_service: all running meetings: found by code, started when somebody comes, ended when all are gone.
 *
 * Units       in the names.
 * Ownership   the service owns the conferences; a pointer is good until the main loop turns.
 * Thread      the main loop's.
 * Errors      as ClientError.
 * Memory      as many conferences as meetings are running.
 */
#ifndef SIGNALING_APP_CONFERENCE_SERVICE_H
#define SIGNALING_APP_CONFERENCE_SERVICE_H

#include "signaling/app/conference.h"
#include "signaling/app/meeting_opening.h"
#include "signaling/app/recording_finisher.h"
#include "signaling/store/attendance_log.h"
#include "signaling/store/store.h"

typedef struct ConferenceService ConferenceService;

/** To the clients, by the number of their session. */
typedef struct ConferenceServiceEvents {
    void (*send)(uint64_t session, const char *text, void *user_data);
    void (*replaced)(uint64_t session, void *user_data);
    void (*closed)(uint64_t session, const char *reason, void *user_data);
} ConferenceServiceEvents;

typedef struct ConferenceServiceConfig {
    Store *store; /**< must outlive the service */
    const char *mcu_program;
    const char *const *arguments; /**< `--config` and `--set` for every MCU */
    const char *run_dir;
    MeetingConfig meeting;
    StageConfig stage;
    bool delegates;           /**< their names may be kept */
    const char *stills_dir;   /**< of the roll call's pictures; NULL: none are kept */
    const char *notice_sound; /**< as MeetingConductConfig */
    AttendanceRules attendance;
    int64_t sample_us;
    int64_t rate_cap_bps;
    const char *addresses[SITE_NETWORKS]; /**< as leg_offers; NULL: where all are received */
    int64_t idle_us;                      /**< a meeting without anybody ends after this time */
    RecordingShelf *shelf;                /**< must outlive the service */
} ConferenceServiceConfig;

ConferenceService *conference_service_new(const ConferenceServiceConfig *config);

/** Lets go of all MCUs, which go on mixing. NULL is allowed. */
void conference_service_free(ConferenceService *service);

/** Once, before anything else: whom to tell. */
void conference_service_set_events(
        ConferenceService *service, const ConferenceServiceEvents *events, void *user_data);

/** Whom to tell of the legs of all conferences, with every entry set; NULL: nobody any more. */
void conference_service_set_legs(
        ConferenceService *service, const ConferenceLegEvents *events, void *user_data);

/** Whom to tell of a recording that waits to be completed. */
void conference_service_set_finisher(ConferenceService *service, RecordingFinisher *finisher);

/** A meeting whose MCU may have outlived an earlier server. Joins wait until that is known. */
void conference_service_adopt(ConferenceService *service, const MeetingOpening *opening);

/**
 * Before the loop turns, after all adoptions: somebody is in a meeting by the log of an earlier server. Who does not
 * show up, has left; without a meeting at once.
 *
 * @param last  the last line of the log about this one
 */
void conference_service_expect(ConferenceService *service, const AttendanceRecord *last);

/** @param conference  NULL with an error */
typedef void (*ConferenceOpenFn)(Conference *conference, ClientError error, void *user_data);

/** Finds a meeting, and starts it when it is not running. `done` is called once, maybe at once. */
void conference_service_open(
        ConferenceService *service, const char *code, ConferenceOpenFn done, void *user_data);

/** A running meeting, or NULL. */
Conference *conference_service_find(ConferenceService *service, const char *code);

typedef void (*ConferenceFn)(Conference *conference, void *user_data);
void conference_service_each(ConferenceService *service, ConferenceFn each, void *user_data);

unsigned conference_service_count(const ConferenceService *service);

/** Ends a meeting, whoever is in it. @return false when it is not running, or not known to be */
bool conference_service_end(ConferenceService *service, const char *code);

/** Writes down how the lines have done so far: before the store goes. */
void conference_service_keep_lines(ConferenceService *service);

/** Ends every MCU: for a server that shall leave nothing behind. */
void conference_service_close_all(ConferenceService *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ConferenceService, conference_service_free)

#endif
