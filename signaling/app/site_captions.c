#include "signaling/app/site_captions.h"

#include <string.h>

/* What a room was told last. */
typedef struct Told {
    char *note; /* "" */
    char *state;
} Told;

struct SiteCaptions {
    SiteCaptionsConfig with;
    GHashTable *told; /* leg -> Told */
};

static void told_free(gpointer data)
{
    Told *told = data;
    g_free(told->note);
    g_free(told->state);
    g_free(told);
}

static GHashTable *told_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, told_free);
}

SiteCaptions *site_captions_new(const SiteCaptionsConfig *config)
{
    SiteCaptions *captions = g_new0(SiteCaptions, 1);
    captions->with = *config;
    captions->told = told_table();
    return captions;
}

void site_captions_free(SiteCaptions *captions)
{
    if (captions == NULL) {
        return;
    }
    g_hash_table_unref(captions->told);
    g_free(captions);
}

/* ---- what a room should know ---- */

/* Counted from 1; 0: it has not asked. */
static size_t place_in(const SpeakerQueue *queue, const char *identity)
{
    for (size_t i = 0; i < speaker_queue_size(queue); i++) {
        if (g_str_equal(speaker_queue_nth(queue, i).site, identity)) {
            return i + 1;
        }
    }
    return 0;
}

/* In one line, as long as the link takes. */
static char *in_one_line(const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n\t", ' ');
    const char *end = line + strlen(line);

    if (end - line > SITE_CAPTION_BYTES_MAX) {
        end = g_utf8_find_prev_char(line, line + SITE_CAPTION_BYTES_MAX - strlen("…"));
        return g_strdup_printf("%.*s…", (int)(end - line), line);
    }
    return g_steal_pointer(&line);
}

static char *text_of_state(const Proceedings *state, const Participant *room)
{
    const SpeakerQueue *queue = proceedings_queue(state);
    const size_t place = place_in(queue, room->identity);

    if (g_str_equal(proceedings_floor(state), room->identity)) {
        g_autofree char *text = g_strdup_printf("Mời %s phát biểu.", room->name);
        return in_one_line(text);
    }
    if (place > 0) {
        return g_strdup_printf("Đã đăng ký phát biểu, thứ tự %zu/%zu. Bấm *5 để hủy đăng ký.",
                place, speaker_queue_size(queue));
    }
    if (!proceedings_may_speak(state, room->identity, room->role == ROLE_CHAIR)) {
        return g_strdup("Micro do chủ tọa điều khiển. Bấm *5 để đăng ký phát biểu.");
    }
    return g_strdup(room->mic ? "Micro đang bật." : "Micro đang tắt. Bấm *6 để bật micro.");
}

static char *text_of_note(const Proceedings *state, const Participant *room, int64_t now_us)
{
    ScreenNote note;

    return screen_notes_find(proceedings_notes(state), room->identity, now_us, &note)
            ? in_one_line(note.text)
            : g_strdup("");
}

/* ---- and is told ---- */

static bool has_screen_only(const Participant *room)
{
    return room->kind == PARTICIPANT_SIP && room->state == PARTICIPANT_CONNECTED &&
            room->leg != NULL;
}

static void show(const SiteCaptions *captions, const char *leg, const Told *before, const Told *now)
{
    const SiteCaptionsConfig *with = &captions->with;
    const bool note_changed = g_strcmp0(before != NULL ? before->note : "", now->note) != 0;
    const bool changed = before == NULL || !g_str_equal(before->state, now->state);

    if (note_changed && now->note[0] != '\0') {
        with->show(leg, now->note, SITE_CAPTION_NOTE_MS, with->user_data);
    } else if (note_changed || changed) {
        with->show(leg, now->state, SITE_CAPTION_MS, with->user_data);
    }
}

void site_captions_follow(SiteCaptions *captions, int64_t now_us)
{
    const Proceedings *state = captions->with.state;
    GHashTable *before = captions->told;

    captions->told = told_table();
    for (size_t i = 0; i < meeting_size(captions->with.meeting); i++) {
        const Participant *room = meeting_nth(captions->with.meeting, i);
        if (!has_screen_only(room)) {
            continue;
        }
        Told *now = g_new(Told, 1);
        *now = (Told){
                .note = text_of_note(state, room, now_us), .state = text_of_state(state, room)};
        show(captions, room->leg, g_hash_table_lookup(before, room->leg), now);
        g_hash_table_insert(captions->told, g_strdup(room->leg), now);
    }
    g_hash_table_unref(before);
}
