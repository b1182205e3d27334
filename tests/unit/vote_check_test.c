#include "signaling/meeting/vote_check.h"

static const ProceedingsSite people[] = {
        {.identity = "site:a", .present = true, .votes = true},
        {.identity = "site:away", .votes = true},
        {.identity = "site:guest", .present = true},
};

static const ProceedingsRoom room = {.sites = people, .count = G_N_ELEMENTS(people)};
static const ProceedingsRoom nobody = {.sites = people + 2, .count = 1};

static const ProceedingsCommand question = {
        .verb = PROCEEDINGS_VOTE_OPEN, .text = "Đồng ý?", .number = 50, .secret = true};

/* @return what it says, as text; free() it. NULL: refused with this code */
static char *ask(const Proceedings *state, const ProceedingsRoom *in, const char *who,
        const ProceedingsCommand *command, ProceedingsError code)
{
    const ProceedingsActor actor = {.identity = who, .name = "", .role = ROLE_SITE};
    const ProceedingsWish wish = {.actor = &actor, .command = command, .now_us = 1};
    g_autoptr(GError) error = NULL;
    json_t *body = NULL;

    if (!vote_check(state, &wish, in, &body, &error)) {
        g_assert_true(g_error_matches(error, PROCEEDINGS_ERROR, (gint)code));
        g_assert_null(body);
        return NULL;
    }
    g_assert_no_error(error);
    char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(body);
    return text;
}

static Proceedings *state_with_vote(void)
{
    Proceedings *state = proceedings_new();
    json_t *event = json_pack("{s:s, s:I, s:s, s:[s, s], s:s, s:i, s:b}", "kind", "vote_open",
            "time_us", (json_int_t)1, "actor", "chair", "sites", "site:a", "site:away", "text", "?",
            "quorum_percent", 0, "secret", 0);
    g_assert_true(proceedings_apply(state, event, NULL));
    json_decref(event);
    return state;
}

static void test_opening(void)
{
    static const struct {
        const char *why;
        const ProceedingsRoom *room;
        ProceedingsCommand command;
        ProceedingsError code;
    } rows[] = {
            {"no question", &room, {.verb = PROCEEDINGS_VOTE_OPEN, .text = " "},
                    PROCEEDINGS_ERROR_FIELD},
            {"no text at all", &room, {.verb = PROCEEDINGS_VOTE_OPEN}, PROCEEDINGS_ERROR_FIELD},
            {"no UTF-8", &room, {.verb = PROCEEDINGS_VOTE_OPEN, .text = "\xff"},
                    PROCEEDINGS_ERROR_FIELD},
            {"below nothing", &room, {.verb = PROCEEDINGS_VOTE_OPEN, .text = "?", .number = -1},
                    PROCEEDINGS_ERROR_FIELD},
            {"above all", &room, {.verb = PROCEEDINGS_VOTE_OPEN, .text = "?", .number = 101},
                    PROCEEDINGS_ERROR_FIELD},
            {"nobody with a voice", &nobody, {.verb = PROCEEDINGS_VOTE_OPEN, .text = "?"},
                    PROCEEDINGS_ERROR_NOBODY},
    };
    g_autoptr(Proceedings) state = proceedings_new();

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].why);
        g_assert_null(ask(state, rows[i].room, "chair", &rows[i].command, rows[i].code));
    }
    char *body = ask(state, &room, "chair", &question, PROCEEDINGS_ERROR_EVENT);
    g_assert_cmpstr(body, ==,
            "{\"connected\":1,\"quorum_percent\":50,\"secret\":true,"
            "\"sites\":[\"site:a\",\"site:away\"],\"text\":\"Đồng ý?\"}");
    free(body);
}

static void test_voting_and_closing(void)
{
    const ProceedingsCommand yes = {.verb = PROCEEDINGS_VOTE, .choice = VOTE_FOR};
    const ProceedingsCommand end = {.verb = PROCEEDINGS_VOTE_CLOSE};
    g_autoptr(Proceedings) none = proceedings_new();
    g_autoptr(Proceedings) open = state_with_vote();

    g_assert_null(ask(none, &room, "site:a", &yes, PROCEEDINGS_ERROR_STATE));
    g_assert_null(ask(none, &room, "chair", &end, PROCEEDINGS_ERROR_STATE));
    g_assert_null(ask(open, &room, "chair", &question, PROCEEDINGS_ERROR_STATE));
    g_assert_null(ask(open, &room, "site:guest", &yes, PROCEEDINGS_ERROR_NOBODY));
    char *vote = ask(open, &room, "site:a", &yes, PROCEEDINGS_ERROR_EVENT);
    g_assert_cmpstr(vote, ==, "{\"choice\":\"for\",\"site\":\"site:a\"}");
    char *closed = ask(open, &room, "chair", &end, PROCEEDINGS_ERROR_EVENT);
    g_assert_cmpstr(closed, ==, "{\"connected\":1}");
    free(vote);
    free(closed);
}

static void test_knows_its_own(void)
{
    int known = 0;

    for (ProceedingsVerb verb = 0; verb < PROCEEDINGS_VERBS; verb++) {
        known += vote_check_knows(verb);
    }
    g_assert_cmpint(known, ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/vote_check/opening", test_opening);
    g_test_add_func("/vote_check/voting_and_closing", test_voting_and_closing);
    g_test_add_func("/vote_check/knows_its_own", test_knows_its_own);
    return g_test_run();
}
