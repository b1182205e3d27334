#include "mcu/room/view_plan.h"

enum {
    NOWHERE = -1,
    LARGE_MAX = 2,         /* who has the floor, and who is large meanwhile */
    AUTO_LOOK_US = 100000, /* how often it is looked whether somebody spoke for long enough */
};

/* What a view remembers from one update to the next. */
typedef struct Memory {
    ApiLayoutMode mode;
    size_t page;
    int64_t turned_us; /* ROTATE: how long the page was there, without the time that a site spoke */
    uint64_t shown;    /* AUTO: the site that is full screen, or NOBODY: the chair is */
    int64_t shown_since_us;
    int64_t heard_us; /* when that site spoke last */
} Memory;

struct ViewPlan {
    Layout layouts[API_VIEWS];
    bool slides[API_VIEWS];     /* whether they are on the view */
    bool steady[API_VIEWS];     /* whether neither voice nor time changes what is on it */
    uint64_t large[LARGE_MAX];  /* who watches the view of the floor */
    uint64_t owners[API_VIEWS]; /* of the views that single sites have, or NOBODY */
    int64_t due_us;

    int64_t now_us;
    uint64_t speaking;
    int64_t speaking_since_us;
    uint64_t last_voice;
    uint64_t last_site; /* the last voice that was not the chair's */
    Memory memory[API_VIEWS];
};

/* What is placed on a view. */
typedef struct Picture {
    LayoutMode mode;
    size_t count; /* of places; unused for the grid and the focus, which have all seats */
    size_t places[2];
    int large;
    size_t page;
    size_t page_max;
    uint64_t shown_large; /* who stands out by floor, voice or pin; NOBODY */
    bool slides;
} Picture;

ViewPlan *view_plan_new(void)
{
    ViewPlan *plan = g_new0(ViewPlan, 1);
    for (int view = 0; view < API_VIEWS; view++) {
        plan->layouts[view].pages = 1;
    }
    plan->due_us = INT64_MAX;
    return plan;
}

void view_plan_free(ViewPlan *plan)
{
    g_free(plan);
}

/* ---- who ---- */

static int place_of(const ViewSituation *situation, uint64_t id)
{
    for (size_t i = 0; id != VIEW_PLAN_NOBODY && i < situation->seat_count; i++) {
        if (situation->seats[i].id == id) {
            return (int)i;
        }
    }
    return NOWHERE;
}

static bool is_present(const ViewSituation *situation, int place)
{
    return place != NOWHERE && !situation->seats[place].lost;
}

static bool is_chair(const ViewSituation *situation, int place)
{
    return place != NOWHERE && situation->seats[place].chair;
}

/* The chair, or its card while it is lost. */
static int find_chair(const ViewSituation *situation)
{
    int found = NOWHERE;
    for (size_t i = 0; i < situation->seat_count; i++) {
        if (situation->seats[i].chair && !situation->seats[i].lost) {
            return (int)i;
        }
        if (situation->seats[i].chair && found == NOWHERE) {
            found = (int)i;
        }
    }
    return found;
}

static bool watches_floor(const ViewPlan *plan, uint64_t id)
{
    return id != VIEW_PLAN_NOBODY && (plan->large[0] == id || plan->large[1] == id);
}

/* Nobody sees itself large. @return the place, or NOWHERE */
static int large_on(const ViewPlan *plan, const ViewSituation *situation, ApiView view, int place)
{
    if (place == NOWHERE || (view == API_VIEW_CHAIR && situation->seats[place].chair) ||
            situation->seats[place].id == situation->settings[view].owner ||
            (view == API_VIEW_FLOOR && watches_floor(plan, situation->seats[place].id))) {
        return NOWHERE;
    }
    return place;
}

/* Who speaks, as far as this view may show it large: by the floor, else by the voice, the last one too. */
static int find_talker(
        const ViewPlan *plan, const ViewSituation *situation, ApiView view, bool only_site)
{
    const uint64_t ids[] = {situation->floor, only_site ? plan->last_site : plan->last_voice,
            view == API_VIEW_CHAIR ? plan->last_site : VIEW_PLAN_NOBODY};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const int place = large_on(plan, situation, view, place_of(situation, ids[i]));
        if (is_present(situation, place) && !(only_site && is_chair(situation, place))) {
            return place;
        }
    }
    return NOWHERE;
}

/* ---- what ---- */

static Picture grid(size_t page, size_t page_max)
{
    return (Picture){.mode = LAYOUT_GRID, .page = page, .page_max = page_max};
}

/* The first of these who is there, alone; else the grid. */
static Picture alone(const ViewSituation *situation, int first, int other, size_t page)
{
    const int place = first != NOWHERE ? first : other;
    if (place == NOWHERE) {
        return grid(page, 0);
    }
    return (Picture){
            .mode = LAYOUT_FULL,
            .count = 1,
            .places = {(size_t)place},
            .shown_large = place == first ? situation->seats[place].id : VIEW_PLAN_NOBODY,
    };
}

static Picture side_by_side(
        const ViewPlan *plan, const ViewSituation *situation, ApiView view, size_t page)
{
    const int chair = find_chair(situation);
    const int talker = find_talker(plan, situation, view, true);
    if (chair == NOWHERE || talker == NOWHERE) {
        return alone(situation, talker, large_on(plan, situation, view, chair), page);
    }
    return (Picture){
            .mode = LAYOUT_SPLIT,
            .count = 2,
            .places = {(size_t)chair, (size_t)talker},
            .shown_large = situation->seats[talker].id,
    };
}

static Picture focus(
        const ViewPlan *plan, const ViewSituation *situation, ApiView view, size_t page)
{
    const int talker = find_talker(plan, situation, view, false);
    int other = large_on(plan, situation, view, find_chair(situation));
    for (int i = 0; other == NOWHERE && i < (int)situation->seat_count; i++) {
        other = large_on(plan, situation, view, i);
    }
    return (Picture){
            .mode = LAYOUT_FOCUS,
            .page = page,
            .large = talker != NOWHERE ? talker : other,
            .shown_large = talker != NOWHERE ? situation->seats[talker].id : VIEW_PLAN_NOBODY,
    };
}

static Picture with_slides(const ViewSituation *situation)
{
    const int chair = find_chair(situation);
    return (Picture){
            .mode = LAYOUT_CORNER,
            .count = chair != NOWHERE ? 2 : 1,
            .places = {VIEW_PLAN_SLIDES, (size_t)MAX(chair, 0)},
            .slides = true,
    };
}

/* ---- what changes with the time ---- */

static void follow_voice(ViewPlan *plan, const ViewSituation *situation, int64_t now_us)
{
    const int place = place_of(situation, situation->speaking);
    if (plan->speaking != situation->speaking) {
        plan->speaking_since_us = now_us;
        plan->speaking = situation->speaking;
    }
    if (place != NOWHERE) {
        plan->last_voice = situation->speaking;
        plan->last_site = is_chair(situation, place) ? plan->last_site : situation->speaking;
    }
}

static void show(Memory *memory, uint64_t id, int64_t now_us)
{
    memory->shown = id;
    memory->shown_since_us = memory->heard_us = now_us;
}

static void follow_automatically(
        const ViewPlan *plan, const ViewSituation *situation, Memory *memory, int64_t now_us)
{
    const int voice = place_of(situation, plan->speaking);
    const uint64_t wanted =
            is_chair(situation, voice) || voice == NOWHERE ? VIEW_PLAN_NOBODY : plan->speaking;
    if (!is_present(situation, place_of(situation, memory->shown))) {
        memory->shown = VIEW_PLAN_NOBODY;
    }
    if (wanted == memory->shown && voice != NOWHERE) {
        memory->heard_us = now_us;
    }
    if (wanted == memory->shown || now_us - memory->shown_since_us < VIEW_PLAN_HOLD_US) {
        return;
    }
    if (voice != NOWHERE && now_us - plan->speaking_since_us > VIEW_PLAN_VOICE_US) {
        show(memory, wanted, now_us);
    } else if (voice == NOWHERE && now_us - memory->heard_us >= VIEW_PLAN_HOLD_US) {
        show(memory, VIEW_PLAN_NOBODY, now_us);
    }
}

static Picture automatic(
        ViewPlan *plan, const ViewSituation *situation, ApiView view, int64_t now_us)
{
    Memory *memory = &plan->memory[view];
    follow_automatically(plan, situation, memory, now_us);
    if (memory->shown != VIEW_PLAN_NOBODY || place_of(situation, plan->speaking) != NOWHERE) {
        plan->due_us = MIN(plan->due_us, now_us + AUTO_LOOK_US);
    }
    const int shown = large_on(plan, situation, view, place_of(situation, memory->shown));
    const int chair = large_on(plan, situation, view, find_chair(situation));
    if (shown == NOWHERE && chair == NOWHERE) {
        return alone(situation, find_talker(plan, situation, view, false), NOWHERE,
                situation->settings[view].page);
    }
    return alone(situation, shown, chair, situation->settings[view].page);
}

/* @param passed_us  since the last update, but for the time that a site spoke */
static Picture rotating(ViewPlan *plan, const ViewSituation *situation, ApiView view,
        int64_t passed_us, int64_t now_us)
{
    const ViewSetting *setting = &situation->settings[view];
    const size_t pages =
            MAX((situation->seat_count + VIEW_PLAN_ROTATE_TILES - 1) / VIEW_PLAN_ROTATE_TILES, 1);
    Memory *memory = &plan->memory[view];
    const int voice = place_of(situation, plan->speaking);
    const bool waits = voice != NOWHERE && !is_chair(situation, voice);
    size_t page = setting->page;
    memory->turned_us += passed_us;
    if (page != memory->page || pages == 1) {
        memory->turned_us = 0; /* it was turned by hand */
    } else if (memory->turned_us >= setting->rotate_us) {
        memory->turned_us = 0;
        page = (page + 1) % pages;
    }
    if (!waits && pages > 1) {
        plan->due_us = MIN(plan->due_us, now_us + setting->rotate_us - memory->turned_us);
    }
    return grid(page, VIEW_PLAN_ROTATE_TILES);
}

/* ---- the views ---- */

static Picture choose(ViewPlan *plan, const ViewSituation *situation, ApiView view,
        int64_t passed_us, int64_t now_us)
{
    const ViewSetting *setting = &situation->settings[view];
    const size_t page = setting->page;
    const int chair = large_on(plan, situation, view, find_chair(situation));
    switch (setting->mode) {
    case API_LAYOUT_GRID:
        break;
    case API_LAYOUT_ROTATE:
        return rotating(plan, situation, view, passed_us, now_us);
    case API_LAYOUT_FOCUS:
        return focus(plan, situation, view, page);
    case API_LAYOUT_SPEAKER:
        return alone(situation, find_talker(plan, situation, view, false), chair, page);
    case API_LAYOUT_CHAIR:
        return alone(situation, NOWHERE, chair, page);
    case API_LAYOUT_SPLIT:
        return side_by_side(plan, situation, view, page);
    case API_LAYOUT_SLIDES:
        if (situation->slides) {
            return with_slides(situation);
        }
        if (view != API_VIEW_SLIDES) { /* which nobody watches meanwhile */
            return automatic(plan, situation, view, now_us);
        }
        break;
    case API_LAYOUT_AUTO:
        return automatic(plan, situation, view, now_us);
    case API_LAYOUT_PIN:
        return alone(situation,
                large_on(plan, situation, view, place_of(situation, setting->pinned)), chair, page);
    }
    return grid(page, 0);
}

static Layout place(const ViewSituation *situation, const Picture *picture)
{
    const bool all = picture->mode == LAYOUT_GRID || picture->mode == LAYOUT_FOCUS;
    Layout layout = layout_make(&(LayoutRequest){
            .mode = picture->mode,
            .width_px = situation->width_px,
            .height_px = situation->height_px,
            .seats = all ? situation->seat_count : picture->count,
            .page = picture->page,
            .page_max = picture->page_max,
            .large = picture->large,
    });
    for (size_t i = 0; !all && i < layout.count; i++) {
        layout.tiles[i].seat = picture->places[i];
    }
    return layout;
}

static Picture plan_view(ViewPlan *plan, const ViewSituation *situation, ApiView view,
        int64_t passed_us, int64_t now_us)
{
    Memory *memory = &plan->memory[view];
    const bool anew = memory->mode != situation->settings[view].mode;
    if (anew) {
        *memory = (Memory){.mode = situation->settings[view].mode,
                .page = situation->settings[view].page,
                .shown_since_us = now_us - VIEW_PLAN_HOLD_US};
    }
    const Picture picture = choose(plan, situation, view, anew ? 0 : passed_us, now_us);
    plan->layouts[view] = place(situation, &picture);
    plan->slides[view] = picture.slides;
    plan->steady[view] = memory->mode == API_LAYOUT_GRID || memory->mode == API_LAYOUT_PIN;
    memory->page = plan->layouts[view].page;
    return picture;
}

/* The chair has a view of its own. */
static uint64_t site_or_nobody(const ViewSituation *situation, uint64_t id)
{
    return is_chair(situation, place_of(situation, id)) ? VIEW_PLAN_NOBODY : id;
}

void view_plan_update(ViewPlan *plan, const ViewSituation *situation, int64_t now_us)
{
    const int before = place_of(situation, plan->speaking);
    const bool site_spoke = before != NOWHERE && !is_chair(situation, before);
    const int64_t passed_us = site_spoke || plan->now_us == 0 ? 0 : now_us - plan->now_us;
    follow_voice(plan, situation, now_us);
    plan->now_us = now_us;
    plan->due_us = INT64_MAX;

    const Picture sites = plan_view(plan, situation, API_VIEW_SITES, passed_us, now_us);
    plan->large[0] = site_or_nobody(situation, situation->floor);
    plan->large[1] = site_or_nobody(situation, sites.shown_large);
    plan_view(plan, situation, API_VIEW_CHAIR, passed_us, now_us);
    plan_view(plan, situation, API_VIEW_FLOOR, passed_us, now_us);
    plan_view(plan, situation, API_VIEW_SLIDES, passed_us, now_us);
    for (ApiView view = API_VIEW_OWN_1; view < API_VIEWS; view++) {
        plan->owners[view] = situation->settings[view].owner;
        if (plan->owners[view] != VIEW_PLAN_NOBODY) {
            plan_view(plan, situation, view, passed_us, now_us);
        } else {
            plan->layouts[view] = (Layout){.pages = 1}; /* its places mean nothing any more */
            plan->slides[view] = plan->steady[view] = false;
        }
    }
}

int64_t view_plan_due_us(const ViewPlan *plan)
{
    return plan->due_us;
}

const Layout *view_plan_layout(const ViewPlan *plan, ApiView view)
{
    return &plan->layouts[view];
}

static bool same_tiles(const Layout *one, const Layout *other)
{
    bool same = one->count == other->count;
    for (size_t i = 0; same && i < one->count; i++) {
        same = one->tiles[i].seat == other->tiles[i].seat &&
                rect_equal(one->tiles[i].cell, other->tiles[i].cell);
    }
    return same;
}

ApiView view_plan_feed(const ViewPlan *plan, ApiView view, bool folded)
{
    if (folded && view != API_VIEW_SLIDES) {
        return API_VIEW_SITES;
    }
    const bool same = plan->steady[view] && plan->steady[API_VIEW_SITES] &&
            same_tiles(&plan->layouts[view], &plan->layouts[API_VIEW_SITES]);
    return same ? API_VIEW_SITES : view;
}

static ApiView own_view(const ViewPlan *plan, uint64_t seat)
{
    for (ApiView view = API_VIEW_OWN_1; seat != VIEW_PLAN_NOBODY && view < API_VIEWS; view++) {
        if (plan->owners[view] == seat) {
            return view;
        }
    }
    return API_VIEWS;
}

ApiView view_plan_watched(const ViewPlan *plan, ApiRole role, uint64_t seat, bool composed)
{
    ApiView view = own_view(plan, seat);
    if (view < API_VIEWS) {
        /* Whatever it is otherwise: somebody at the centre has chosen so. */
    } else if (role == API_ROLE_CHAIR) {
        view = API_VIEW_CHAIR;
    } else if (watches_floor(plan, seat)) {
        view = API_VIEW_FLOOR;
    } else {
        view = API_VIEW_SITES;
    }
    return composed && plan->slides[API_VIEW_SLIDES] && !plan->slides[view] ? API_VIEW_SLIDES
                                                                            : view;
}
