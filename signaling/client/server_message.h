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
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/stage.h"

typedef struct ServerWelcome {
    const Meeting *meeting;
    const Participant *self;
    const char *token;
    const char *resume;
    bool media_alive;
    const Stage *stage;
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
char *server_message_media_lost(const char *reason);
char *server_message_pong(double t);
/** Why the connection is closed: duplicate, ended, removed or stopping. */
char *server_message_closed(const char *reason);

/**
 * @param subject  the type of the message that is refused, or NULL
 * @param detail   in English, for whoever writes a client; may be NULL
 */
char *server_message_error(ClientError error, const char *subject, const char *detail);

#endif
