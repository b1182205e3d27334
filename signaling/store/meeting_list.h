/**
 * meeting_list: the meetings that can be held, by their codes.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   a record given out is the caller's, or lent for the time of a call where it says so.
 * Thread      as database.h; meeting_list_ask() and its reply: the store's caller.
 * Errors      as database.h.
 * Memory      rows are handed out one by one; nothing is cached.
 */
#ifndef SIGNALING_STORE_MEETING_LIST_H
#define SIGNALING_STORE_MEETING_LIST_H

#include "signaling/store/store.h"

/** A meeting that can be held. */
typedef struct MeetingRecord {
    char *code; /**< as it was given; another case means the same meeting */
    char *title;
    int64_t created_us;
} MeetingRecord;

void meeting_record_clear(MeetingRecord *record);

bool meeting_list_add(Database *database, const MeetingRecord *meeting, GError **error);

/**
 * Finds a meeting by its code, in whatever case.
 *
 * @param ret_meeting  all zero when there is none; cleared by the caller
 * @return             false when the database failed
 */
bool meeting_list_find(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error);

typedef void (*MeetingListFn)(const MeetingRecord *meeting, void *user_data);

/** All meetings, oldest first, each lent. */
bool meeting_list_each(Database *database, MeetingListFn each, void *user_data, GError **error);

/** @param meeting  lent; NULL when there is none: `error` is then NULL, or says what failed */
typedef void (*MeetingListReply)(
        const MeetingRecord *meeting, const GError *error, void *user_data);

/** Finds it on the store's thread. @return false when the queue is full: no reply will come */
bool meeting_list_ask(Store *store, const char *code, MeetingListReply reply, void *user_data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingRecord, meeting_record_clear)

#endif
