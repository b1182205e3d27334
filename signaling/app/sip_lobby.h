/**
 * sip_lobby: where callers are who are in no meeting yet: a room of its own in a media server of its own, in which nobody
 * sees or hears another, and each is spoken to alone.
 *
 * The media server is started for the first caller, and ended when there was none for SIP_LOBBY_IDLE_US.
 *
 * Units       times are microseconds of the monotonic clock; durations milliseconds.
 * Ownership   the caller owns the lobby; legs are its numbers, texts are lent for a call.
 * Thread      the main loop's.
 * Errors      as McuAnswer; `lost` when all legs are gone.
 * Memory      as mcu_room.
 */
#ifndef SIGNALING_APP_SIP_LOBBY_H
#define SIGNALING_APP_SIP_LOBBY_H

#include "signaling/mcu_link/mcu_room.h"

typedef struct SipLobby SipLobby;

enum { SIP_LOBBY_IDLE_US = 60000000 };

typedef struct SipLobbyEvents {
    void (*digit)(const char *leg, char digit, void *user_data);
    void (*over)(const char *leg, void *user_data); /**< it is not heard any more */
    void (*lost)(void *user_data);
} SipLobbyEvents;

typedef struct SipLobbyConfig {
    const char *mcu_program;
    const char *const *arguments; /**< `--config` and `--set` for the media server */
    const char *run_dir;          /**< its socket goes into a folder below */
} SipLobbyConfig;

SipLobby *sip_lobby_new(
        const SipLobbyConfig *config, const SipLobbyEvents *events, void *user_data);

/** Ends the media server. NULL is allowed. */
void sip_lobby_free(SipLobby *lobby);

/** Somebody comes. @param offer  "": the answer is our offer @return the leg, free it; NULL: not now, and `done` is not called */
char *sip_lobby_add(
        SipLobby *lobby, const char *offer, bool plain_rtp, McuAnswerFn done, void *user_data);

/** The answer to our offer. */
void sip_lobby_answer(SipLobby *lobby, const char *leg, const char *sdp);

/** Another offer of the same leg. */
void sip_lobby_update(
        SipLobby *lobby, const char *leg, const char *sdp, McuAnswerFn done, void *user_data);

/** Speaks to one. @param sound  as ApiLegPlay; the reply's result is an ApiPlaying */
void sip_lobby_play(
        SipLobby *lobby, const char *leg, const char *sound, McuReplyFn done, void *user_data);

void sip_lobby_remove(SipLobby *lobby, const char *leg);

void sip_lobby_tick(SipLobby *lobby, int64_t now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SipLobby, sip_lobby_free)

#endif
