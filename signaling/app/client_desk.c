#include "signaling/app/client_desk.h"

#include <string.h>

LOG_TOPIC("client");

enum { REFUSED_LOG_US = 1000000 };

static void free_session(gpointer data)
{
    session_free(data);
}

void client_desk_init(
        ClientDesk *desk, ConferenceService *service, JoinGuard *guard, int64_t token_us)
{
    *desk = (ClientDesk){
            .service = service,
            .guard = guard,
            .token_us = token_us,
            .sessions = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_session),
            .words = join_limit_new(&(JoinLimitConfig){.burst = CLIENT_DESK_WORDS_BURST,
                    .per_second = CLIENT_DESK_WORDS_PER_S,
                    .keys_max = CLIENT_DESK_WORDS_KEYS_MAX}),
    };
}

void client_desk_clear(ClientDesk *desk)
{
    g_clear_pointer(&desk->sessions, g_hash_table_unref);
    g_clear_pointer(&desk->words, join_limit_free);
}

Session *client_desk_find(const ClientDesk *desk, uint64_t session)
{
    return g_hash_table_lookup(desk->sessions, &session);
}

void client_desk_send(const ClientDesk *desk, uint64_t session, char *text)
{
    if (client_desk_find(desk, session) != NULL) {
        (void)websocket_send(desk->hub, session, text, strlen(text));
    }
    g_free(text);
}

void client_desk_forget(ClientDesk *desk, uint64_t session, const char *why)
{
    websocket_close(desk->hub, session, WEBSOCKET_NORMAL, why);
    g_hash_table_remove(desk->sessions, &session);
}

void client_desk_refuse(ClientDesk *desk, Session *session, ClientError error, const char *detail)
{
    unsigned held = 0;

    if (log_limit_pass(&desk->refused, REFUSED_LOG_US, g_get_monotonic_time(), &held)) {
        log_info("A client at %s was not let in: %s (and %u more were not, since the last such "
                 "line).",
                session_address(session), client_error_code(error), held);
    }
    client_desk_send(desk, session_id(session), server_message_error(error, "hello", detail));
}

Conference *client_desk_conference(const ClientDesk *desk, const Session *session)
{
    return conference_service_find(desk->service, session_meeting(session));
}
