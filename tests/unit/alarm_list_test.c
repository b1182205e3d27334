#include "signaling/app/alarm_list.h"

static void assert_list(const AlarmList *list, const char *expected)
{
    g_autoptr(GString) text = g_string_new(NULL);
    alarm_list_describe(list, text);
    g_assert_cmpstr(text->str, ==, expected);
}

static void test_each_word_once_in_its_order(void)
{
    static const struct {
        const char *word;
        bool on;
        const char *then;
    } steps[] = {
            {"late", false, ""}, /* it was not there */
            {"late", true, " late"},
            {"black", true, " late black"},
            {"late", true, " late black"},
            {"silent", true, " late black silent"},
            {"black", false, " late silent"},
            {"black", false, " late silent"},
            {"late", false, " silent"},
            {"silent", false, ""},
    };
    AlarmList list = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        alarm_list_set(&list, steps[i].word, steps[i].on);
        assert_list(&list, steps[i].then);
    }
}

static void test_no_more_than_it_holds(void)
{
    static const char *const words[] = {
            "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"};
    AlarmList list = {0};
    G_STATIC_ASSERT(G_N_ELEMENTS(words) == ALARM_LIST_MAX + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        alarm_list_set(&list, words[i], true);
    }
    json_t *json = alarm_list_to_json(&list);
    g_assert_cmpint((int)json_array_size(json), ==, ALARM_LIST_MAX);
    g_assert_cmpstr(json_string_value(json_array_get(json, ALARM_LIST_MAX - 1)), ==, "l");
    json_decref(json);
    alarm_list_set(&list, "a", false);
    alarm_list_set(&list, "m", true);
    assert_list(&list, " b c d e f g h i j k l m");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/alarm_list/each_word_once_in_its_order", test_each_word_once_in_its_order);
    g_test_add_func("/alarm_list/no_more_than_it_holds", test_no_more_than_it_holds);
    return g_test_run();
}
