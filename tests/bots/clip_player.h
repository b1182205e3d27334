/**
 * clip_player: goes round and round in a clip, jumps to a key frame when one is asked for, changes clips.
 *
 * Units       frames.
 * Ownership   borrows its clips, which must outlive it.
 * Thread      one at a time.
 * Errors      none.
 * Memory      none beyond itself.
 */
#ifndef TESTS_BOTS_CLIP_PLAYER_H
#define TESTS_BOTS_CLIP_PLAYER_H

#include "tests/bots/clip_file.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ClipPlayer {
    const Clip *clip;   /**< that is playing */
    const Clip *wanted; /**< that plays from the next frame on */
    uint32_t next;
    bool key_wanted;
} ClipPlayer;

/** Begins somewhere in a clip: at the key frame next to `frame`, any number. */
ClipPlayer clip_player(const Clip *clip, uint32_t frame);

/** The receiver wants a key frame: the next frame is one. */
void clip_player_want_key(ClipPlayer *player);

/** Goes on in another clip, of another size or another picture; nothing if it is playing already. */
void clip_player_change(ClipPlayer *player, const Clip *clip);

/** The frame to send now. */
const ClipFrame *clip_player_next(ClipPlayer *player);

#endif
