#include "mcu/rtp/opus_toc.h"

/* RFC 6716, table 2: by the upper five bits; 48 ticks are 1 ms. */
static uint32_t frame_ticks(uint8_t toc)
{
    static const uint32_t silk[] = {480, 960, 1920, 2880};
    static const uint32_t hybrid[] = {480, 960};
    static const uint32_t celt[] = {120, 240, 480, 960};
    const unsigned config = toc >> 3;

    if (config < 12) {
        return silk[config % 4];
    }
    if (config < 16) {
        return hybrid[config % 2];
    }
    return celt[config % 4];
}

uint32_t opus_toc_duration_ticks(const uint8_t *payload, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const unsigned code = payload[0] & 3;
    uint32_t frames = code == 0 ? 1 : 2;
    if (code == 3) {
        if (size < 2) {
            return 0;
        }
        frames = payload[1] & 0x3f;
    }
    const uint32_t ticks = frames * frame_ticks(payload[0]);
    return ticks <= OPUS_DURATION_TICKS_MAX ? ticks : 0;
}

bool opus_toc_is_pause(const uint8_t *payload, size_t size)
{
    return size <=
            2; /* RFC 6716, 2.1.9: in DTX "only one frame is encoded every 400 milliseconds", of 2 bytes at most */
}
