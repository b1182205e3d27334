#include "signaling/meeting/record_check.h"

static const ProceedingsSite people[] = {
        {.identity = "site:a", .present = true},
        {.identity = "site:away"},
        {.identity = "site:b", .present = true},
};

static const ProceedingsRoom room = {.sites = people, .count = G_N_ELEMENTS(people)};

/* @return what it says, as text, "" for nothing; free() it. NULL: refused with this code */
static char *ask(const Proceedings *state, const ProceedingsRoom *in,
        const ProceedingsCommand *command, ProceedingsError code)
{
    const ProceedingsActor actor = {.identity = "site:a", .name = "", .role = ROLE_SITE};
    const ProceedingsWish wish = {.actor = &actor, .command = command, .now_us = 1};
    g_autoptr(GError) error = NULL;
    json_t *body = NULL;

    if (!record_check(state, &wish, in, &body, &error)) {
        g_assert_true(g_error_matches(error, PROCEEDINGS_ERROR, (gint)code));
        g_assert_null(body);
        return NULL;
    }
    g_assert_no_error(error);
    char *text = body != NULL ? json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS) : strdup("");
    json_decref(body);
    return text;
}

static void apply(Proceedings *state, const char *action)
{
    json_t *event = json_pack("{s:s, s:I, s:s, s:s, s:i}", "kind", "record", "time_us",
            (json_int_t)1, "actor", "chair", "action", action, "recording", 7);
    g_assert_true(proceedings_apply(state, event, NULL));
    json_decref(event);
}

static void test_each_action_in_each_state(void)
{
    static const struct {
        const char *before[3]; /* actions */
        const char *action;
        const char *said; /* NULL: refused */
        ProceedingsError code;
    } rows[] = {
            {{NULL}, "begin",
                    "{\"action\":\"begin\",\"reason\":\"\",\"recording\":0,"
                    "\"sites\":[\"site:a\",\"site:b\"],\"stems\":true}",
                    0},
            {{NULL}, "end", "", 0},
            {{NULL}, "pause", NULL, PROCEEDINGS_ERROR_STATE},
            {{NULL}, "resume", NULL, PROCEEDINGS_ERROR_STATE},
            {{NULL}, "erase", NULL, PROCEEDINGS_ERROR_FIELD},
            {{NULL}, NULL, NULL, PROCEEDINGS_ERROR_FIELD},
            {{"begin"}, "begin", "", 0},
            {{"begin"}, "resume", "", 0},
            {{"begin"}, "pause", "{\"action\":\"pause\",\"reason\":\"\",\"recording\":7}", 0},
            {{"begin"}, "end", "{\"action\":\"end\",\"reason\":\"\",\"recording\":7}", 0},
            {{"begin", "pause"}, "pause", "", 0},
            {{"begin", "pause"}, "resume",
                    "{\"action\":\"resume\",\"reason\":\"\",\"recording\":7}", 0},
            {{"begin", "pause"}, "begin", "", 0},
            {{"begin", "end"}, "pause", NULL, PROCEEDINGS_ERROR_STATE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Proceedings) state = proceedings_new();
        for (const char *const *one = rows[i].before; *one != NULL; one++) {
            apply(state, *one);
        }
        const ProceedingsCommand command = {
                .verb = PROCEEDINGS_RECORD, .word = rows[i].action, .on = true};
        char *said = ask(state, &room, &command, rows[i].code);
        g_assert_cmpstr(said, ==, rows[i].said);
        free(said);
    }
}

static void test_who_is_told_is_bound(void)
{
    g_autofree ProceedingsSite *many = g_new0(ProceedingsSite, PROCEEDINGS_SITES_MAX + 1);
    const ProceedingsRoom full = {.sites = many, .count = PROCEEDINGS_SITES_MAX + 1};
    const ProceedingsCommand command = {.verb = PROCEEDINGS_RECORD, .word = "begin"};
    g_autoptr(Proceedings) state = proceedings_new();

    for (size_t i = 0; i <= PROCEEDINGS_SITES_MAX; i++) {
        many[i] = (ProceedingsSite){.identity = "site:x", .present = true};
    }
    char *said = ask(state, &full, &command, 0);
    json_t *body = json_loads(said, 0, NULL);
    g_assert_cmpuint(json_array_size(json_object_get(body, "sites")), ==, PROCEEDINGS_SITES_MAX);
    json_decref(body);
    free(said);
}

static void test_who_has_said_it_need_not_again(void)
{
    static const struct {
        bool on;
        const char *word, *site;
        int64_t version;
        const char *said; /* NULL: refused */
    } rows[] = {
            {false, NULL, NULL, 1, ""},
            {true, NULL, "site:b", 1, "{\"recording\":7,\"site\":\"site:a\",\"version\":1}"},
            {true, "spoken", "site:b", 0,
                    "{\"how\":\"spoken\",\"recording\":7,\"site\":\"site:b\",\"version\":0}"},
            {true, NULL, NULL, -1, NULL},
            {true, NULL, NULL, PROCEEDINGS_NOTICE_VERSION_MAX + INT64_C(1), NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(Proceedings) state = proceedings_new();
        if (rows[i].on) {
            apply(state, "begin");
        }
        const ProceedingsCommand command = {.verb = PROCEEDINGS_RECORD_ACK,
                .word = rows[i].word,
                .site = rows[i].site,
                .number = rows[i].version};
        char *said = ask(state, &room, &command, PROCEEDINGS_ERROR_FIELD);
        g_assert_cmpstr(said, ==, rows[i].said);
        free(said);
    }
}

static void test_knows_its_own(void)
{
    unsigned known = 0;

    for (ProceedingsVerb verb = 0; verb < PROCEEDINGS_VERBS; verb++) {
        known += record_check_knows(verb);
    }
    g_assert_cmpuint(known, ==, 2);
    g_assert_true(record_check_knows(PROCEEDINGS_RECORD));
    g_assert_true(record_check_knows(PROCEEDINGS_RECORD_ACK));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record_check/each_action_in_each_state", test_each_action_in_each_state);
    g_test_add_func("/record_check/who_is_told_is_bound", test_who_is_told_is_bound);
    g_test_add_func(
            "/record_check/who_has_said_it_need_not_again", test_who_has_said_it_need_not_again);
    g_test_add_func("/record_check/knows_its_own", test_knows_its_own);
    return g_test_run();
}
