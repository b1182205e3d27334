/**
 * conduct_voice: what the clients of a meeting are told of how it is conducted, and who of them hears what.
 *
 *   everybody          the state, without who waits and what was answered to the roll call
 *   who may let in     the whole state, every line of the chat, every screen message, the people of every site
 *   a site             lines and messages for all and for itself, its own people
 *
 * Units       in the names.
 * Ownership   a plain value; everything in it is the caller's and outlives it.
 * Thread      the main loop's.
 * Errors      none: a session that is gone hears nothing.
 * Memory      none of its own.
 */
#ifndef SIGNALING_APP_CONDUCT_VOICE_H
#define SIGNALING_APP_CONDUCT_VOICE_H

#include "signaling/app/console_list.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/proceedings.h"
#include "signaling/meeting/waiting_room.h"

typedef struct ConductVoice {
    const Proceedings *state;
    const Meeting *meeting;
    const ConsoleList *consoles;
    const WaitingRoom *waiting;
    bool delegates; /**< their names may be kept */
    void (*send)(uint64_t session, const char *text, void *user_data);
    void *user_data;
} ConductVoice;

typedef enum ConductVoiceTo {
    CONDUCT_VOICE_ALL,
    CONDUCT_VOICE_COMMANDERS, /**< who may let in */
} ConductVoiceTo;

/** One session, 0 for none. Takes the text. */
void conduct_voice_say(const ConductVoice *voice, uint64_t session, char *text);

/** The consoles alone. */
void conduct_voice_say_consoles(const ConductVoice *voice, const char *text);

/** The state for somebody of this role. A new reference. */
json_t *conduct_voice_json(const ConductVoice *voice, Role role);

void conduct_voice_tell_state(const ConductVoice *voice, ConductVoiceTo whom);

/** Two texts of one matter: to those who may let in, and to all others; NULL: nothing to them. */
void conduct_voice_tell_both(
        const ConductVoice *voice, const char *to_commanders, const char *to_others);

/** The last line of the chat, to those it is for. */
void conduct_voice_tell_line(const ConductVoice *voice);

/** A screen message, as its event says it. */
void conduct_voice_tell_note(const ConductVoice *voice, const json_t *event);

/** Who sits at a site. */
void conduct_voice_tell_heads(const ConductVoice *voice, const char *site);

/** What a client must hear after its welcome: chat, the message on its screen, what is known of the people. */
void conduct_voice_repeat(
        const ConductVoice *voice, uint64_t session, const char *identity, Role role);

#endif
