#include "tests/bots/clip_player.h"

ClipPlayer clip_player(const Clip *clip, uint32_t frame)
{
    return (ClipPlayer){
            .clip = clip, .wanted = clip, .next = frame % clip->frame_count, .key_wanted = true};
}

void clip_player_want_key(ClipPlayer *player)
{
    player->key_wanted = true;
}

void clip_player_change(ClipPlayer *player, const Clip *clip)
{
    player->wanted = clip;
}

const ClipFrame *clip_player_next(ClipPlayer *player)
{
    if (player->wanted != player->clip) {
        /* The same scene in another size goes on where it is; another scene begins. */
        const bool same_scene = player->wanted->frame_count == player->clip->frame_count;
        player->clip = player->wanted;
        player->next = same_scene ? player->next : 0;
        player->key_wanted = true;
    }
    if (player->key_wanted && !player->clip->frames[player->next].key) {
        player->next = clip_key_frame_near(player->clip, player->next);
    }
    const ClipFrame *frame = &player->clip->frames[player->next];
    player->key_wanted = player->key_wanted && !frame->key;
    player->next = (player->next + 1) % player->clip->frame_count;
    return frame;
}
