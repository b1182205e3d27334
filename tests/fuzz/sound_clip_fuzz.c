#include "mcu/media/sound_clip.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(SoundClip) clip = sound_clip_new(data, size, NULL);
    if (clip != NULL) {
        g_assert_cmpuint(sound_clip_frames(clip), <=, SOUND_CLIP_MS_MAX / 20);
    }
    return 0;
}
