#include "mcu/room/view_plan.h"

#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, SEATS_MAX = 40 };

#define S INT64_C(1000000)

/* A meeting whose seats are 1, the chair, and 2, 3, …, the sites. */
typedef struct Hall {
    ViewPlan *plan;
    ViewSeat seats[SEATS_MAX];
    ViewSituation situation;
    int64_t now_us;
} Hall;

static void hall_init(Hall *hall, size_t seats)
{
    *hall = (Hall){.plan = view_plan_new(), .now_us = 1000 * (int64_t)S};
    hall->situation = (ViewSituation){
            .width_px = WIDTH, .height_px = HEIGHT, .seats = hall->seats, .seat_count = seats};
    for (size_t i = 0; i < seats; i++) {
        hall->seats[i] = (ViewSeat){.id = i + 1, .chair = i == 0};
    }
    hall->situation.settings[API_VIEW_FLOOR].mode = API_LAYOUT_CHAIR;
    hall->situation.settings[API_VIEW_SLIDES].mode = API_LAYOUT_SLIDES;
    for (int view = 0; view < API_VIEWS; view++) {
        hall->situation.settings[view].rotate_us = 15 * (int64_t)S;
    }
}

static void hall_clear(Hall *hall)
{
    view_plan_free(hall->plan);
}

/* Time passes, with updates when the plan asks for them, as the room does it. */
static void pass(Hall *hall, int64_t us)
{
    const int64_t until_us = hall->now_us + us;
    view_plan_update(hall->plan, &hall->situation, hall->now_us);
    while (view_plan_due_us(hall->plan) <= until_us) {
        g_assert_cmpint(view_plan_due_us(hall->plan), >, hall->now_us);
        hall->now_us = view_plan_due_us(hall->plan);
        view_plan_update(hall->plan, &hall->situation, hall->now_us);
        for (int view = 0; view < API_VIEWS; view++) {
            hall->situation.settings[view].page = view_plan_layout(hall->plan, (ApiView)view)->page;
        }
    }
    hall->now_us = until_us;
}

static void speak(Hall *hall, uint64_t id, int64_t us)
{
    hall->situation.speaking = id;
    pass(hall, us);
}

/* A view in words: the ids of its tiles, the largest first; "s" are the slides. */
static char *picture(const Hall *hall, ApiView view)
{
    const Layout *layout = view_plan_layout(hall->plan, view);
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < layout->count; i++) {
        const size_t seat = layout->tiles[i].seat;
        if (seat == VIEW_PLAN_SLIDES) {
            g_string_append(text, "s ");
        } else {
            g_assert_cmpuint(seat, <, hall->situation.seat_count);
            g_string_append_printf(text, "%u ", (unsigned)hall->seats[seat].id);
        }
    }
    g_string_append_printf(text, "/ %d", layout->count > 0 ? layout->tiles[0].cell.width : 0);
    return g_string_free(text, FALSE);
}

static void test_who_is_where(void)
{
    static const struct {
        const char *why;
        ApiView view;
        ApiLayoutMode mode;
        size_t seats;
        uint64_t lost, speaking, floor, pinned;
        bool slides;
        const char *picture;
    } cases[] = {
            {"a grid", API_VIEW_SITES, API_LAYOUT_GRID, 3, 0, 0, 0, 0, false, "1 2 3 / 640"},
            {"nobody at all", API_VIEW_SITES, API_LAYOUT_GRID, 0, 0, 0, 0, 0, false, "/ 0"},
            {"nobody at all, full", API_VIEW_SITES, API_LAYOUT_CHAIR, 0, 0, 0, 0, 0, false, "/ 0"},
            {"the chair", API_VIEW_SITES, API_LAYOUT_CHAIR, 4, 0, 3, 3, 0, false, "1 / 1280"},
            {"the chair's card while it is lost", API_VIEW_SITES, API_LAYOUT_CHAIR, 4, 1, 3, 0, 0,
                    false, "1 / 1280"},
            {"not itself", API_VIEW_CHAIR, API_LAYOUT_CHAIR, 3, 0, 0, 0, 0, false, "1 2 3 / 640"},
            {"to the floor", API_VIEW_FLOOR, API_LAYOUT_CHAIR, 3, 0, 2, 2, 0, false, "1 / 1280"},
            {"the voice", API_VIEW_SITES, API_LAYOUT_SPEAKER, 3, 0, 2, 0, 0, false, "2 / 1280"},
            {"the floor before the voice", API_VIEW_SITES, API_LAYOUT_SPEAKER, 3, 0, 2, 3, 0, false,
                    "3 / 1280"},
            {"who has the floor is lost", API_VIEW_SITES, API_LAYOUT_SPEAKER, 3, 3, 2, 3, 0, false,
                    "2 / 1280"},
            {"nobody spoke yet", API_VIEW_SITES, API_LAYOUT_SPEAKER, 3, 0, 0, 0, 0, false,
                    "1 / 1280"},
            {"the chair speaks", API_VIEW_SITES, API_LAYOUT_SPEAKER, 3, 0, 1, 0, 0, false,
                    "1 / 1280"},
            {"to the chair, which speaks", API_VIEW_CHAIR, API_LAYOUT_SPEAKER, 3, 0, 1, 0, 0, false,
                    "1 2 3 / 640"},
            {"to the one who speaks", API_VIEW_FLOOR, API_LAYOUT_SPEAKER, 3, 0, 2, 2, 0, false,
                    "1 / 1280"},
            {"both", API_VIEW_SITES, API_LAYOUT_SPLIT, 3, 0, 3, 0, 0, false, "1 3 / 640"},
            {"both, on the chair's too", API_VIEW_CHAIR, API_LAYOUT_SPLIT, 3, 0, 3, 0, 0, false,
                    "1 3 / 640"},
            {"both, by the floor", API_VIEW_SITES, API_LAYOUT_SPLIT, 3, 0, 1, 2, 0, false,
                    "1 2 / 640"},
            {"both, with nobody beside", API_VIEW_SITES, API_LAYOUT_SPLIT, 3, 0, 1, 0, 0, false,
                    "1 / 1280"},
            {"both, to one of them", API_VIEW_FLOOR, API_LAYOUT_SPLIT, 3, 0, 2, 2, 0, false,
                    "1 / 1280"},
            {"one large", API_VIEW_SITES, API_LAYOUT_FOCUS, 3, 0, 2, 0, 0, false, "2 1 3 / 960"},
            {"one large, by the floor", API_VIEW_SITES, API_LAYOUT_FOCUS, 3, 0, 2, 3, 0, false,
                    "3 1 2 / 960"},
            {"one large, nobody spoke", API_VIEW_SITES, API_LAYOUT_FOCUS, 3, 0, 0, 0, 0, false,
                    "1 2 3 / 960"},
            {"one large, to the chair, which speaks", API_VIEW_CHAIR, API_LAYOUT_FOCUS, 3, 0, 1, 0,
                    0, false, "2 1 3 / 960"},
            {"pinned", API_VIEW_SITES, API_LAYOUT_PIN, 4, 0, 2, 3, 4, false, "4 / 1280"},
            {"pinned and lost: its card", API_VIEW_SITES, API_LAYOUT_PIN, 4, 4, 2, 3, 4, false,
                    "4 / 1280"},
            {"pinned and gone", API_VIEW_SITES, API_LAYOUT_PIN, 4, 0, 2, 3, 77, false, "1 / 1280"},
            {"pinned to itself", API_VIEW_CHAIR, API_LAYOUT_PIN, 3, 0, 0, 0, 1, false,
                    "1 2 3 / 640"},
            {"slides", API_VIEW_SITES, API_LAYOUT_SLIDES, 3, 0, 2, 0, 0, true, "s 1 / 1060"},
            {"no slides", API_VIEW_SITES, API_LAYOUT_SLIDES, 3, 0, 0, 0, 0, false, "1 / 1280"},
            {"slides for who cannot take them", API_VIEW_SLIDES, API_LAYOUT_SLIDES, 3, 0, 2, 0, 0,
                    true, "s 1 / 1060"},
            {"slides without anybody", API_VIEW_SLIDES, API_LAYOUT_SLIDES, 0, 0, 0, 0, 0, true,
                    "s / 1280"},
            {"slides do not change another layout", API_VIEW_SITES, API_LAYOUT_GRID, 2, 0, 0, 0, 0,
                    true, "1 2 / 640"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        Hall hall;
        hall_init(&hall, cases[i].seats);
        hall.situation.settings[cases[i].view].mode = cases[i].mode;
        hall.situation.settings[cases[i].view].pinned = cases[i].pinned;
        hall.situation.floor = cases[i].floor;
        hall.situation.slides = cases[i].slides;
        if (cases[i].lost > 0) {
            hall.seats[cases[i].lost - 1].lost = true;
        }
        speak(&hall, cases[i].speaking, 0);
        g_autofree char *got = picture(&hall, cases[i].view);
        g_assert_cmpstr(got, ==, cases[i].picture);
        hall_clear(&hall);
    }
}

static void test_no_chair(void)
{
    static const struct {
        ApiLayoutMode mode;
        uint64_t speaking;
        const char *picture;
    } cases[] = {
            {API_LAYOUT_CHAIR, 0, "1 2 3 / 640"},
            {API_LAYOUT_SPEAKER, 0, "1 2 3 / 640"},
            {API_LAYOUT_SPEAKER, 3, "3 / 1280"},
            {API_LAYOUT_SPLIT, 0, "1 2 3 / 640"},
            {API_LAYOUT_SPLIT, 3, "3 / 1280"},
            {API_LAYOUT_AUTO, 0, "1 2 3 / 640"},
            {API_LAYOUT_PIN, 0, "1 2 3 / 640"},
            {API_LAYOUT_FOCUS, 0, "1 2 3 / 960"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", api_layout_mode_word(cases[i].mode));
        Hall hall;
        hall_init(&hall, 3);
        hall.seats[0].chair = false;
        hall.situation.settings[API_VIEW_SITES].mode = cases[i].mode;
        speak(&hall, cases[i].speaking, 0);
        g_autofree char *got = picture(&hall, API_VIEW_SITES);
        g_assert_cmpstr(got, ==, cases[i].picture);
        hall_clear(&hall);
    }
}

static void test_who_watches_what(void)
{
    static const struct {
        const char *why;
        ApiLayoutMode sites;
        uint64_t speaking, floor;
        bool slides;
        ApiRole role;
        uint64_t seat;
        bool composed;
        ApiView view;
    } cases[] = {
            {"the chair", API_LAYOUT_GRID, 0, 0, false, API_ROLE_CHAIR, 1, true, API_VIEW_CHAIR},
            {"a site", API_LAYOUT_GRID, 0, 0, false, API_ROLE_SITE, 2, true, API_VIEW_SITES},
            {"a viewer", API_LAYOUT_GRID, 0, 0, false, API_ROLE_VIEWER, 0, false, API_VIEW_SITES},
            {"who speaks, in a grid", API_LAYOUT_GRID, 2, 0, false, API_ROLE_SITE, 2, false,
                    API_VIEW_SITES},
            {"who has the floor", API_LAYOUT_GRID, 0, 2, false, API_ROLE_SITE, 2, false,
                    API_VIEW_FLOOR},
            {"who is full screen", API_LAYOUT_SPEAKER, 2, 0, false, API_ROLE_SITE, 2, false,
                    API_VIEW_FLOOR},
            {"who is large", API_LAYOUT_FOCUS, 2, 0, false, API_ROLE_SITE, 2, false,
                    API_VIEW_FLOOR},
            {"who is beside the chair", API_LAYOUT_SPLIT, 2, 0, false, API_ROLE_SITE, 2, false,
                    API_VIEW_FLOOR},
            {"the others", API_LAYOUT_SPEAKER, 2, 0, false, API_ROLE_SITE, 3, false,
                    API_VIEW_SITES},
            {"the chair speaks", API_LAYOUT_SPEAKER, 1, 0, false, API_ROLE_CHAIR, 1, false,
                    API_VIEW_CHAIR},
            {"takes the slides", API_LAYOUT_GRID, 0, 0, true, API_ROLE_SITE, 2, false,
                    API_VIEW_SITES},
            {"cannot take them", API_LAYOUT_GRID, 0, 0, true, API_ROLE_SITE, 2, true,
                    API_VIEW_SLIDES},
            {"nor can the chair", API_LAYOUT_GRID, 0, 0, true, API_ROLE_CHAIR, 1, true,
                    API_VIEW_SLIDES},
            {"sees them already", API_LAYOUT_SLIDES, 0, 0, true, API_ROLE_SITE, 2, true,
                    API_VIEW_SITES},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        Hall hall;
        hall_init(&hall, 4);
        hall.situation.settings[API_VIEW_SITES].mode = cases[i].sites;
        hall.situation.floor = cases[i].floor;
        hall.situation.slides = cases[i].slides;
        speak(&hall, cases[i].speaking, 0);
        g_assert_cmpint(
                view_plan_watched(hall.plan, cases[i].role, cases[i].seat, cases[i].composed), ==,
                cases[i].view);
        hall_clear(&hall);
    }
}

static void test_views_that_are_the_same(void)
{
    static const struct {
        const char *why;
        size_t seats;
        ApiView view;
        ViewSetting mine, sites;
        ApiView feed;
    } cases[] = {
            {"both the grid", 4, API_VIEW_CHAIR, {.mode = API_LAYOUT_GRID},
                    {.mode = API_LAYOUT_GRID}, API_VIEW_SITES},
            {"one's own is another", 4, API_VIEW_CHAIR, {.mode = API_LAYOUT_FOCUS},
                    {.mode = API_LAYOUT_GRID}, API_VIEW_CHAIR},
            {"theirs is another", 4, API_VIEW_CHAIR, {.mode = API_LAYOUT_GRID},
                    {.mode = API_LAYOUT_SPLIT}, API_VIEW_CHAIR},
            {"different pages", 30, API_VIEW_CHAIR, {.mode = API_LAYOUT_GRID, .page = 1},
                    {.mode = API_LAYOUT_GRID}, API_VIEW_CHAIR},
            {"the same page", 30, API_VIEW_CHAIR, {.mode = API_LAYOUT_GRID, .page = 1},
                    {.mode = API_LAYOUT_GRID, .page = 1}, API_VIEW_SITES},
            {"the same pinned", 4, API_VIEW_CHAIR, {.mode = API_LAYOUT_PIN, .pinned = 3},
                    {.mode = API_LAYOUT_PIN, .pinned = 3}, API_VIEW_SITES},
            {"others pinned", 4, API_VIEW_CHAIR, {.mode = API_LAYOUT_PIN, .pinned = 2},
                    {.mode = API_LAYOUT_PIN, .pinned = 3}, API_VIEW_CHAIR},
            {"the chair is never alone on its own", 4, API_VIEW_CHAIR,
                    {.mode = API_LAYOUT_PIN, .pinned = 1}, {.mode = API_LAYOUT_PIN, .pinned = 1},
                    API_VIEW_CHAIR},
            {"the same by chance, until somebody speaks", 4, API_VIEW_CHAIR,
                    {.mode = API_LAYOUT_ROTATE}, {.mode = API_LAYOUT_ROTATE}, API_VIEW_CHAIR},
            {"of the floor, too", 4, API_VIEW_FLOOR, {.mode = API_LAYOUT_GRID},
                    {.mode = API_LAYOUT_GRID}, API_VIEW_SITES},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].why);
        Hall hall;
        hall_init(&hall, cases[i].seats);
        hall.situation.settings[cases[i].view] = cases[i].mine;
        hall.situation.settings[API_VIEW_SITES] = cases[i].sites;
        hall.situation.settings[cases[i].view].rotate_us =
                hall.situation.settings[API_VIEW_SITES].rotate_us = 15 * S;
        speak(&hall, VIEW_PLAN_NOBODY, 0);
        g_assert_cmpint(view_plan_feed(hall.plan, cases[i].view, false), ==, cases[i].feed);
        g_assert_cmpint(view_plan_feed(hall.plan, API_VIEW_SITES, false), ==, API_VIEW_SITES);
        hall_clear(&hall);
    }
}

/* Whatever the layouts, the floor, the voice: nobody's own view shows it large, unless there is nobody else. */
static void test_nobody_sees_itself_large(void)
{
    for (int round = 0; round < 20000; round++) {
        Hall hall;
        hall_init(&hall, (size_t)g_test_rand_int_range(2, 6));
        const size_t seats = hall.situation.seat_count;
        hall.seats[0].chair = g_test_rand_int_range(0, 4) > 0;
        for (size_t i = 0; i < seats; i++) {
            hall.seats[i].lost = g_test_rand_int_range(0, 6) == 0;
        }
        for (int view = 0; view < API_VIEWS; view++) {
            hall.situation.settings[view].mode =
                    (ApiLayoutMode)g_test_rand_int_range(0, API_LAYOUT_PIN + 1);
            hall.situation.settings[view].pinned = (uint64_t)g_test_rand_int_range(0, 7);
            hall.situation.settings[view].owner = view < API_VIEW_OWN_1
                    ? VIEW_PLAN_NOBODY
                    : (uint64_t)(view - API_VIEW_OWN_1 + g_test_rand_int_range(0, 2));
        }
        hall.situation.floor = (uint64_t)g_test_rand_int_range(0, 7);
        hall.situation.slides = g_test_rand_bit();
        speak(&hall, (uint64_t)g_test_rand_int_range(0, 7), 1500000);
        speak(&hall, (uint64_t)g_test_rand_int_range(0, 7), 1500000);
        for (size_t i = 0; i < seats; i++) {
            const ApiRole role = hall.seats[i].chair ? API_ROLE_CHAIR : API_ROLE_SITE;
            const ApiView view =
                    view_plan_watched(hall.plan, role, hall.seats[i].id, g_test_rand_bit());
            const Layout *layout = view_plan_layout(hall.plan, view);
            g_assert_false(layout->count == 1 && layout->tiles[0].seat == i);
        }
        hall_clear(&hall);
    }
}

/* The last thing that is left out: one view for all, whatever each would see else; and back as it was. */
static void test_folded(void)
{
    Hall hall;
    hall_init(&hall, 4);
    hall.situation.settings[API_VIEW_OWN_1] =
            (ViewSetting){.mode = API_LAYOUT_PIN, .pinned = 3, .rotate_us = 15 * S, .owner = 2};
    hall.situation.settings[API_VIEW_CHAIR] =
            (ViewSetting){.mode = API_LAYOUT_PIN, .pinned = 2, .rotate_us = 15 * S};
    hall.situation.floor = 4;
    pass(&hall, 1 * S);
    for (ApiView view = 0; view < API_VIEWS; view++) {
        const ApiView folded = view_plan_feed(hall.plan, view, true);
        g_assert_cmpint(folded, ==, view == API_VIEW_SLIDES ? API_VIEW_SLIDES : API_VIEW_SITES);
    }
    g_assert_cmpint(view_plan_feed(hall.plan, API_VIEW_CHAIR, false), ==, API_VIEW_CHAIR);
    g_assert_cmpint(view_plan_feed(hall.plan, API_VIEW_OWN_1, false), ==, API_VIEW_OWN_1);
    /* Who is to see what is not forgotten meanwhile. */
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 2, false), ==, API_VIEW_OWN_1);
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 4, false), ==, API_VIEW_FLOOR);
    hall_clear(&hall);
}

static void test_a_view_of_its_own(void)
{
    Hall hall;
    hall_init(&hall, 4);
    ViewSetting *own = &hall.situation.settings[API_VIEW_OWN_2];
    *own = (ViewSetting){.mode = API_LAYOUT_PIN, .pinned = 3, .rotate_us = 15 * S, .owner = 2};

    pass(&hall, 1 * S);
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 2, false), ==, API_VIEW_OWN_2);
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 3, false), ==, API_VIEW_SITES);
    g_autofree char *alone = picture(&hall, API_VIEW_OWN_2);
    g_assert_cmpstr(alone, ==, "3 / 1280");
    g_autofree char *others = picture(&hall, API_VIEW_SITES);
    g_assert_cmpstr(others, ==, "1 2 3 4 / 640"); /* see what they saw */

    hall.situation.floor = 2; /* the floor is no reason to take it away */
    pass(&hall, 1 * S);
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 2, false), ==, API_VIEW_OWN_2);
    own->pinned = 2; /* never itself */
    pass(&hall, 1 * S);
    g_autofree char *chair = picture(&hall, API_VIEW_OWN_2);
    g_assert_cmpstr(chair, ==, "1 / 1280");
    own->mode = API_LAYOUT_GRID; /* the same as all: no picture more is made */
    pass(&hall, 1 * S);
    g_assert_cmpint(view_plan_feed(hall.plan, API_VIEW_OWN_2, false), ==, API_VIEW_SITES);

    own->owner = VIEW_PLAN_NOBODY;
    hall.situation.floor = VIEW_PLAN_NOBODY;
    hall.situation.seat_count = 2; /* and no place of it means anything any more */
    pass(&hall, 1 * S);
    g_assert_cmpint(view_plan_watched(hall.plan, API_ROLE_SITE, 2, false), ==, API_VIEW_SITES);
    g_assert_cmpuint(view_plan_layout(hall.plan, API_VIEW_OWN_2)->count, ==, 0);
    hall_clear(&hall);
}

static void test_follows_the_voice(void)
{
    static const struct {
        const char *why;
        uint64_t speaking;
        int64_t for_us;
        const char *picture;
    } steps[] = {
            {"the chair at first", 0, 10 * S, "1 / 1280"},
            {"a cough", 2, 900000, "1 / 1280"},
            {"and silence", 0, 1 * S, "1 / 1280"},
            {"somebody begins", 2, 900000, "1 / 1280"},
            {"and goes on", 2, 300000, "2 / 1280"},
            {"another one at once, too early", 3, 1 * S, "2 / 1280"},
            {"and now", 3, 1500000, "3 / 1280"},
            {"takes breath", 0, 1500000, "3 / 1280"},
            {"goes on", 3, 5 * S, "3 / 1280"},
            {"the chair says yes", 1, 800000, "3 / 1280"},
            {"goes on", 3, 5 * S, "3 / 1280"},
            {"the chair speaks", 1, 1300000, "1 / 1280"},
            {"goes on", 3, 2500000, "3 / 1280"},
            {"is silent", 0, 1500000, "3 / 1280"},
            {"stays silent", 0, 700000, "1 / 1280"},
    };
    Hall hall;
    hall_init(&hall, 4);
    hall.situation.settings[API_VIEW_SITES].mode = API_LAYOUT_AUTO;
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_test_message("%s", steps[i].why);
        speak(&hall, steps[i].speaking, steps[i].for_us);
        g_autofree char *got = picture(&hall, API_VIEW_SITES);
        g_assert_cmpstr(got, ==, steps[i].picture);
    }
    speak(&hall, 2, 3 * S);
    hall.seats[1].lost = true; /* lost while it is full screen */
    hall.situation.speaking = 0;
    pass(&hall, 0);
    g_autofree char *got = picture(&hall, API_VIEW_SITES);
    g_assert_cmpstr(got, ==, "1 / 1280");
    hall_clear(&hall);
}

static void test_pages_turn(void)
{
    Hall hall;
    hall_init(&hall, SEATS_MAX);
    const Layout *layout = view_plan_layout(hall.plan, API_VIEW_SITES);
    ViewSetting *setting = &hall.situation.settings[API_VIEW_SITES];
    setting->mode = API_LAYOUT_ROTATE;
    pass(&hall, 14 * S);
    g_assert_cmpuint(layout->pages, ==, 3);
    g_assert_cmpuint(layout->count, <=, VIEW_PLAN_ROTATE_TILES);
    g_assert_cmpuint(layout->page, ==, 0);
    pass(&hall, 2 * S);
    g_assert_cmpuint(layout->page, ==, 1); /* at 15 s */
    pass(&hall, 15 * S);
    g_assert_cmpuint(layout->page, ==, 2);
    pass(&hall, 15 * S);
    g_assert_cmpuint(layout->page, ==, 0); /* and round */

    speak(&hall, 5, 60 * S);
    g_assert_cmpuint(layout->page, ==, 0); /* waits while a site talks */
    speak(&hall, 1, 12 * S);
    g_assert_cmpuint(layout->page, ==, 0);
    speak(&hall, 1, 3 * S);
    g_assert_cmpuint(
            layout->page, ==, 1); /* but not for the chair; the rest of the 15 s counted on */

    setting->page = 2; /* turned by hand: the whole time anew */
    pass(&hall, 14 * S);
    g_assert_cmpuint(layout->page, ==, 2);
    pass(&hall, 2 * S);
    g_assert_cmpuint(layout->page, ==, 0);

    hall.situation.seat_count = 10; /* one page is left: nothing to turn */
    pass(&hall, 0);
    g_assert_cmpuint(layout->pages, ==, 1);
    g_assert_cmpint(view_plan_due_us(hall.plan), ==, INT64_MAX);
    hall_clear(&hall);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/view_plan/who_is_where", test_who_is_where);
    g_test_add_func("/view_plan/no_chair", test_no_chair);
    g_test_add_func("/view_plan/who_watches_what", test_who_watches_what);
    g_test_add_func("/view_plan/views_that_are_the_same", test_views_that_are_the_same);
    g_test_add_func("/view_plan/nobody_sees_itself_large", test_nobody_sees_itself_large);
    g_test_add_func("/view_plan/folded", test_folded);
    g_test_add_func("/view_plan/S-22/a_view_of_its_own", test_a_view_of_its_own);
    g_test_add_func("/view_plan/follows_the_voice", test_follows_the_voice);
    g_test_add_func("/view_plan/pages_turn", test_pages_turn);
    return g_test_run();
}
