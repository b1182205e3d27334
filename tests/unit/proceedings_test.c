#include "signaling/meeting/proceedings.h"

#include "signaling/meeting/proceedings_json.h"

static void test_what_is_no_event_changes_nothing(void)
{
    static const char *const rows[] = {
            "{}",
            "{\"kind\": 7}",
            "{\"kind\": \"dance\"}",
    };
    g_autoptr(Proceedings) state = proceedings_new();

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        json_t *event = json_loads(rows[i], 0, NULL);
        g_assert_false(proceedings_apply(state, event, &error));
        g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_EVENT);
        json_decref(event);
    }
    g_assert_cmpint(proceedings_phase(state), ==, PROCEEDINGS_BEFORE);
}

/* An event with nothing in it, of each kind, must not hurt. */
static void test_empty_events(void)
{
    g_autoptr(Proceedings) state = proceedings_new();

    for (ProceedingsVerb verb = 0; verb < PROCEEDINGS_VERBS; verb++) {
        json_t *event = json_pack("{s:s}", "kind", proceedings_verb_name(verb));
        g_assert_true(proceedings_apply(state, event, NULL));
        json_decref(event);
    }
    json_t *shown = proceedings_to_json(state);
    g_assert_cmpstr(json_string_value(json_object_get(shown, "phase")), ==, "ended");
    json_decref(shown);
}

static void test_words(void)
{
    for (ProceedingsVerb verb = 0; verb < PROCEEDINGS_VERBS; verb++) {
        ProceedingsVerb read = PROCEEDINGS_VERBS;
        g_assert_true(proceedings_verb_from_name(proceedings_verb_name(verb), &read));
        g_assert_cmpint(read, ==, verb);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
            "/proceedings/what_is_no_event_changes_nothing", test_what_is_no_event_changes_nothing);
    g_test_add_func("/proceedings/empty_events", test_empty_events);
    g_test_add_func("/proceedings/words", test_words);
    return g_test_run();
}
