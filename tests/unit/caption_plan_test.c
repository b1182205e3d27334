#include "mcu/room/caption_plan.h"

#include "mcu/api/api_message.h"

#include <glib.h>

static const bool nobody[CAPTION_PLAN_VIEWS];
static const bool everybody[CAPTION_PLAN_VIEWS] = {true, true, true, true};

static void is_shared_by_all_who_wish_the_same(void)
{
    CaptionPlan plan = {0};
    caption_plan_begin(&plan, nobody);
    const unsigned first = caption_plan_wish(&plan, API_VIEW_SITES, "Thứ 1");

    g_assert_cmpuint(first, >=, API_VIEWS);
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, "Thứ 1"), ==, first);
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_FLOOR, "Thứ 1"), !=, first);
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, "Thứ 2"), !=, first);
    g_assert_cmpstr(caption_plan_text(&plan, first), ==, "Thứ 1");
    g_assert_cmpuint(caption_plan_bare(&plan, first), ==, API_VIEW_SITES);
    g_assert_cmpuint(caption_plan_bare(&plan, API_VIEW_CHAIR), ==, API_VIEW_CHAIR);
    caption_plan_clear(&plan);
}

static void gives_the_bare_view_when_none_is_left(void)
{
    static const char *const texts[CAPTION_PLAN_VIEWS + 1] = {"1", "2", "3", "4", "5"};
    CaptionPlan plan = {0};
    caption_plan_begin(&plan, nobody);
    for (size_t i = 0; i < CAPTION_PLAN_VIEWS; i++) {
        g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, texts[i]), ==, API_VIEWS + i);
    }
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, texts[CAPTION_PLAN_VIEWS]), ==,
            API_VIEW_SITES);

    caption_plan_begin(&plan, nobody);
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, "3"), ==, API_VIEWS + 2);
    g_assert_cmpuint(
            caption_plan_wish(&plan, API_VIEW_SITES, texts[CAPTION_PLAN_VIEWS]), ==, API_VIEWS);
    caption_plan_clear(&plan);
}

static void keeps_the_text_of_what_somebody_receives(void)
{
    CaptionPlan plan = {0};
    caption_plan_begin(&plan, everybody); /* of a plan that was never asked: nothing to keep */
    const unsigned number = caption_plan_wish(&plan, API_VIEW_SITES, "Mời phát biểu");

    caption_plan_begin(&plan, everybody);
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, "Thứ 2"), !=, number);
    g_assert_cmpstr(caption_plan_text(&plan, number), ==, "Mời phát biểu");

    caption_plan_begin(&plan, nobody);
    g_assert_null(caption_plan_text(&plan, number));
    g_assert_cmpuint(caption_plan_wish(&plan, API_VIEW_SITES, "Thứ 3"), ==, number);
    g_assert_cmpstr(caption_plan_text(&plan, number), ==, "Thứ 3");
    caption_plan_clear(&plan);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/caption_plan/is_shared_by_all_who_wish_the_same", is_shared_by_all_who_wish_the_same);
    g_test_add_func("/caption_plan/gives_the_bare_view_when_none_is_left",
            gives_the_bare_view_when_none_is_left);
    g_test_add_func("/caption_plan/keeps_the_text_of_what_somebody_receives",
            keeps_the_text_of_what_somebody_receives);
    return g_test_run();
}
