#include "signaling/app/sip_lobby.h"

#include <glib/gstdio.h>

/* Of the room, its socket, and whom its log tells of. */
#define LOBBY_NAME "dial-in"

struct SipLobby {
    /* set at creation, then constant */
    char *mcu_program;
    char **arguments;
    char *run_dir;
    const SipLobbyEvents *events;
    void *user_data;

    McuRoom *room; /* NULL: none is needed */
    bool closing;  /* it ends; until the next tick nobody comes in */
    GHashTable *legs;
    unsigned last;
    int64_t empty_since_us; /* 0: since the last tick at the earliest */
};

/* Nobody is heard, and what is shown is a chair that is not there. */
static void furnish(const SipLobby *lobby)
{
    mcu_room_set_audible(lobby->room, &(ApiAudible){.only = true});
    mcu_room_set_layout(lobby->room,
            &(ApiLayout){.view = API_VIEW_SITES,
                    .mode = API_LAYOUT_CHAIR,
                    .pages = 1,
                    .pinned = (char *)"",
                    .site = (char *)""});
}

static void on_ready(void *user_data)
{
    furnish(user_data);
}

/* Who was in it when an earlier server ended has nobody to speak to: it ends when it is empty for us. */
static void on_adopted(const ApiRoomDescription *description, void *user_data)
{
    (void)description;
    furnish(user_data);
}

static void on_not_found(void *user_data)
{
    const SipLobby *lobby = user_data;
    mcu_room_start(lobby->room);
}

static void on_lost(void *user_data)
{
    const SipLobby *lobby = user_data;
    g_hash_table_remove_all(lobby->legs);
    lobby->events->lost(lobby->user_data);
}

static void on_leg_connected(const char *leg, void *user_data)
{
    (void)leg;
    (void)user_data;
}

static void on_leg_closed(const char *leg, ApiLegEnd why, void *user_data)
{
    const SipLobby *lobby = user_data;

    (void)why;
    if (g_hash_table_remove(lobby->legs, leg)) {
        lobby->events->over(leg, lobby->user_data);
    }
}

static void on_leg_digit(const char *leg, char digit, void *user_data)
{
    const SipLobby *lobby = user_data;
    lobby->events->digit(leg, digit, lobby->user_data);
}

/* What a meeting would want to know, and a lobby does not. */

static void on_size(const ApiLegSize *size, void *user_data)
{
    (void)size;
    (void)user_data;
}

static void on_quality(const ApiLegQuality *quality, void *user_data)
{
    (void)quality;
    (void)user_data;
}

static void on_health(const ApiLegHealth *health, void *user_data)
{
    (void)health;
    (void)user_data;
}

static void on_word(const char *word, void *user_data)
{
    (void)word;
    (void)user_data;
}

static void on_layout(const ApiLayout *layout, void *user_data)
{
    (void)layout;
    (void)user_data;
}

static void on_recording(const ApiRecording *recording, void *user_data)
{
    (void)recording;
    (void)user_data;
}

static void on_recorded(const ApiRecorded *recorded, void *user_data)
{
    (void)recorded;
    (void)user_data;
}

static void on_stats(const ApiRoomStats *stats, void *user_data)
{
    (void)stats;
    (void)user_data;
}

static void open_room(SipLobby *lobby)
{
    static const McuRoomEvents events = {
            .ready = on_ready,
            .adopted = on_adopted,
            .not_found = on_not_found,
            .lost = on_lost,
            .leg_connected = on_leg_connected,
            .leg_closed = on_leg_closed,
            .leg_digit = on_leg_digit,
            .leg_size = on_size,
            .leg_quality = on_quality,
            .leg_health = on_health,
            .speaker = on_word,
            .layout = on_layout,
            .slides_refused = on_word,
            .recording = on_recording,
            .recorded = on_recorded,
            .stats = on_stats,
    };

    lobby->room = mcu_room_new(
            &(McuSupervisorConfig){
                    .program = lobby->mcu_program,
                    .arguments = (const char *const *)lobby->arguments,
                    .run_dir = lobby->run_dir,
                    .meeting = LOBBY_NAME,
                    .title = "",
            },
            &events, lobby);
}

SipLobby *sip_lobby_new(const SipLobbyConfig *config, const SipLobbyEvents *events, void *user_data)
{
    SipLobby *lobby = g_new0(SipLobby, 1);

    lobby->mcu_program = g_strdup(config->mcu_program);
    lobby->arguments = g_strdupv((char **)config->arguments);
    lobby->run_dir = g_build_filename(config->run_dir, LOBBY_NAME, NULL);
    lobby->events = events;
    lobby->user_data = user_data;
    lobby->legs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    (void)g_mkdir_with_parents(lobby->run_dir, 0700);
    g_auto(GStrv) left = mcu_supervisor_list(lobby->run_dir);
    if (left[0] != NULL) {
        open_room(lobby);
        mcu_room_adopt(lobby->room);
    }
    return lobby;
}

void sip_lobby_free(SipLobby *lobby)
{
    if (lobby == NULL) {
        return;
    }
    if (lobby->room != NULL) {
        mcu_room_close(lobby->room);
        mcu_room_free(lobby->room);
    }
    g_hash_table_unref(lobby->legs);
    g_free(lobby->mcu_program);
    g_strfreev(lobby->arguments);
    g_free(lobby->run_dir);
    g_free(lobby);
}

char *sip_lobby_add(
        SipLobby *lobby, const char *offer, bool plain_rtp, McuAnswerFn done, void *user_data)
{
    if (lobby->closing) {
        return NULL;
    }
    if (lobby->room == NULL) {
        open_room(lobby);
        mcu_room_start(lobby->room);
    }
    char *leg = g_strdup_printf("dial-in-%u", ++lobby->last);
    g_hash_table_add(lobby->legs, g_strdup(leg));
    const ApiLegAdd add = {
            .leg = leg,
            .identity = leg,
            .name = leg,
            .role = API_ROLE_SITE,
            .kind = API_LEG_SIP,
            .mic_muted = true,
            .camera_off = true,
            .addresses = (char *)"",
            .endpoint = API_ENDPOINT_HARDWARE,
            .plain_rtp = plain_rtp,
            .notice = (char *)"",
            .offer = (char *)offer,
    };
    mcu_room_add_leg(lobby->room, &add, done, user_data);
    return leg;
}

static void on_agreed(const McuAnswer *answer, void *user_data)
{
    (void)answer; /* who cannot be heard presses nothing, and is let go of for that */
    (void)user_data;
}

void sip_lobby_answer(SipLobby *lobby, const char *leg, const char *sdp)
{
    if (g_hash_table_contains(lobby->legs, leg)) {
        mcu_room_answer(lobby->room, leg, sdp, on_agreed, NULL);
    }
}

void sip_lobby_update(
        SipLobby *lobby, const char *leg, const char *sdp, McuAnswerFn done, void *user_data)
{
    mcu_room_update(lobby->room, leg, sdp, done, user_data);
}

void sip_lobby_play(
        SipLobby *lobby, const char *leg, const char *sound, McuReplyFn done, void *user_data)
{
    mcu_room_play_to(lobby->room, leg, sound, done, user_data);
}

void sip_lobby_remove(SipLobby *lobby, const char *leg)
{
    if (g_hash_table_remove(lobby->legs, leg)) {
        mcu_room_remove_leg(lobby->room, leg, "over", false);
    }
}

void sip_lobby_tick(SipLobby *lobby, int64_t now_us)
{
    if (lobby->closing) {
        g_clear_pointer(&lobby->room, mcu_room_free);
        lobby->closing = false;
    }
    if (lobby->room == NULL || g_hash_table_size(lobby->legs) > 0) {
        lobby->empty_since_us = 0;
    } else if (lobby->empty_since_us == 0) {
        lobby->empty_since_us = now_us;
    } else if (now_us - lobby->empty_since_us > SIP_LOBBY_IDLE_US) {
        mcu_room_close(lobby->room);
        lobby->closing = true;
    }
}
