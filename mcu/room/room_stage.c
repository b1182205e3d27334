#include "mcu/room/room_stage.h"

#include "mcu/room/caption_plan.h"
#include "mcu/room/picture_feed.h"
#include "mcu/room/room_leg.h"
#include "mcu/room/scene.h"
#include "mcu/room/view_plan.h"

#include <string.h>

enum {
    ROTATE_S = 15, /* how long a page of the rotating grid stays by default */
    ROTATE_S_MAX = 3600,
    EXPECTED_US =
            1000000, /* for the network loop to say that legs get the view they were sent to */
};

struct RoomStage {
    RoomStageConfig config;
    const RoomStageEvents *events;
    void *user_data;

    ViewPlan *plan;
    ApiLayout layouts[API_VIEWS];
    char *floor;
    char *called; /* whom all see large until then */
    int64_t called_until_us;
    ApiOverlay overlay;
    char *title;
    PictureSource *slides;
    uint32_t presenter;
    uint32_t speaking;
    CaptionPlan captions;                 /* the views behind API_VIEWS */
    unsigned watching[PICTURE_VIEWS_MAX]; /* how many legs get each view */
    int64_t expected_until_us
            [PICTURE_VIEWS_MAX]; /* 0, or legs were sent there and are not counted yet */
    bool recorded;
    bool marked; /* all views say that it is */
    bool streamed;
    unsigned tiles_each;   /* small ones show every how many-th picture; 0: all */
    bool folded;           /* all see the sites' view … */
    bool was_folded;       /* … or did until now */
    ApiView recorded_feed; /* of which view, while it is either */
    guint timer;           /* when something changes by itself */
};

static RoomLeg *leg_of_number(const RoomStage *stage, uint32_t number)
{
    return number != SEAT_NO_LEG ? g_hash_table_lookup(stage->config.legs, GUINT_TO_POINTER(number))
                                 : NULL;
}

/* ---- the plan ---- */

static uint64_t id_of_identity(const RoomStage *stage, const char *identity)
{
    for (size_t i = 0; identity != NULL && i < seat_list_count(stage->config.seats); i++) {
        const Seat *seat = seat_list_at(stage->config.seats, i);
        if (strcmp(seat->identity, identity) == 0) {
            return seat->came;
        }
    }
    return VIEW_PLAN_NOBODY;
}

static uint64_t id_of_leg(const RoomStage *stage, uint32_t number)
{
    const Seat *seat = seat_list_find(stage->config.seats, number);
    return number != SEAT_NO_LEG && seat != NULL ? seat->came : VIEW_PLAN_NOBODY;
}

/* Whom all see large now, whatever the layouts are. */
static uint64_t called_now(const RoomStage *stage, int64_t now_us)
{
    return now_us < stage->called_until_us ? id_of_identity(stage, stage->called)
                                           : VIEW_PLAN_NOBODY;
}

static bool is_overruled(const RoomStage *stage, unsigned view, int64_t now_us)
{
    return (view == API_VIEW_CHAIR || view == API_VIEW_SITES) &&
            called_now(stage, now_us) != VIEW_PLAN_NOBODY;
}

static void make_plan(RoomStage *stage, int64_t now_us)
{
    const size_t count = seat_list_count(stage->config.seats);
    g_autofree ViewSeat *seats = g_new0(ViewSeat, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Seat *seat = seat_list_at(stage->config.seats, i);
        seats[i] = (ViewSeat){
                .id = seat->came, .chair = seat->chair, .lost = seat->leg == SEAT_NO_LEG};
    }
    ViewSituation situation = {
            .width_px = stage->config.width_px,
            .height_px = stage->config.height_px,
            .seats = seats,
            .seat_count = count,
            .speaking = id_of_leg(stage, stage->speaking),
            .floor = id_of_identity(stage, stage->floor),
            .slides = stage->slides != NULL,
    };
    for (size_t view = 0; view < API_VIEWS; view++) {
        const ApiLayout *layout = &stage->layouts[view];
        situation.settings[view] = (ViewSetting){
                .mode = (ApiLayoutMode)layout->mode,
                .page = (size_t)layout->page,
                .rotate_us = layout->rotate_s * G_USEC_PER_SEC,
                .pinned = id_of_identity(stage, layout->pinned),
                .owner = id_of_identity(stage, layout->site),
        };
        if (is_overruled(stage, (unsigned)view, now_us)) {
            situation.settings[view] =
                    (ViewSetting){.mode = API_LAYOUT_PIN, .pinned = called_now(stage, now_us)};
        }
    }
    view_plan_update(stage->plan, &situation, now_us);
}

/* ---- what comes of it ---- */

static SceneTile make_tile(const RoomStage *stage, const Seat *seat, const Rect *cell)
{
    const RoomLeg *leg = leg_of_number(stage, seat->leg);
    return (SceneTile){
            .cell = *cell,
            .source = leg != NULL && leg->picture != NULL ? picture_source_ref(leg->picture) : NULL,
            .name = g_strdup(seat->name),
            .mic_muted = seat->mic_muted,
            .camera_off = seat->camera_off,
            .speaking = seat->leg != SEAT_NO_LEG && seat->leg == stage->speaking,
            .lost = seat->leg == SEAT_NO_LEG,
    };
}

static SceneTile make_slides_tile(const RoomStage *stage, const Rect *cell)
{
    const Seat *seat = seat_list_find(stage->config.seats, stage->presenter);
    return (SceneTile){
            .cell = *cell,
            .source = picture_source_ref(stage->slides),
            .name = g_strdup(seat != NULL ? seat->name : ""),
            .slides = true,
    };
}

static Scene *make_scene(const RoomStage *stage, const Layout *layout)
{
    Scene *scene = scene_new();
    for (size_t i = 0; i < layout->count; i++) {
        const LayoutTile *tile = &layout->tiles[i];
        scene->tiles[scene->count++] = tile->seat == VIEW_PLAN_SLIDES
                ? make_slides_tile(stage, &tile->cell)
                : make_tile(stage, seat_list_at(stage->config.seats, tile->seat), &tile->cell);
    }
    scene->title = stage->overlay.title ? g_strdup(stage->title) : NULL;
    scene->clock = stage->overlay.clock;
    scene->recording = stage->overlay.recording || stage->marked;
    scene->small_each = stage->tiles_each;
    return scene;
}

/* Who is looked at though no view shows it is decoded with one that is watched. */
static void add_unseen(const RoomStage *stage, Scene *scene, const Rect *const *cells)
{
    for (size_t i = 0; i < seat_list_count(stage->config.seats); i++) {
        const RoomLeg *leg = leg_of_number(stage, seat_list_at(stage->config.seats, i)->leg);
        if (leg != NULL && leg->picture != NULL && cells[i] == NULL && leg->peek.begun_us != 0 &&
                scene->unseen_count < SCENE_UNSEEN_MAX) {
            scene->unseen[scene->unseen_count++] = picture_source_ref(leg->picture);
        }
    }
}

/* The largest cell of each seat in the views that are watched: what its site should send. */
static bool collect_cells(const Layout *layout, const Rect **cells)
{
    bool slides = false;
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->tiles[i].seat == VIEW_PLAN_SLIDES) {
            slides = true;
            continue;
        }
        const Rect **cell = &cells[layout->tiles[i].seat];
        if (*cell == NULL || (*cell)->height < layout->tiles[i].cell.height) {
            *cell = &layout->tiles[i].cell;
        }
    }
    return slides;
}

/* What is not shown need not be sent. As room_view has it. */
static int fps_of(const RoomStage *stage, const Rect *cell)
{
    const bool small = cell->width > 0 && cell->width * 2 < stage->config.width_px;
    return small ? stage->config.fps / (int)MAX(stage->tiles_each, 1) : stage->config.fps;
}

/* @param cell  NULL: no view shows it */
static void show_leg(const RoomStage *stage, RoomLeg *leg, const Rect *cell)
{
    static const Rect peeked = {.width = PEEK_WIDTH_PX, .height = PEEK_HEIGHT_PX};
    const bool peeks = cell == NULL && leg->peek.begun_us != 0;
    const LegSight sight = cell != NULL ? LEG_SEEN : peeks ? LEG_PEEKED : LEG_UNSEEN;
    const Rect wanted = cell != NULL ? *cell : peeks ? peeked : (Rect){0};
    if (leg->picture != NULL && leg->sight != sight) {
        (void)picture_source_set_visible(leg->picture, sight != LEG_UNSEEN);
        room_media_set_sight(stage->config.media, leg->number, sight);
        leg->sight = sight;
    }
    ApiLegSize size;
    if (leg->state.connected &&
            room_leg_size(leg, wanted.width, wanted.height,
                    peeks ? PEEK_FPS : fps_of(stage, &wanted), &size)) {
        stage->events->leg_size(&size, stage->user_data);
    }
}

static void tell_pages(RoomStage *stage, unsigned view, const Layout *layout)
{
    ApiLayout *told = &stage->layouts[view];
    if ((int64_t)layout->page != told->page || (int64_t)layout->pages != told->pages) {
        told->page = (int64_t)layout->page;
        told->pages = (int64_t)layout->pages;
        stage->events->layout(told, stage->user_data);
    }
}

/*
 * A view that legs have just been sent to counts as watched before the network loop has said that they are there: its
 * sites would be seen by nobody for a moment, lose their pictures, and come back as cards until their key frames.
 */
static bool is_received(const RoomStage *stage, unsigned view, int64_t now_us)
{
    return stage->watching[view] > 0 || now_us < stage->expected_until_us[view];
}

/* With a caption or without. */
static bool is_watched(const RoomStage *stage, unsigned view, int64_t now_us)
{
    bool captioned = false;
    for (unsigned number = API_VIEWS; number < PICTURE_VIEW_SLIDES; number++) {
        captioned = captioned ||
                (caption_plan_text(&stage->captions, number) != NULL &&
                        caption_plan_bare(&stage->captions, number) == view &&
                        is_received(stage, number, now_us));
    }
    return captioned || is_received(stage, view, now_us) ||
            ((stage->recorded || stage->streamed) && stage->recorded_feed == (ApiView)view);
}

static void begin_captions(RoomStage *stage, int64_t now_us)
{
    bool received[CAPTION_PLAN_VIEWS];
    for (unsigned i = 0; i < CAPTION_PLAN_VIEWS; i++) {
        received[i] = is_received(stage, API_VIEWS + i, now_us);
    }
    caption_plan_begin(&stage->captions, received);
}

static ApiView feed_of(const RoomStage *stage, ApiView view)
{
    return view_plan_feed(stage->plan, view, stage->folded);
}

static unsigned with_caption(RoomStage *stage, const RoomLeg *leg, ApiView view, int64_t now_us)
{
    return !stage->folded && leg->caption != NULL && now_us < leg->caption_until_us
            ? caption_plan_wish(&stage->captions, view, leg->caption)
            : (unsigned)view;
}

static ApiView watched_by(const RoomStage *stage, const RoomLeg *leg, bool composed)
{
    const uint64_t seat = id_of_leg(stage, leg->number);
    const bool onlooker = seat == VIEW_PLAN_NOBODY && leg->wanted != API_VIEW_SITES;

    return onlooker ? (ApiView)leg->wanted
                    : view_plan_watched(stage->plan, (ApiRole)leg->state.role, seat, composed);
}

/*
 * Each leg to its view. Who was sent another view's pictures because they were the same must see none that is not:
 * so this is before the views are given what they show now.
 */
static void choose_views(RoomStage *stage, int64_t now_us)
{
    GHashTableIter iter;
    gpointer value = NULL;
    begin_captions(stage, now_us);
    g_hash_table_iter_init(&iter, stage->config.legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        RoomLeg *leg = value;
        const bool composed = !leg->takes_slides && leg->number != stage->presenter;
        const ApiView view = watched_by(stage, leg, composed);
        const unsigned bare = caption_plan_bare(&stage->captions, leg->feed);
        const unsigned feed = with_caption(stage, leg, feed_of(stage, view), now_us);
        if (leg->feed != feed) {
            room_media_set_view(stage->config.media, leg->number, feed,
                    bare != leg->view && !stage->was_folded);
            if (is_watched(stage, bare, now_us)) {
                stage->expected_until_us[feed] = now_us + EXPECTED_US;
            }
            leg->feed = feed;
        }
        leg->view = view;
    }
    stage->was_folded = stage->folded;
}

/* The recording and the live stream are viewers that have no stream of their own for slides. */
static void choose_recorded(RoomStage *stage)
{
    if (stage->recorded || stage->streamed) {
        const ApiView view =
                view_plan_watched(stage->plan, API_ROLE_VIEWER, VIEW_PLAN_NOBODY, true);
        stage->recorded_feed = feed_of(stage, view);
        room_recording_set_view(
                room_media_recording(stage->config.media), (unsigned)stage->recorded_feed);
        room_stream_set_view(
                room_media_stream(stage->config.media), (unsigned)stage->recorded_feed);
    }
}

static gboolean on_timer(gpointer user_data)
{
    RoomStage *stage = user_data;
    stage->timer = 0;
    room_stage_update(stage);
    return G_SOURCE_REMOVE;
}

/* When the next caption ends that is shown now, or would be. */
static int64_t captions_end(const RoomStage *stage, int64_t now_us)
{
    int64_t end_us = INT64_MAX;
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, stage->config.legs);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const RoomLeg *leg = value;
        if (leg->caption != NULL && now_us < leg->caption_until_us) {
            end_us = MIN(end_us, leg->caption_until_us);
        }
    }
    return end_us;
}

static void wait_for_time(RoomStage *stage, int64_t now_us)
{
    g_clear_handle_id(&stage->timer, g_source_remove);
    int64_t due_us = view_plan_due_us(stage->plan);
    if (now_us < stage->called_until_us) {
        due_us = MIN(due_us, stage->called_until_us);
    }
    for (unsigned view = 0; view < PICTURE_VIEWS_MAX; view++) {
        if (now_us < stage->expected_until_us[view]) {
            due_us = MIN(due_us, stage->expected_until_us[view]);
        }
    }
    due_us = MIN(due_us, captions_end(stage, now_us));
    if (due_us != INT64_MAX) {
        const int64_t wait_us = MAX(due_us - now_us, 0);
        stage->timer = g_timeout_add((guint)(wait_us / 1000 + 1), on_timer, stage);
    }
}

/* The same views once more with a text; one that nobody needs holds nothing. */
static void show_captions(const RoomStage *stage)
{
    for (unsigned number = API_VIEWS; number < PICTURE_VIEW_SLIDES; number++) {
        const char *text = caption_plan_text(&stage->captions, number);
        const ApiView view = (ApiView)caption_plan_bare(&stage->captions, number);
        Scene *scene =
                text != NULL ? make_scene(stage, view_plan_layout(stage->plan, view)) : scene_new();
        scene->caption = g_strdup(text);
        room_media_set_scene(stage->config.media, number, scene);
    }
}

/* The slides alone, for whom their own stream is in another codec. @return whether somebody takes them so */
static bool show_slides_alone(const RoomStage *stage)
{
    const Rect all = {.width = stage->config.width_px, .height = stage->config.height_px};
    Scene *scene = scene_new();
    if (stage->slides != NULL) {
        scene->tiles[scene->count] = make_slides_tile(stage, &all);
        g_free(scene->tiles[scene->count].name); /* it is theirs who compose it with others */
        scene->tiles[scene->count++].name = g_strdup("");
    }
    room_media_set_scene(stage->config.media, PICTURE_VIEW_SLIDES, scene);
    return stage->slides != NULL && stage->watching[PICTURE_VIEW_SLIDES] > 0;
}

/* @return whether the slides are to be seen in any view that is watched */
static bool show_views(RoomStage *stage, const Rect **cells, int64_t now_us)
{
    Scene *scenes[API_VIEWS];
    Scene *watched = NULL;
    bool slides = false;
    for (unsigned view = 0; view < API_VIEWS; view++) {
        const Layout *layout = view_plan_layout(stage->plan, (ApiView)view);
        scenes[view] = make_scene(stage, layout);
        if (is_watched(stage, view, now_us)) {
            slides = collect_cells(layout, cells) || slides;
            watched = watched != NULL ? watched : scenes[view];
        }
        if (!is_overruled(stage, view, now_us)) { /* the page comes back with the layout */
            tell_pages(stage, view, layout);
        }
    }
    if (watched != NULL) {
        add_unseen(stage, watched, cells);
    }
    for (unsigned view = 0; view < API_VIEWS; view++) {
        room_media_set_scene(stage->config.media, view, scenes[view]);
    }
    show_captions(stage);
    return show_slides_alone(stage) || slides;
}

void room_stage_update(RoomStage *stage)
{
    const size_t count = seat_list_count(stage->config.seats);
    g_autofree const Rect **cells = g_new0(const Rect *, count + 1);
    const int64_t now_us = g_get_monotonic_time();
    make_plan(stage, now_us);
    choose_views(stage, now_us);
    choose_recorded(stage);
    const bool slides = show_views(stage, cells, now_us);
    for (size_t i = 0; i < count; i++) {
        RoomLeg *leg = leg_of_number(stage, seat_list_at(stage->config.seats, i)->leg);
        if (leg != NULL) {
            show_leg(stage, leg, cells[i]);
        }
    }
    room_media_show_slides(stage->config.media, slides);
    wait_for_time(stage, now_us);
}

void room_stage_peek(RoomStage *stage, int64_t now_us)
{
    const size_t count = seat_list_count(stage->config.seats);
    g_autofree PeekSite *sites = g_new(PeekSite, count + 1);
    size_t legs = 0;
    for (size_t i = 0; i < count; i++) {
        RoomLeg *leg = leg_of_number(stage, seat_list_at(stage->config.seats, i)->leg);
        if (leg != NULL) {
            sites[legs++] = room_leg_peek_site(leg);
        }
    }
    if (peek_round_turn(sites, legs, now_us)) {
        room_stage_update(stage);
    }
}

/* ---- what is set ---- */

ApiLayout room_stage_set_layout(RoomStage *stage, const ApiLayout *layout)
{
    ApiLayout *mine = &stage->layouts[layout->view];
    ApiLayout before = *mine;
    *mine = (ApiLayout){
            .view = layout->view,
            .mode = layout->mode,
            .page = CLAMP(layout->page, 0, SEAT_LIST_MAX),
            .pages = mine->pages,
            .pinned = g_strdup(layout->pinned),
            .rotate_s = layout->rotate_s > 0 ? MIN(layout->rotate_s, ROTATE_S_MAX) : ROTATE_S,
            .site = g_strdup(layout->site),
    };
    g_free(before.pinned);
    g_free(before.site);
    room_stage_update(stage);
    stage->events->layout(mine, stage->user_data);
    return *mine;
}

void room_stage_show(RoomStage *stage, const char *identity, int64_t until_us)
{
    g_free(stage->called);
    stage->called = g_strdup(identity);
    stage->called_until_us = until_us;
    room_stage_update(stage);
}

void room_stage_set_floor(RoomStage *stage, const char *identity)
{
    g_free(stage->floor);
    stage->floor = g_strdup(identity);
    room_stage_update(stage);
}

void room_stage_set_overlay(RoomStage *stage, const ApiOverlay *overlay, const char *title)
{
    stage->overlay = *overlay;
    g_free(stage->title);
    stage->title = g_strdup(title);
    room_stage_update(stage);
}

void room_stage_set_slides(RoomStage *stage, PictureSource *picture, uint32_t presenter)
{
    PictureSource *before = stage->slides;
    stage->slides = picture != NULL ? picture_source_ref(picture) : NULL;
    stage->presenter = presenter;
    picture_source_unref(before);
    room_stage_update(stage);
}

void room_stage_set_speaking(RoomStage *stage, uint32_t leg)
{
    stage->speaking = leg;
    room_stage_update(stage);
}

void room_stage_set_recorded(RoomStage *stage, bool recorded)
{
    stage->recorded = recorded;
    room_stage_update(stage);
}

void room_stage_set_mark(RoomStage *stage, bool marked)
{
    if (stage->marked != marked) {
        stage->marked = marked;
        room_stage_update(stage);
    }
}

void room_stage_set_streamed(RoomStage *stage, bool streamed)
{
    stage->streamed = streamed;
    room_stage_update(stage);
}

void room_stage_set_shed(RoomStage *stage, unsigned tiles_each, bool folded)
{
    stage->tiles_each = tiles_each;
    stage->folded = folded;
    room_stage_update(stage);
}

void room_stage_set_watching(RoomStage *stage, unsigned view, unsigned receivers)
{
    const bool changed = (stage->watching[view] > 0) != (receivers > 0);
    stage->watching[view] = receivers;
    if (receivers > 0) {
        stage->expected_until_us[view] = 0;
    }
    if (changed) {
        room_stage_update(stage);
    }
}

const char *room_stage_floor(const RoomStage *stage)
{
    return stage->floor;
}

ApiOverlay room_stage_overlay(const RoomStage *stage)
{
    return stage->overlay;
}

ApiLayout *room_stage_copy_layouts(const RoomStage *stage)
{
    ApiLayout *layouts = g_new(ApiLayout, API_VIEWS);
    for (size_t i = 0; i < API_VIEWS; i++) {
        layouts[i] = stage->layouts[i];
        layouts[i].pinned = g_strdup(stage->layouts[i].pinned);
        layouts[i].site = g_strdup(stage->layouts[i].site);
    }
    return layouts;
}

/* ---- life ---- */

RoomStage *room_stage_new(
        const RoomStageConfig *config, const RoomStageEvents *events, void *user_data)
{
    static const ApiLayoutMode modes[API_VIEWS] = {
            [API_VIEW_CHAIR] = API_LAYOUT_GRID,
            [API_VIEW_SITES] = API_LAYOUT_GRID,
            [API_VIEW_FLOOR] = API_LAYOUT_CHAIR,
            [API_VIEW_SLIDES] = API_LAYOUT_SLIDES,
            [API_VIEW_OWN_1] = API_LAYOUT_GRID,
            [API_VIEW_OWN_2] = API_LAYOUT_GRID,
            [API_VIEW_OWN_3] = API_LAYOUT_GRID,
            [API_VIEW_OWN_4] = API_LAYOUT_GRID,
    };
    RoomStage *stage = g_new0(RoomStage, 1);
    stage->config = *config;
    stage->events = events;
    stage->user_data = user_data;
    stage->plan = view_plan_new();
    stage->floor = g_strdup("");
    stage->called = g_strdup("");
    for (int view = 0; view < API_VIEWS; view++) {
        stage->layouts[view] = (ApiLayout){
                .view = view, .mode = (int)modes[view], .pages = 1, .rotate_s = ROTATE_S};
    }
    return stage;
}

void room_stage_free(RoomStage *stage)
{
    if (stage == NULL) {
        return;
    }
    g_clear_handle_id(&stage->timer, g_source_remove);
    for (int view = 0; view < API_VIEWS; view++) {
        g_free(stage->layouts[view].pinned);
        g_free(stage->layouts[view].site);
    }
    view_plan_free(stage->plan);
    caption_plan_clear(&stage->captions);
    picture_source_unref(stage->slides);
    g_free(stage->floor);
    g_free(stage->called);
    g_free(stage->title);
    g_free(stage);
}
