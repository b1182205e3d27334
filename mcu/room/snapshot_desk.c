#include "mcu/room/snapshot_desk.h"

#include "mcu/media/jpeg_picture.h"
#include "mcu/media/picture_fit.h"

static const char unseen[] = "nobody sees this view now";

typedef struct Waiting {
    int view;
    SnapshotFn answer;
    void *user_data;
} Waiting;

struct SnapshotDesk {
    RoomMedia *media;
    GArray *waiting; /* of Waiting */
    VideoFramePool *small;
};

SnapshotDesk *snapshot_desk_new(RoomMedia *media)
{
    SnapshotDesk *desk = g_new0(SnapshotDesk, 1);
    desk->media = media;
    desk->waiting = g_array_new(FALSE, FALSE, sizeof(Waiting));
    desk->small = video_frame_pool_new(1);
    return desk;
}

void snapshot_desk_free(SnapshotDesk *desk)
{
    if (desk == NULL) {
        return;
    }
    for (guint i = 0; i < desk->waiting->len; i++) {
        const Waiting *waiting = &g_array_index(desk->waiting, Waiting, i);
        waiting->answer(NULL, API_FAULT_ROOM_STATE, "the room is closed", waiting->user_data);
    }
    g_array_unref(desk->waiting);
    video_frame_pool_unref(desk->small);
    g_free(desk);
}

void snapshot_desk_ask(SnapshotDesk *desk, int view, SnapshotFn answer, void *user_data)
{
    const Waiting waiting = {.view = view, .answer = answer, .user_data = user_data};

    if (desk->waiting->len >= SNAPSHOT_DESK_MAX) {
        answer(NULL, API_FAULT_ROOM_STATE, "too many wait for pictures", user_data);
    } else if (!room_media_shoot(desk->media, (unsigned)view)) {
        answer(NULL, API_FAULT_ROOM_STATE, unseen, user_data);
    } else {
        g_array_append_val(desk->waiting, waiting);
    }
}

static void answer_all(
        SnapshotDesk *desk, unsigned view, const ApiPicture *picture, const char *reason)
{
    for (guint i = 0; i < desk->waiting->len;) {
        const Waiting waiting = g_array_index(desk->waiting, Waiting, i);
        if (waiting.view != (int)view) {
            i++;
            continue;
        }
        g_array_remove_index(desk->waiting, i);
        waiting.answer(picture, API_FAULT_ROOM_STATE, reason, waiting.user_data);
    }
}

/* In base64, or NULL: it does not fit. */
static char *picture_text(const VideoFrame *picture)
{
    g_autoptr(GBytes) jpeg = jpeg_picture_new(picture, API_PICTURE_BYTES_MAX);
    gsize size = 0;

    if (jpeg == NULL) {
        return NULL;
    }
    const uint8_t *bytes = g_bytes_get_data(jpeg, &size);
    return g_base64_encode(bytes, size);
}

static bool is_waited_for(const SnapshotDesk *desk, unsigned view)
{
    for (guint i = 0; i < desk->waiting->len; i++) {
        if (g_array_index(desk->waiting, Waiting, i).view == (int)view) {
            return true;
        }
    }
    return false;
}

void snapshot_desk_take(SnapshotDesk *desk, unsigned view, const VideoFrame *picture)
{
    if (!is_waited_for(desk, view)) {
        return; /* it was for the recording */
    }
    g_autofree char *text = picture != NULL ? picture_text(picture) : NULL;

    if (text == NULL) {
        answer_all(desk, view, NULL, picture == NULL ? unseen : "the picture is too large");
        return;
    }
    const ApiPicture answer = {
            .width_px = picture->width_px, .height_px = picture->height_px, .jpeg = text};
    answer_all(desk, view, &answer, NULL);
}

/* The largest even size of its shape that fits. */
static Rect small_rect(const VideoFrame *picture)
{
    const double scale = MIN(1.0,
            MIN((double)API_STILL_WIDTH_PX / picture->width_px,
                    (double)API_STILL_HEIGHT_PX / picture->height_px));
    return (Rect){
            .width = MAX((int)(picture->width_px * scale) & ~1, 2),
            .height = MAX((int)(picture->height_px * scale) & ~1, 2),
    };
}

void snapshot_desk_still(
        SnapshotDesk *desk, const VideoFrame *picture, SnapshotFn answer, void *user_data)
{
    if (picture == NULL) {
        answer(NULL, API_FAULT_ROOM_STATE, "this site sends no picture, or nobody sees it",
                user_data);
        return;
    }
    const Rect rect = small_rect(picture);
    g_autoptr(VideoFrame) small = video_frame_pool_take(desk->small, rect.width, rect.height);
    g_assert(small != NULL); /* none is out, and the size is one of ours */
    const PictureFit fit = picture_fit_whole(picture->width_px, picture->height_px, rect);
    picture_fit_draw(&fit, picture, small);
    g_autofree char *text = picture_text(small);
    if (text == NULL) {
        answer(NULL, API_FAULT_ROOM_STATE, "the picture is too large", user_data);
        return;
    }
    const ApiPicture still = {.width_px = rect.width, .height_px = rect.height, .jpeg = text};
    answer(&still, API_FAULT_ROOM_STATE, NULL, user_data);
}
