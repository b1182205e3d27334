#include "mcu/room/load_watch.h"

#include "config/log.h"
#include "mcu/room/idle_meter.h"
#include "mcu/room/load_shed.h"
#include "mcu/room/process_usage.h"

LOG_TOPIC("load");

struct LoadWatch {
    RoomMedia *media;
    RoomStage *stage;
    int fps;
    guint timer;
    LoadShed shed;
    double busy_lately;

    /* as they were at the last look */
    int64_t looked_us;
    RoomViewLoad views[PICTURE_VIEWS_MAX];
    RoomSoundLoad sound;
    double cpu_seconds;
    IdleMeter idle;
};

/* The work of a view since the last look. */
static RoomViewLoad take_view(LoadWatch *watch, unsigned view)
{
    const RoomViewLoad now = room_media_view_load(watch->media, view);
    const RoomViewLoad before = watch->views[view];
    watch->views[view] = now;
    return (RoomViewLoad){
            .ticks = now.ticks - before.ticks,
            .busy_us = now.busy_us - before.busy_us,
            .cpu_us = now.cpu_us - before.cpu_us,
    };
}

static double take_sound(LoadWatch *watch)
{
    const RoomSoundLoad now = room_media_sound_load(watch->media);
    const RoomSoundLoad before = watch->sound;
    watch->sound = now;
    return now.ticks > before.ticks
            ? (double)(now.late - before.late) / (double)(now.ticks - before.ticks)
            : 0;
}

static LoadFigures take(LoadWatch *watch, int64_t now_us)
{
    const double window_us = (double)MAX(now_us - watch->looked_us, 1);
    const double cpu_seconds = process_usage().cpu_seconds;
    RoomViewLoad sum = {0};
    LoadFigures figures = {
            .sound_late = take_sound(watch),
            .process = (cpu_seconds - watch->cpu_seconds) * G_USEC_PER_SEC / window_us,
            .processors = g_get_num_processors(),
            .idle = idle_meter_look(&watch->idle),
            .stretch = 1,
    };
    for (unsigned view = 0; view < PICTURE_VIEWS_MAX; view++) {
        const RoomViewLoad load = take_view(watch, view);
        if (load.ticks == 0) {
            continue;
        }
        const double need = (double)load.cpu_us / (double)load.ticks * watch->fps / G_USEC_PER_SEC;
        figures.need_max = MAX(figures.need_max, need);
        figures.need_sum += need;
        figures.busy = MAX(figures.busy, (double)load.busy_us / window_us);
        sum.busy_us += load.busy_us;
        sum.cpu_us += load.cpu_us;
    }
    if (sum.cpu_us > 0) {
        figures.stretch = MAX((double)sum.busy_us / (double)sum.cpu_us, 1);
    }
    watch->looked_us = now_us;
    watch->cpu_seconds = cpu_seconds;
    return figures;
}

static void apply(const LoadWatch *watch, LoadShedStep before, const LoadFigures *figures)
{
    const LoadShedStep step = watch->shed.step;
    const char *what = step > before ? "The machine is too slow" : "There is room again";
    log_warning("%s: step %d of %d (busy %.2f, slower by %.1f, %.2f processors needed, %.2f used, "
                "%.2f idle, "
                "%.0f %% of the sound late).",
            what, (int)step, LOAD_SHED_STEPS - 1, figures->busy, figures->stretch,
            figures->need_sum, figures->process, figures->idle, 100 * figures->sound_late);
    room_media_set_rungs_max(watch->media, load_shed_rungs_max(step));
    room_stage_set_shed(watch->stage, load_shed_tiles_each(step), load_shed_folds_views(step));
}

static gboolean on_timer(gpointer user_data)
{
    LoadWatch *watch = user_data;
    const LoadShedStep before = watch->shed.step;
    const int64_t now_us = g_get_monotonic_time();
    const LoadFigures figures = take(watch, now_us);
    watch->busy_lately = figures.busy;
    if (load_shed_judge(&watch->shed, &figures, now_us)) {
        apply(watch, before, &figures);
    }
    return G_SOURCE_CONTINUE;
}

LoadWatch *load_watch_new(RoomMedia *media, RoomStage *stage, int fps)
{
    LoadWatch *watch = g_new0(LoadWatch, 1);
    watch->media = media;
    watch->stage = stage;
    watch->fps = fps;
    watch->shed = load_shed();
    (void)take(watch, g_get_monotonic_time());
    watch->timer = g_timeout_add(LOAD_SHED_WINDOW_US / 1000, on_timer, watch);
    return watch;
}

void load_watch_free(LoadWatch *watch)
{
    if (watch != NULL) {
        g_clear_handle_id(&watch->timer, g_source_remove);
        g_free(watch);
    }
}

ApiShed load_watch_shed(const LoadWatch *watch)
{
    static const ApiShed words[LOAD_SHED_STEPS] = {
            [LOAD_SHED_TILES_HALF] = API_SHED_TILES,
            [LOAD_SHED_TILES_QUARTER] = API_SHED_TILES,
            [LOAD_SHED_RUNGS_TWO] = API_SHED_RUNGS,
            [LOAD_SHED_RUNGS_FEWEST] = API_SHED_RUNGS,
            [LOAD_SHED_VIEWS] = API_SHED_VIEWS,
    };
    return words[watch->shed.step];
}

void load_watch_add(const LoadWatch *watch, ApiRoomStats *stats)
{
    stats->shed = (int)load_watch_shed(watch);
    stats->shed_step = watch->shed.step;
    stats->sheds = (int64_t)watch->shed.sheds;
    stats->shed_returns = (int64_t)watch->shed.returns;
    stats->picture_busy = watch->busy_lately;
}
