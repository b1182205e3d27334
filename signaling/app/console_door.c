#include "signaling/app/console_door.h"

#include "config/log.h"
#include "signaling/app/rest_scope.h"
#include "signaling/http/http_cookie.h"
#include "signaling/store/login_sessions.h"
#include "signaling/store/meeting_book.h"

LOG_TOPIC("console_door");

struct ConsoleDoor {
    Store *store;
    const Rest *rest;
    LoginApi *login;
};

typedef struct Question {
    LoginApi *login;
    char *key;
    char *meeting;
    ConsoleDoorFn done;
    RestActor actor;
    ClientError error;
} Question;

static void question_free(gpointer data)
{
    Question *question = data;
    g_free(question->key);
    g_free(question->meeting);
    rest_actor_clear(&question->actor);
    g_free(question);
}

/* ---- the store's thread ---- */

static ClientError verdict(bool watches, bool sees)
{
    if (watches) {
        return CLIENT_ERROR_NONE;
    }
    /* What lies out of reach is not told to exist. */
    return sees ? CLIENT_ERROR_FORBIDDEN : CLIENT_ERROR_UNKNOWN_MEETING;
}

static bool look_at_meeting(Question *question, Database *database, GError **error)
{
    MeetingPlan plan;
    bool found = false;
    bool watches = false;
    bool sees = false;

    record_init(&meeting_plan_type, &plan);
    bool done = meeting_book_find(database, question->meeting, &plan, &found, error);
    const RestMeeting meeting = {
            .code = plan.code,
            .unit = plan.unit,
            .chair = plan.chair_account,
            .secretary = plan.secretary_account,
    };
    if (done && found) {
        done = rest_actor_reaches_meeting(
                       &question->actor, database, PERMISSION_ADMIT, &meeting, &watches, error) &&
                rest_actor_reaches_meeting(&question->actor, database, PERMISSION_MEETING_READ,
                        &meeting, &sees, error);
    }
    question->error = verdict(watches, sees);
    meeting_plan_clear(&plan);
    return done;
}

static bool look(Database *database, void *data, GError **error)
{
    Question *question = data;
    const int64_t now_us = g_get_real_time();

    if (!login_api_find(
                question->login, database, question->key, now_us, &question->actor, error)) {
        return false;
    }
    if (question->actor.role == ROLE_COUNT || question->actor.must_change ||
            question->actor.must_enrol) {
        question->error = CLIENT_ERROR_NO_LOGIN;
        return true;
    }
    return login_sessions_touch(database, question->key, now_us, error) &&
            look_at_meeting(question, database, error);
}

/* ---- the main loop's thread ---- */

static void on_looked(void *data, const GError *error, void *user_data)
{
    Question *question = data;
    ConsoleGuest guest = {.error = question->error};

    if (error != NULL) {
        log_error(
                "An account at the door of a meeting could not be looked up: %s.", error->message);
        guest.error = CLIENT_ERROR_SERVER_BUSY;
    } else if (guest.error == CLIENT_ERROR_NONE) {
        guest = (ConsoleGuest){
                .meeting = question->meeting,
                .account = question->actor.account,
                .name = question->actor.name,
                .role = question->actor.role,
        };
    }
    question->done(&guest, user_data);
}

ConsoleDoor *console_door_new(Store *store, const Rest *rest, LoginApi *login)
{
    ConsoleDoor *door = g_new0(ConsoleDoor, 1);

    *door = (ConsoleDoor){.store = store, .rest = rest, .login = login};
    return door;
}

void console_door_free(ConsoleDoor *door)
{
    g_free(door);
}

char *console_door_key(const ConsoleDoor *door, const char *cookies)
{
    g_autofree char *cookie = cookies != NULL ? http_cookie_value(cookies, REST_COOKIE) : NULL;

    return cookie != NULL && rest_cookie_is_ours(door->rest, cookie) ? rest_session_key(cookie)
                                                                     : NULL;
}

void console_door_ask(ConsoleDoor *door, const char *key, const char *meeting, ConsoleDoorFn done,
        void *user_data)
{
    if (key == NULL) {
        done(&(ConsoleGuest){.error = CLIENT_ERROR_NO_LOGIN}, user_data);
        return;
    }
    Question *question = g_new0(Question, 1);
    *question = (Question){
            .login = door->login,
            .key = g_strdup(key),
            .meeting = g_strdup(meeting),
            .done = done,
            .actor = {.role = ROLE_COUNT},
    };
    if (!store_submit(door->store, look, on_looked, question, question_free, user_data)) {
        done(&(ConsoleGuest){.error = CLIENT_ERROR_SERVER_BUSY}, user_data);
    }
}
