/**
 * server_message: what the server says to a client over /ws, written as JSON.
 *
 * Units       in the names.
 * Ownership   every text returned is the caller's: g_free().
 * Thread      any: no state.
 * Errors      none: all texts passed in are UTF-8.
 * Memory      one text a message.
 */
#ifndef SIGNALING_CLIENT_SERVER_MESSAGE_H
#define SIGNALING_CLIENT_SERVER_MESSAGE_H

#include "signaling/client/client_error.h"
#include "signaling/meeting/chat_log.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/screen_notes.h"
#include "signaling/meeting/stage.h"

typedef struct ServerWelcome {
    const Meeting *meeting;
    const Participant *self;
    const char *token;
    const char *resume;
    bool media_alive;
    const Stage *stage;
    const json_t *proceedings;
} ServerWelcome;

char *server_message_welcome(const ServerWelcome *welcome);
char *server_message_answer(int64_t id, const char *sdp, const char *resume);
char *server_message_site(const Participant *site);
char *server_message_site_gone(const char *identity);
/** `identity` may be NULL: nobody speaks. */
char *server_message_speaker(const char *identity);
/** The layouts of all views that somebody chooses. */
char *server_message_layouts(const Stage *stage);
/** The layout of one view alone: for HTTP. */
char *server_message_layout(const Stage *stage, ApiView view);
char *server_message_floor(const Stage *stage);
/** @param identity  of whom it is sent to */
char *server_message_share(const Stage *stage, const char *identity);
char *server_message_overlay(const Stage *stage);
char *server_message_size(int64_t width, int64_t height, int64_t fps, int64_t bitrate_bps);
char *server_message_quality(ParticipantQuality level, const ApiLegQuality *figures);
/** @param state  as proceedings_to_json(), maybe with more */
char *server_message_proceedings(const json_t *state);
char *server_message_chat(const ChatLine *line);
/** What stands on a site's screen; an empty text: nothing any more. */
char *server_message_note(const ScreenNote *note);
/** The command with this id has been carried out, and is on disk. */
char *server_message_done(int64_t id);
/** It is in the waiting room. */
char *server_message_waiting(void);
/** Its next hello will be let in. */
char *server_message_admitted(void);
/** It shall begin anew: leave its media and say hello again. */
char *server_message_restart(void);
/** A site's line, for consoles. */
char *server_message_site_quality(
        const char *site, ParticipantQuality level, const ApiLegQuality *figures);
char *server_message_media_lost(const char *reason);
char *server_message_pong(double t);
/** Why the connection is closed: duplicate, ended, removed or stopping. */
char *server_message_closed(const char *reason);

/**
 * @param subject  the type of the message that is refused, or NULL
 * @param detail   in English, for whoever writes a client; may be NULL
 */
char *server_message_error(ClientError error, const char *subject, const char *detail);

/** @param id  of the command that is refused; 0: it had none */
char *server_message_refusal(
        ClientError error, const char *subject, const char *detail, int64_t id);

/** There is no room for one more. */
char *server_message_full(int sites, int sites_max);

#endif
