#include "signaling/meeting/screen_notes.h"

typedef struct Kept {
    char *site;
    char *text;
    int64_t since_us;
    int64_t until_us;
} Kept;

struct ScreenNotes {
    GPtrArray *notes; /* Kept */
};

static void kept_free(gpointer data)
{
    Kept *kept = data;
    g_free(kept->site);
    g_free(kept->text);
    g_free(kept);
}

ScreenNotes *screen_notes_new(void)
{
    ScreenNotes *notes = g_new0(ScreenNotes, 1);

    notes->notes = g_ptr_array_new_with_free_func(kept_free);
    return notes;
}

void screen_notes_free(ScreenNotes *notes)
{
    if (notes != NULL) {
        g_ptr_array_unref(notes->notes);
        g_free(notes);
    }
}

void screen_notes_put(ScreenNotes *notes, const ScreenNote *note)
{
    const bool all = g_str_equal(note->site, SCREEN_NOTES_ALL);

    for (guint i = notes->notes->len; i-- > 0;) {
        const Kept *kept = g_ptr_array_index(notes->notes, i);
        if (all || g_str_equal(kept->site, note->site)) {
            g_ptr_array_remove_index(notes->notes, i);
        }
    }
    if (all && note->text[0] == '\0') {
        return;
    }
    Kept *kept = g_new0(Kept, 1);
    *kept = (Kept){
            .site = g_strdup(note->site),
            .text = g_strdup(note->text),
            .since_us = note->since_us,
            .until_us = note->until_us,
    };
    g_ptr_array_add(notes->notes, kept);
    if (notes->notes->len > SCREEN_NOTES_MAX) {
        g_ptr_array_remove_index(notes->notes, 0);
    }
}

size_t screen_notes_size(const ScreenNotes *notes)
{
    return notes->notes->len;
}

ScreenNote screen_notes_nth(const ScreenNotes *notes, size_t n)
{
    g_assert(n < notes->notes->len);
    const Kept *kept = g_ptr_array_index(notes->notes, n);
    return (ScreenNote){
            .site = kept->site,
            .text = kept->text,
            .since_us = kept->since_us,
            .until_us = kept->until_us,
    };
}

bool screen_notes_find(
        const ScreenNotes *notes, const char *site, int64_t now_us, ScreenNote *ret_note)
{
    for (size_t i = screen_notes_size(notes); i-- > 0;) {
        const ScreenNote note = screen_notes_nth(notes, i);
        if (!g_str_equal(note.site, site) && !g_str_equal(note.site, SCREEN_NOTES_ALL)) {
            continue;
        }
        if (note.text[0] == '\0') {
            return false; /* the newest says that nothing stands there */
        }
        if (note.until_us == 0 || now_us < note.until_us) {
            *ret_note = note;
            return true;
        }
    }
    return false;
}
