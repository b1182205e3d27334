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
    const json_t *ice_servers; /**< NULL: none */
} ServerWelcome;

/** What the centre itself does with a site's pictures. */
typedef struct CentreFigures {
    int64_t picture_us; /**< to decode what is on its picture, to draw it and to encode it */
    int64_t dropped;    /**< of the pictures that it sent: the centre was too slow for them */
} CentreFigures;

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
char *server_message_quality(
        ParticipantQuality level, const ApiLegQuality *figures, const CentreFigures *centre);
/** @param state  as proceedings_to_json(), maybe with more */
char *server_message_proceedings(const json_t *state);
/** @param heads  as site_heads_table_json() */
char *server_message_heads(const json_t *heads);
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
/** How the sites' lines did in the last minutes: as line_history has it. */
char *server_message_lines(int64_t step_s, json_t *sites);
/** Whose media flowed when, for consoles. @param sites  taken; an array as presence_keeper makes it */
char *server_message_attendance(int64_t now_us, int64_t opened_us, json_t *sites);

/** What is wrong with a site now, to the consoles. @param faults  an array of words, borrowed */
char *server_message_site_watch(const char *site, const json_t *faults);

/** What becomes of calling a site's device: for consoles. @param call  as sip_dialler has it */
char *server_message_site_call(const json_t *call);

/** How the recording does. */
typedef struct RecordingNews {
    const char *state; /**< off, recording, paused or waiting */
    int64_t since_us, duration_ms;
    int64_t recording, bytes, behind_ms; /**< from here on for consoles */
    const char *reason;
    json_t *alarms; /**< an array of words; NULL: it is not for a console. Borrowed, as the next two */
    json_t *told;         /**< identities: who was there when it began, or was told on its way in */
    json_t *acknowledged; /**< who has said so */
    bool stems; /**< each site's sound is recorded, too; or would be, if nobody says otherwise */
} RecordingNews;

char *server_message_recording(const RecordingNews *news);

/** @param owed  its offer waits for its `record_ack` */
char *server_message_record_notice(int64_t recording, bool owed);

/** To consoles: a site knows. @param how  seen: it has said so; spoken, written: it was told */
char *server_message_record_told(int64_t recording, const char *site, const char *how);

/** To consoles: the disk is nearly full. */
char *server_message_disk(int used_percent);

/** What is left out because the machine is too slow. @param step  api_shed_word() */
char *server_message_overload(const char *step);
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
