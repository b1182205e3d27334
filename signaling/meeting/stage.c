#include "signaling/meeting/stage.h"

G_DEFINE_QUARK(stage - error - quark, stage_error)

struct Stage {
    const Meeting *meeting;
    const StageEvents *events;
    void *user_data;
    ApiLayout layouts
            [API_VIEWS]; /* each owns `pinned` and `site`, never NULL; not that of the slides */
    char *floor;         /* never NULL, as the next two */
    char *presenter;
    char *told_leg;             /* the leg of the presenter that the media server knows of */
    uint64_t presenter_session; /* 0 while it is not known */
    ApiOverlay overlay;
};

static void replace(char **text, const char *by)
{
    char *copy = g_strdup(by != NULL ? by : "");
    g_free(*text);
    *text = copy;
}

/* Events; every one of them may be left out. */

static void say(const Stage *stage, void (*event)(void *user_data))
{
    if (event != NULL) {
        event(stage->user_data);
    }
}

static void tell_text(
        const Stage *stage, void (*event)(const char *text, void *user_data), const char *text)
{
    if (event != NULL) {
        event(text, stage->user_data);
    }
}

static void tell_layout(const Stage *stage, const ApiLayout *layout)
{
    if (stage->events->tell_layout != NULL) {
        stage->events->tell_layout(layout, stage->user_data);
    }
}

static void tell_overlay(const Stage *stage)
{
    if (stage->events->tell_overlay != NULL) {
        stage->events->tell_overlay(&stage->overlay, stage->user_data);
    }
}

Stage *stage_new(const StageConfig *config, const Meeting *meeting, const StageEvents *events,
        void *user_data)
{
    Stage *stage = g_new0(Stage, 1);

    stage->meeting = meeting;
    stage->events = events;
    stage->user_data = user_data;
    for (int view = 0; view < API_VIEWS; view++) {
        stage->layouts[view] = (ApiLayout){
                .view = view,
                .mode = view < STAGE_VIEWS ? (int)config->modes[view] : API_LAYOUT_GRID,
                .pages = 1,
                .pinned = g_strdup(""),
                .rotate_s = config->rotate_s,
                .site = g_strdup(""),
        };
    }
    stage->floor = g_strdup("");
    stage->presenter = g_strdup("");
    stage->told_leg = g_strdup("");
    stage->overlay = (ApiOverlay){.title = config->title, .clock = config->clock};
    return stage;
}

void stage_free(Stage *stage)
{
    if (stage != NULL) {
        for (int view = 0; view < API_VIEWS; view++) {
            g_free(stage->layouts[view].pinned);
            g_free(stage->layouts[view].site);
        }
        g_free(stage->floor);
        g_free(stage->presenter);
        g_free(stage->told_leg);
        g_free(stage);
    }
}

/* Whether somebody is here, or its seat is held, who has a picture to show. */
static bool has_picture(const Stage *stage, const char *identity)
{
    const Participant *participant = meeting_find(stage->meeting, identity);
    return participant != NULL && permission_allows(participant->role, PERMISSION_PUBLISH);
}

/* Layouts. */

static bool is_same(const ApiLayout *a, const ApiLayout *b)
{
    return a->mode == b->mode && a->page == b->page && a->pages == b->pages &&
            a->rotate_s == b->rotate_s && g_strcmp0(a->pinned, b->pinned) == 0;
}

/* The numbers and the texts; the kept layout's own texts are let go. */
static void keep_layout(Stage *stage, const ApiLayout *layout)
{
    ApiLayout *kept = &stage->layouts[layout->view];
    char *pinned = kept->pinned;
    char *site = kept->site;

    replace(&pinned, layout->pinned);
    replace(&site, layout->site);
    *kept = *layout;
    kept->pinned = pinned;
    kept->site = site;
}

static void set_layout(Stage *stage, const ApiLayout *layout)
{
    const ApiLayout *kept = &stage->layouts[layout->view];
    ApiLayout next = *layout;

    if (next.rotate_s == 0) {
        next.rotate_s = kept->rotate_s;
    }
    if (next.mode != API_LAYOUT_PIN) {
        next.pinned = NULL;
    }
    next.pages = MAX(kept->pages, next.page + 1); /* until it is known */
    keep_layout(stage, &next);
    tell_layout(stage, &stage->layouts[layout->view]);
}

void stage_set_layout(Stage *stage, const ApiLayout *layout)
{
    g_assert(layout->view >= 0 && layout->view < STAGE_VIEWS);
    set_layout(stage, layout);
    say(stage, stage->events->layouts);
}

void stage_note_layout(Stage *stage, const ApiLayout *layout)
{
    if (layout->view < STAGE_VIEWS && !is_same(&stage->layouts[layout->view], layout)) {
        keep_layout(stage, layout);
        say(stage, stage->events->layouts);
    }
}

/* The floor. */

static void give_floor(Stage *stage, const char *identity)
{
    if (!g_str_equal(stage->floor, identity)) {
        replace(&stage->floor, identity);
        tell_text(stage, stage->events->tell_floor, stage->floor);
        say(stage, stage->events->floor);
    }
}

bool stage_set_floor(Stage *stage, const char *identity, GError **error)
{
    if (identity[0] != '\0' && !has_picture(stage, identity)) {
        g_set_error(error, STAGE_ERROR, STAGE_ERROR_NOBODY,
                "floor.site must be the id of a site that is here, or empty");
        return false;
    }
    give_floor(stage, identity);
    return true;
}

/* Overlays. */

void stage_set_overlay(Stage *stage, bool title, bool clock)
{
    if (stage->overlay.title != title || stage->overlay.clock != clock) {
        stage->overlay.title = title;
        stage->overlay.clock = clock;
        tell_overlay(stage);
        say(stage, stage->events->overlay);
    }
}

/* What was ordered. */

static bool is_as_ordered(const ApiLayout *layout, const PictureOrder *order)
{
    return layout->mode == (int)order->mode && g_str_equal(layout->site, order->site) &&
            (order->rotate_s == 0 || layout->rotate_s == order->rotate_s) &&
            (order->mode != API_LAYOUT_PIN || g_str_equal(layout->pinned, order->pinned));
}

static ApiLayout ordered(int view, const PictureOrder *order)
{
    return (ApiLayout){
            .view = view,
            .mode = (int)order->mode,
            .page = order->page,
            .pinned = (char *)order->pinned,
            .rotate_s = order->rotate_s,
            .site = (char *)order->site,
    };
}

static bool has_order(const PictureOrders *orders, const char *site)
{
    for (size_t i = 0; i < picture_orders_sites(orders); i++) {
        if (g_str_equal(picture_orders_nth_site(orders, i).site, site)) {
            return true;
        }
    }
    return false;
}

/* The view that a site has, or the first free one. There are as many as there may be orders. */
static int own_view(const Stage *stage, const char *site)
{
    int free_view = API_VIEWS;

    for (int view = API_VIEWS - 1; view >= API_VIEW_OWN_1; view--) {
        if (g_str_equal(stage->layouts[view].site, site)) {
            return view;
        }
        if (stage->layouts[view].site[0] == '\0') {
            free_view = view;
        }
    }
    return free_view;
}

static void follow_sites(Stage *stage, const PictureOrders *orders)
{
    for (int view = API_VIEW_OWN_1; view < API_VIEWS; view++) {
        const char *site = stage->layouts[view].site;
        if (site[0] != '\0' && !has_order(orders, site)) {
            set_layout(stage, &(ApiLayout){.view = view, .mode = API_LAYOUT_GRID});
        }
    }
    for (size_t i = 0; i < picture_orders_sites(orders); i++) {
        const PictureOrder order = picture_orders_nth_site(orders, i);
        const int view = own_view(stage, order.site);
        g_assert(view < API_VIEWS);
        if (!is_as_ordered(&stage->layouts[view], &order)) {
            const ApiLayout layout = ordered(view, &order);
            set_layout(stage, &layout);
        }
    }
}

void stage_follow_view(Stage *stage, const PictureOrders *orders, ApiView view)
{
    PictureOrder order;

    if (picture_orders_view(orders, view, &order)) {
        const ApiLayout layout = ordered((int)view, &order);
        stage_set_layout(stage, &layout);
    }
}

static bool switched(PictureSwitch ordered_so, bool was)
{
    return ordered_so == PICTURE_SWITCH_AS_IT_WAS ? was : ordered_so == PICTURE_SWITCH_ON;
}

void stage_follow(Stage *stage, const PictureOrders *orders)
{
    const PictureOrder overlay = picture_orders_overlay(orders);

    for (int view = 0; view < STAGE_VIEWS; view++) {
        PictureOrder order;
        if (picture_orders_view(orders, (ApiView)view, &order) &&
                !is_as_ordered(&stage->layouts[view], &order)) {
            stage_follow_view(stage, orders, (ApiView)view);
        }
    }
    follow_sites(stage, orders);
    stage_set_overlay(stage, switched(overlay.title, stage->overlay.title),
            switched(overlay.clock, stage->overlay.clock));
}

/* Slides. */

static bool is_presenter(const Stage *stage, const char *identity)
{
    return stage->presenter[0] != '\0' && g_str_equal(stage->presenter, identity);
}

static void end_share(Stage *stage)
{
    replace(&stage->presenter, NULL);
    replace(&stage->told_leg, NULL);
    stage->presenter_session = 0;
    tell_text(stage, stage->events->tell_slides, "");
    say(stage, stage->events->share);
}

/* A presenter without a leg is told as soon as it has one. */
static void tell_slides(Stage *stage, const char *leg)
{
    if (leg != NULL && !g_str_equal(stage->told_leg, leg)) {
        replace(&stage->told_leg, leg);
        tell_text(stage, stage->events->tell_slides, leg);
    }
}

static bool begin_share(Stage *stage, const Participant *participant, GError **error)
{
    if (participant == NULL ||
            (participant->state != PARTICIPANT_CONNECTED &&
                    participant->state != PARTICIPANT_CONNECTING)) {
        g_set_error(
                error, STAGE_ERROR, STAGE_ERROR_MEDIA, "share: there is no media to show it with");
        return false;
    }
    if (!is_presenter(stage, participant->identity)) {
        replace(&stage->presenter, participant->identity);
        replace(&stage->told_leg, NULL);
    }
    stage->presenter_session = participant->session;
    tell_slides(stage, participant->leg);
    say(stage, stage->events->share);
    return true;
}

bool stage_share(Stage *stage, const char *identity, bool on, bool preempt, GError **error)
{
    const bool anothers = stage->presenter[0] != '\0' && !is_presenter(stage, identity);

    if (on && anothers && !preempt) {
        g_set_error(
                error, STAGE_ERROR, STAGE_ERROR_BUSY, "share: %s shows slides", stage->presenter);
        return false;
    }
    if (on) {
        return begin_share(stage, meeting_find(stage->meeting, identity), error);
    }
    if (is_presenter(stage, identity) || (anothers && preempt)) {
        end_share(stage);
    }
    return true;
}

/* What is shared is a page's own: with another page it is gone. A page that resumes is the same one. */
static bool has_another_page(const Stage *stage, const Participant *participant)
{
    return participant->session != 0 && participant->session != stage->presenter_session &&
            participant->state != PARTICIPANT_CONNECTED;
}

void stage_participant_changed(Stage *stage, const Participant *participant)
{
    if (!is_presenter(stage, participant->identity)) {
        return;
    }
    if (participant->state == PARTICIPANT_LOST || participant->state == PARTICIPANT_NONE ||
            has_another_page(stage, participant)) {
        end_share(stage);
        return;
    }
    if (participant->session != 0) {
        stage->presenter_session = participant->session;
    }
    tell_slides(stage, participant->leg);
}

void stage_participant_gone(Stage *stage, const char *identity)
{
    if (is_presenter(stage, identity)) {
        end_share(stage);
    }
    if (g_str_equal(stage->floor, identity)) {
        give_floor(stage, "");
    }
}

void stage_slides_refused(Stage *stage, const char *leg)
{
    if (stage->presenter[0] != '\0' && g_str_equal(stage->told_leg, leg)) {
        end_share(stage);
    }
}

/* All of it. */

void stage_tell_all(Stage *stage)
{
    for (int view = 0; view < API_VIEWS; view++) {
        if (view < STAGE_VIEWS || stage->layouts[view].site[0] != '\0') {
            tell_layout(stage, &stage->layouts[view]);
        }
    }
    tell_overlay(stage);
    if (stage->floor[0] != '\0') {
        tell_text(stage, stage->events->tell_floor, stage->floor);
    }
    replace(&stage->told_leg, NULL);
    const Participant *presenter = meeting_find(stage->meeting, stage->presenter);
    if (presenter != NULL) {
        tell_slides(stage, presenter->leg);
    }
}

void stage_adopt(Stage *stage, const ApiRoomDescription *description)
{
    for (size_t i = 0; i < description->n_layouts; i++) {
        if (description->layouts[i].view != API_VIEW_SLIDES) {
            keep_layout(stage, &description->layouts[i]);
        }
    }
    stage->overlay = (ApiOverlay){
            .title = description->overlay_title,
            .clock = description->overlay_clock,
            .recording = description->overlay_recording,
    };
    replace(&stage->floor, description->floor);
    const Participant *presenter = description->slides[0] != '\0'
            ? meeting_find_leg(stage->meeting, description->slides)
            : NULL;
    if (presenter != NULL) {
        replace(&stage->presenter, presenter->identity);
        replace(&stage->told_leg, description->slides);
        stage->presenter_session = presenter->session;
    }
}

const ApiLayout *stage_layout(const Stage *stage, ApiView view)
{
    g_assert((int)view < STAGE_VIEWS);
    return &stage->layouts[view];
}

const char *stage_floor(const Stage *stage)
{
    return stage->floor;
}

const char *stage_presenter(const Stage *stage)
{
    return stage->presenter;
}

ApiOverlay stage_overlay(const Stage *stage)
{
    return stage->overlay;
}
