#include "signaling/meeting/proceedings_check.h"

#include <stdio.h>

enum { SITES = 160, SECOND = 1000000, KEY_US = 2 * SECOND };

static const ProceedingsSite people[] = {
        {.identity = "code:a", .present = true, .votes = true, .invited = true},
        {.identity = "code:away", .invited = true},
        {.identity = "chair", .present = true, .chair = true, .votes = true},
        {.identity = "site:guest", .present = true, .votes = true},
        {.identity = "site:w", .waiting = true},
};

static const ProceedingsRoom room = {people, G_N_ELEMENTS(people), true};

static bool run_in(Proceedings *state, const ProceedingsRoom *in, Role role,
        const ProceedingsCommand *command, GError **error)
{
    const ProceedingsActor actor = {.identity = role == ROLE_SITE ? "code:a" : "account:thuky",
            .name = "Tên",
            .role = role};
    const ProceedingsWish wish = {.actor = &actor, .command = command, .now_us = SECOND};
    json_t *event = NULL;

    if (!proceedings_check(state, &wish, in, &event, error)) {
        g_assert_null(event);
        return false;
    }
    const bool applied = event == NULL || proceedings_apply(state, event, error);
    json_decref(event);
    return applied;
}

static void must(Proceedings *state, const ProceedingsCommand *command)
{
    g_autoptr(GError) error = NULL;
    const bool done = run_in(state, &room, ROLE_SECRETARY, command, &error);

    g_assert_no_error(error);
    g_assert_true(done);
}

#define MUST(state, ...) must(state, &(ProceedingsCommand){__VA_ARGS__})

typedef struct Refusal {
    ProceedingsCommand command;
    ProceedingsError expected;
    const char *reason;
} Refusal;

static void refused(const Refusal *rows, size_t count, bool begun)
{
    for (size_t i = 0; i < count; i++) {
        g_autoptr(Proceedings) state = proceedings_new();
        g_autoptr(GError) error = NULL;
        g_test_message("%s", rows[i].reason);
        if (begun) {
            MUST(state, .verb = PROCEEDINGS_ROLL_BEGIN, .word = "assisted");
        }
        g_assert_false(run_in(state, &room, ROLE_SECRETARY, &rows[i].command, &error));
        g_assert_error(error, PROCEEDINGS_ERROR, (int)rows[i].expected);
    }
}

static void test_refused(void)
{
    static const Refusal before[] = {
            {{.verb = PROCEEDINGS_ROLL_CALL, .site = "code:a"}, PROCEEDINGS_ERROR_STATE,
                    "nothing has begun"},
            {{.verb = PROCEEDINGS_ROLL_MARK, .site = "code:a", .word = "present"},
                    PROCEEDINGS_ERROR_STATE, "nothing has begun"},
            {{.verb = PROCEEDINGS_ROLL_END}, PROCEEDINGS_ERROR_STATE, "nothing has begun"},
            {{.verb = PROCEEDINGS_ROLL_CONFIRM}, PROCEEDINGS_ERROR_STATE, "nothing has begun"},
            {{.verb = PROCEEDINGS_ROLL_BEGIN, .word = "quick"}, PROCEEDINGS_ERROR_FIELD, "no mode"},
            {{.verb = PROCEEDINGS_ROLL_BEGIN}, PROCEEDINGS_ERROR_FIELD, "no mode at all"},
    };
    static const Refusal begun[] = {
            {{.verb = PROCEEDINGS_ROLL_BEGIN, .word = "auto"}, PROCEEDINGS_ERROR_STATE,
                    "one at a time"},
            {{.verb = PROCEEDINGS_ROLL_CALL, .site = "chair"}, PROCEEDINGS_ERROR_NOBODY,
                    "the chair is not called"},
            {{.verb = PROCEEDINGS_ROLL_CALL, .site = "site:w"}, PROCEEDINGS_ERROR_NOBODY,
                    "nor who waits"},
            {{.verb = PROCEEDINGS_ROLL_MARK, .site = "code:x", .word = "present"},
                    PROCEEDINGS_ERROR_NOBODY, "nor who is not on the list"},
            {{.verb = PROCEEDINGS_ROLL_MARK, .site = "code:a", .word = ""}, PROCEEDINGS_ERROR_FIELD,
                    "a mark says something"},
            {{.verb = PROCEEDINGS_ROLL_MARK, .site = "code:a", .word = "late"},
                    PROCEEDINGS_ERROR_FIELD, "a word that is no answer"},
    };

    refused(before, G_N_ELEMENTS(before), false);
    refused(begun, G_N_ELEMENTS(begun), true);

    /* Nobody to call. */
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GError) error = NULL;
    const ProceedingsCommand begin = {.verb = PROCEEDINGS_ROLL_BEGIN, .word = "auto"};
    g_assert_false(run_in(state, &(ProceedingsRoom){0}, ROLE_SECRETARY, &begin, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_NOBODY);
}

static void test_the_invited_first_whether_they_are_here_or_not(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    static const char *const order[] = {"code:a", "code:away", "site:guest"};

    MUST(state, .verb = PROCEEDINGS_ROLL_BEGIN, .word = "assisted");
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        g_assert_cmpstr(roll_call_next(proceedings_roll(state)), ==, order[i]);
        MUST(state, .verb = PROCEEDINGS_ROLL_CALL, .site = order[i]);
        g_assert_cmpint(roll_call_until_us(proceedings_roll(state)), ==, INT64_C(4) * SECOND);
        MUST(state, .verb = PROCEEDINGS_ROLL_MARK, .site = order[i], .word = "no_answer");
    }
    g_assert_null(roll_call_next(proceedings_roll(state)));
    MUST(state, .verb = PROCEEDINGS_ROLL_END);
    MUST(state, .verb = PROCEEDINGS_ROLL_MARK, .site = "code:away", .word = "sound_only");
    MUST(state, .verb = PROCEEDINGS_ROLL_CONFIRM);
    MUST(state, .verb = PROCEEDINGS_ROLL_CONFIRM); /* it is so already */
    const ProceedingsCommand late = {
            .verb = PROCEEDINGS_ROLL_MARK, .site = "code:a", .word = "present"};
    g_autoptr(GError) error = NULL;
    g_assert_false(run_in(state, &room, ROLE_SECRETARY, &late, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_STATE);
    MUST(state, .verb = PROCEEDINGS_ROLL_BEGIN, .word = "auto"); /* after the noon break */
}

/*
 * A chair who looks at each site for two seconds and presses one key: the protocol itself asks for no more than the
 * call and the mark.
 */
static void test_160_sites_within_six_minutes_of_the_chair(void)
{
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(ProceedingsSite));
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const ProceedingsActor actor = {
            .identity = "account:thuky", .name = "Thư ký", .role = ROLE_SECRETARY};
    int64_t now_us = SECOND;
    size_t events = 0;

    for (int i = 0; i < SITES; i++) {
        g_ptr_array_add(names, g_strdup_printf("code:x%03d", i));
        const ProceedingsSite site = {
                .identity = g_ptr_array_index(names, (guint)i), .present = true, .invited = true};
        g_array_append_val(sites, site);
    }
    const ProceedingsRoom full = {
            .sites = (const ProceedingsSite *)sites->data, .count = sites->len};
    must(state, &(ProceedingsCommand){.verb = PROCEEDINGS_LOCK}); /* nothing changes */
    g_assert_true(run_in(state, &full, ROLE_SECRETARY,
            &(ProceedingsCommand){.verb = PROCEEDINGS_ROLL_BEGIN, .word = "assisted"}, NULL));
    const char *site = NULL;
    while ((site = roll_call_next(proceedings_roll(state))) != NULL) {
        g_autofree char *called = g_strdup(site);
        const ProceedingsCommand steps[] = {
                {.verb = PROCEEDINGS_ROLL_CALL, .site = called},
                {.verb = PROCEEDINGS_ROLL_MARK, .site = called, .word = "present"},
        };
        for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
            const ProceedingsWish wish = {.actor = &actor, .command = &steps[i], .now_us = now_us};
            json_t *event = NULL;
            g_assert_true(proceedings_check(state, &wish, &full, &event, NULL));
            g_assert_true(proceedings_apply(state, event, NULL));
            json_decref(event);
            events++;
            now_us += i == 0 ? KEY_US : 0;
        }
    }
    const int64_t chair_us = now_us - SECOND;
    printf("# roll call of %d sites: %" G_GINT64_FORMAT " s of the chair's time, %" G_GSIZE_FORMAT
           " events\n",
            SITES, chair_us / SECOND, events);
    g_assert_cmpint(chair_us, <=, INT64_C(360) * SECOND);
    g_assert_cmpuint(events, ==, (size_t)2 * SITES);
}

static void test_people(void)
{
    const ProceedingsCommand good = {
            .verb = PROCEEDINGS_HEADS,
            .site = "code:away",
            .heads = {.convened = 10, .present = 9, .excused = 1, .responsible = " Ông A "},
    };
    const Refusal rows[] = {
            {{.verb = PROCEEDINGS_HEADS, .site = "code:x"}, PROCEEDINGS_ERROR_NOBODY, "unknown"},
            {{.verb = PROCEEDINGS_HEADS, .site = "site:w"}, PROCEEDINGS_ERROR_NOBODY, "it waits"},
            {{.verb = PROCEEDINGS_HEADS, .site = "code:a", .heads.convened = -1},
                    PROCEEDINGS_ERROR_FIELD, "less than nobody"},
            {{.verb = PROCEEDINGS_HEADS,
                     .site = "code:a",
                     .heads.present = SITE_HEADS_PEOPLE_MAX + 1},
                    PROCEEDINGS_ERROR_FIELD, "a stadium"},
            {{.verb = PROCEEDINGS_HEADS, .site = "code:a", .heads.excused = 1},
                    PROCEEDINGS_ERROR_FIELD, "nobody was called who could be away"},
            {{.verb = PROCEEDINGS_HEADS, .site = "code:a", .heads.note = "a\nb"},
                    PROCEEDINGS_ERROR_FIELD, "two lines"},
            {{.verb = PROCEEDINGS_DELEGATE, .site = "code:a", .word = "online"},
                    PROCEEDINGS_ERROR_FIELD, "no line"},
            {{.verb = PROCEEDINGS_DELEGATE,
                     .site = "code:a",
                     .word = "by_phone",
                     .delegate.position = 1},
                    PROCEEDINGS_ERROR_FIELD, "no such way"},
            {{.verb = PROCEEDINGS_DELEGATE,
                     .site = "code:a",
                     .word = "online",
                     .delegate.position = SITE_DELEGATES_MAX + 1},
                    PROCEEDINGS_ERROR_FIELD, "beyond the list"},
    };
    g_autoptr(Proceedings) state = proceedings_new();

    refused(rows, G_N_ELEMENTS(rows), false);
    must(state, &good); /* by the secretary, for a site that is not here */
    json_t *shown = site_heads_table_json(proceedings_heads(state), "code:away");
    g_assert_cmpstr(json_string_value(json_object_get(shown, "responsible")), ==, "Ông A");
    json_decref(shown);

    /* A site speaks for itself, whomever it names. */
    g_assert_true(run_in(state, &room, ROLE_SITE, &good, NULL));
    shown = site_heads_table_json(proceedings_heads(state), "code:a");
    g_assert_cmpint(json_integer_value(json_object_get(shown, "present")), ==, 9);
    json_decref(shown);
}

static void test_names_are_kept_by_choice(void)
{
    const ProceedingsRoom closed = {people, G_N_ELEMENTS(people), false};
    const ProceedingsCommand delegate = {.verb = PROCEEDINGS_DELEGATE,
            .site = "code:a",
            .word = "in_person",
            .delegate = {.position = 1, .name = "Lê Thị C", .title = "Phó Chủ tịch"}};
    g_autoptr(Proceedings) state = proceedings_new();
    g_autoptr(GError) error = NULL;

    g_assert_false(run_in(state, &closed, ROLE_SECRETARY, &delegate, &error));
    g_assert_error(error, PROCEEDINGS_ERROR, PROCEEDINGS_ERROR_STATE);
    must(state, &delegate);
    json_t *shown = site_heads_table_json(proceedings_heads(state), "code:a");
    const json_t *line = json_array_get(json_object_get(shown, "delegates"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(line, "name")), ==, "Lê Thị C");
    json_decref(shown);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/roll_check/refused", test_refused);
    g_test_add_func("/roll_check/the_invited_first_whether_they_are_here_or_not",
            test_the_invited_first_whether_they_are_here_or_not);
    g_test_add_func("/roll_check/160_sites_within_six_minutes_of_the_chair",
            test_160_sites_within_six_minutes_of_the_chair);
    g_test_add_func("/roll_check/people", test_people);
    g_test_add_func("/roll_check/names_are_kept_by_choice", test_names_are_kept_by_choice);
    return g_test_run();
}
