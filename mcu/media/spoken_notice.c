#include "mcu/media/spoken_notice.h"

#include <gio/gio.h>

#include <string.h>

/* Made by glib-compile-resources of what espeak-ng wrote. */
extern GResource *spoken_notices_get_resource(void);

SoundClip *spoken_notice_load(const char *name, GError **error)
{
    if (strpbrk(name, "/.") != NULL) {
        return sound_clip_load(name, error);
    }
    g_autofree char *path =
            g_strdup_printf("/giaoban/%s.wav", name[0] != '\0' ? name : "recording_notice");
    g_autoptr(GBytes) bytes = g_resource_lookup_data(
            spoken_notices_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (bytes == NULL) {
        return NULL;
    }
    gsize size = 0;
    const uint8_t *wav = g_bytes_get_data(bytes, &size);
    return sound_clip_new(wav, size, error);
}
