#include "signaling/app/conduct_voice.h"

#include "signaling/client/server_message.h"
#include "signaling/meeting/proceedings_json.h"
#include "signaling/meeting/utc_time.h"

static void send_text(const ConductVoice *voice, uint64_t session, const char *text)
{
    if (session != 0) {
        voice->send(session, text, voice->user_data);
    }
}

void conduct_voice_say(const ConductVoice *voice, uint64_t session, char *text)
{
    send_text(voice, session, text);
    g_free(text);
}

typedef bool (*ListenerTest)(const char *identity, Role role, const void *data);

/* To each session of a participant or console that passes. */
static void send_those(
        const ConductVoice *voice, const char *text, ListenerTest test, const void *data)
{
    if (text == NULL) {
        return;
    }
    for (size_t i = 0; i < meeting_size(voice->meeting); i++) {
        const Participant *participant = meeting_nth(voice->meeting, i);
        if (test(participant->identity, participant->role, data)) {
            send_text(voice, participant->session, text);
        }
    }
    for (size_t i = 0; i < console_list_size(voice->consoles); i++) {
        const MeetingConsole console = console_list_nth(voice->consoles, i);
        if (test(console.identity, console.role, data)) {
            send_text(voice, console.session, text);
        }
    }
}

void conduct_voice_say_consoles(const ConductVoice *voice, const char *text)
{
    for (size_t i = 0; i < console_list_size(voice->consoles); i++) {
        send_text(voice, console_list_nth(voice->consoles, i).session, text);
    }
}

/* ---- the state ---- */

static bool commands(Role role)
{
    return permission_allows(role, PERMISSION_ADMIT);
}

static bool is_of_those_who_command(const char *identity, Role role, const void *data)
{
    const bool *wanted = data;
    (void)identity;
    return commands(role) == *wanted;
}

void conduct_voice_tell_both(
        const ConductVoice *voice, const char *to_commanders, const char *to_others)
{
    static const bool they = true;
    static const bool not_they = false;

    send_those(voice, to_commanders, is_of_those_who_command, &they);
    send_those(voice, to_others, is_of_those_who_command, &not_they);
}

static json_t *waiting_to_json(const WaitingRoom *waiting)
{
    json_t *array = json_array();

    for (size_t i = 0; i < waiting_room_size(waiting); i++) {
        const WaitingSite site = waiting_room_nth(waiting, i);
        g_autofree char *since = utc_time_text(site.since_us);
        json_array_append_new(array,
                json_pack("{s:s, s:s, s:s}", "site", site.identity, "name", site.name, "since",
                        since));
    }
    return array;
}

json_t *conduct_voice_json(const ConductVoice *voice, Role role)
{
    json_t *state = proceedings_to_json(voice->state);
    g_autofree char *now = utc_time_text(g_get_real_time());

    json_object_set_new(
            state, "waiting", commands(role) ? waiting_to_json(voice->waiting) : json_array());
    if (!commands(role)) { /* what the others answered is for those who call them */
        json_array_clear(json_object_get(json_object_get(state, "roll"), "sites"));
    }
    json_object_set_new(state, "delegates", json_boolean(voice->delegates));
    json_object_set_new(state, "now", json_string(now));
    return state;
}

static void tell_state_to(const ConductVoice *voice, bool who_command)
{
    json_t *state = conduct_voice_json(voice, who_command ? ROLE_CHAIR : ROLE_SITE);
    g_autofree char *text = server_message_proceedings(state);

    json_decref(state);
    send_those(voice, text, is_of_those_who_command, &who_command);
}

void conduct_voice_tell_state(const ConductVoice *voice, ConductVoiceTo whom)
{
    tell_state_to(voice, true);
    if (whom == CONDUCT_VOICE_ALL) {
        tell_state_to(voice, false);
    }
}

/* ---- what is written ---- */

static bool sees_line(const char *identity, Role role, const void *data)
{
    return commands(role) || chat_line_is_for(data, identity);
}

void conduct_voice_tell_line(const ConductVoice *voice)
{
    const ChatLog *chat = proceedings_chat(voice->state);
    const ChatLine line = chat_log_nth(chat, chat_log_size(chat) - 1);
    g_autofree char *text = server_message_chat(&line);

    send_those(voice, text, sees_line, &line);
}

static bool sees_note(const char *identity, Role role, const void *data)
{
    const ScreenNote *note = data;
    return commands(role) || g_str_equal(note->site, SCREEN_NOTES_ALL) ||
            g_str_equal(note->site, identity);
}

/* Not as the state has it, for an emptied screen is no note any more. */
void conduct_voice_tell_note(const ConductVoice *voice, const json_t *event)
{
    const int64_t since_us = json_integer_value(json_object_get(event, "time_us"));
    const int64_t seconds = json_integer_value(json_object_get(event, "seconds"));
    const ScreenNote note = {
            .site = json_string_value(json_object_get(event, "site")),
            .text = json_string_value(json_object_get(event, "text")),
            .since_us = since_us,
            .until_us = seconds > 0 ? since_us + seconds * G_USEC_PER_SEC : 0,
    };
    g_autofree char *text = server_message_note(&note);

    send_those(voice, text, sees_note, &note);
}

/* ---- who is there ---- */

static bool sees_heads(const char *identity, Role role, const void *data)
{
    return commands(role) || g_str_equal(data, identity);
}

void conduct_voice_tell_heads(const ConductVoice *voice, const char *site)
{
    json_t *heads = site_heads_table_json(proceedings_heads(voice->state), site);

    if (heads != NULL) {
        g_autofree char *text = server_message_heads(heads);
        send_those(voice, text, sees_heads, site);
        json_decref(heads);
    }
}

static void repeat_heads(
        const ConductVoice *voice, uint64_t session, const char *identity, Role role)
{
    const SiteHeadsTable *table = proceedings_heads(voice->state);

    for (size_t i = 0; i < site_heads_table_size(table); i++) {
        const char *site = site_heads_table_nth(table, i);
        if (sees_heads(identity, role, site)) {
            json_t *heads = site_heads_table_json(table, site);
            conduct_voice_say(voice, session, server_message_heads(heads));
            json_decref(heads);
        }
    }
}

void conduct_voice_repeat(
        const ConductVoice *voice, uint64_t session, const char *identity, Role role)
{
    const ChatLog *chat = proceedings_chat(voice->state);
    ScreenNote note;

    for (size_t i = 0; i < chat_log_size(chat); i++) {
        const ChatLine line = chat_log_nth(chat, i);
        if (sees_line(identity, role, &line)) {
            conduct_voice_say(voice, session, server_message_chat(&line));
        }
    }
    if (screen_notes_find(proceedings_notes(voice->state), identity, g_get_real_time(), &note)) {
        conduct_voice_say(voice, session, server_message_note(&note));
    }
    repeat_heads(voice, session, identity, role);
}
