#include "mcu/room/leg_notice.h"

#include "config/log.h"
#include "mcu/media/spoken_notice.h"

LOG_TOPIC("room");

struct LegNotice {
    char *name;
    SoundClip *clip; /* NULL: of no name yet, or it cannot be had */
};

LegNotice *leg_notice_new(void)
{
    LegNotice *notice = g_new0(LegNotice, 1);

    notice->name = g_strdup("");
    return notice;
}

void leg_notice_free(LegNotice *notice)
{
    if (notice != NULL) {
        sound_clip_unref(notice->clip);
        g_free(notice->name);
        g_free(notice);
    }
}

static void load(LegNotice *notice)
{
    g_autoptr(GError) error = NULL;

    notice->clip =
            spoken_notice_load(g_str_equal(notice->name, "spoken") ? "" : notice->name, &error);
    if (notice->clip == NULL) {
        log_warning("The notice %s cannot be played: %s.", notice->name, error->message);
    }
}

SoundClip *leg_notice_find(LegNotice *notice, const char *name)
{
    if (name == NULL || name[0] == '\0') {
        return NULL;
    }
    if (!g_str_equal(notice->name, name)) {
        g_clear_pointer(&notice->clip, sound_clip_unref);
        g_free(notice->name);
        notice->name = g_strdup(name);
        load(notice);
    }
    return notice->clip;
}
