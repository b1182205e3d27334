#include "signaling/store/meeting_list.h"

#include "signaling/meeting/text_fold.h"

#define COLUMNS "code, title, created"

typedef struct Question {
    char *code;
    MeetingListReply reply;
    MeetingRecord meeting;
} Question;

void meeting_record_clear(MeetingRecord *record)
{
    g_free(record->code);
    g_free(record->title);
    *record = (MeetingRecord){0};
}

bool meeting_list_add(Database *database, const MeetingRecord *meeting, GError **error)
{
    g_autofree char *folded = text_fold(meeting->title);

    return database_run(database,
            "INSERT INTO meetings (" COLUMNS ", title_fold) VALUES ($1, $2, $3, $4)",
            DATABASE_VALUES(database_text(meeting->code), database_text(meeting->title),
                    database_int(meeting->created_us), database_text(folded)),
            NULL, error);
}

bool meeting_list_find(
        Database *database, const char *code, MeetingRecord *ret_meeting, GError **error)
{
    g_autoptr(GError) fault = NULL;
    MeetingRecord meeting = {0};
    g_autoptr(DatabaseRows) rows =
            database_query(database, "SELECT " COLUMNS " FROM meetings WHERE code = $1",
                    DATABASE_VALUES(database_text(code)), error);

    if (rows == NULL) {
        return false;
    }
    if (database_rows_next(rows, &fault)) {
        meeting = (MeetingRecord){
                .code = g_strdup(database_rows_text(rows, 0)),
                .title = g_strdup(database_rows_text(rows, 1)),
                .created_us = database_rows_int(rows, 2),
        };
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *ret_meeting = meeting;
    return true;
}

bool meeting_list_each(Database *database, MeetingListFn each, void *user_data, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT " COLUMNS " FROM meetings ORDER BY created, code", DATABASE_NO_VALUES, error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        g_auto(MeetingRecord) meeting = {
                .code = g_strdup(database_rows_text(rows, 0)),
                .title = g_strdup(database_rows_text(rows, 1)),
                .created_us = database_rows_int(rows, 2),
        };
        each(&meeting, user_data);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

static void question_free(gpointer data)
{
    Question *question = data;
    g_free(question->code);
    meeting_record_clear(&question->meeting);
    g_free(question);
}

static bool find_asked(Database *database, void *data, GError **error)
{
    Question *question = data;
    return meeting_list_find(database, question->code, &question->meeting, error);
}

static void reply_found(void *data, const GError *error, void *user_data)
{
    const Question *question = data;
    question->reply(question->meeting.code != NULL ? &question->meeting : NULL, error, user_data);
}

bool meeting_list_ask(Store *store, const char *code, MeetingListReply reply, void *user_data)
{
    Question *question = g_new0(Question, 1);

    question->code = g_strdup(code);
    question->reply = reply;
    return store_submit(store, find_asked, reply_found, question, question_free, user_data);
}
