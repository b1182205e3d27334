#include "signaling/app/roll_stills.h"

#include "config/log.h"
#include "signaling/app/paper_folder.h"

LOG_TOPIC("stills");

/* A picture on its way to the disk: the desk of stills and the store hold a reference each. */
typedef struct Still {
    /* set before the store has it, then constant */
    char *folder;
    char *site;
    GBytes *jpeg;
    char *hash;

    RollStills *stills; /* main loop only; NULL: they were freed meanwhile */
} Still;

struct RollStills {
    RollStillsConfig with;
    char *folder;      /* NULL: none are kept */
    GPtrArray *on_way; /* of Still */
};

static void still_clear(gpointer data)
{
    Still *still = data;

    g_free(still->folder);
    g_free(still->site);
    g_free(still->hash);
    g_clear_pointer(&still->jpeg, g_bytes_unref);
}

static void still_unref(gpointer data)
{
    g_atomic_rc_box_release_full(data, still_clear);
}

/* ---- the store's thread ---- */

static bool write_file(Database *database, void *data, GError **error)
{
    const Still *still = data;
    (void)database;
    return paper_folder_write(still->folder, still->hash, still->jpeg, error);
}

/* ---- the main loop's thread ---- */

static void on_written(void *data, const GError *error, void *user_data)
{
    static const ProceedingsActor server = {
            .identity = "server", .name = "", .role = ROLE_OPERATOR};
    Still *still = data;
    RollStills *stills = still->stills;
    (void)user_data;

    if (stills == NULL) {
        return;
    }
    if (error != NULL) {
        log_error("A still picture of %s could not be kept: %s.", still->site, error->message);
    } else {
        proceedings_desk_run(stills->with.desk, &server,
                &(ProceedingsCommand){
                        .verb = PROCEEDINGS_ROLL_STILL, .site = still->site, .word = still->hash},
                NULL, NULL);
    }
    g_ptr_array_remove_fast(stills->on_way, still);
}

static void on_picture(const McuPicture *picture, void *user_data)
{
    Still *still = user_data;
    RollStills *stills = still->stills;
    gsize size = 0;

    if (picture->picture == NULL) {
        log_info("No still picture of %s: %s.", still->site,
                picture->reason != NULL ? picture->reason : "the media server is away");
        g_ptr_array_remove_fast(stills->on_way, still);
        return;
    }
    guchar *jpeg = g_base64_decode(picture->picture->jpeg, &size);
    still->jpeg = g_bytes_new_take(jpeg, size);
    still->hash = paper_folder_hash(still->jpeg);
    if (!store_submit(stills->with.store, write_file, on_written, g_atomic_rc_box_acquire(still),
                still_unref, NULL)) {
        log_error(
                "A still picture of %s could not be kept: too much is to be written.", still->site);
        g_ptr_array_remove_fast(stills->on_way, still);
    }
}

void roll_stills_take(RollStills *stills, const char *site)
{
    const Participant *participant = meeting_find(stills->with.meeting, site);

    if (stills->folder == NULL || participant == NULL || participant->leg == NULL ||
            stills->on_way->len >= ROLL_STILLS_MAX) {
        return;
    }
    Still *still = g_atomic_rc_box_new0(Still);
    *still = (Still){.folder = g_strdup(stills->folder), .site = g_strdup(site), .stills = stills};
    g_ptr_array_add(stills->on_way, still);
    mcu_room_still(stills->with.room, participant->leg, on_picture, still);
}

RollStills *roll_stills_new(const RollStillsConfig *config)
{
    RollStills *stills = g_new0(RollStills, 1);

    stills->with = *config;
    stills->folder = g_strdup(config->folder);
    stills->on_way = g_ptr_array_new_with_free_func(still_unref);
    return stills;
}

void roll_stills_free(RollStills *stills)
{
    if (stills == NULL) {
        return;
    }
    for (guint i = 0; i < stills->on_way->len; i++) {
        ((Still *)g_ptr_array_index(stills->on_way, i))->stills = NULL;
    }
    g_ptr_array_unref(stills->on_way);
    g_free(stills->folder);
    g_free(stills);
}
