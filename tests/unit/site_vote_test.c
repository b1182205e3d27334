#include "signaling/meeting/site_vote.h"

static SiteVote *open_vote(size_t voters, int64_t quorum_percent, bool secret)
{
    json_t *sites = json_array();

    for (size_t i = 0; i < voters; i++) {
        g_autofree char *site = g_strdup_printf("site:%zu", i);
        json_array_append_new(sites, json_string(site));
    }
    SiteVote *vote = site_vote_new(&(SiteVoteConfig){
            .question = "Thông qua?",
            .quorum_percent = quorum_percent,
            .secret = secret,
            .opened_us = G_USEC_PER_SEC,
            .voters = sites,
    });
    json_decref(sites);
    return vote;
}

static void test_counts(void)
{
    g_autoptr(SiteVote) vote = open_vote(4, 50, false);

    g_assert_true(site_vote_cast(vote, "site:0", VOTE_FOR));
    g_assert_true(site_vote_cast(vote, "site:1", VOTE_FOR));
    g_assert_true(site_vote_cast(vote, "site:0", VOTE_AGAINST)); /* changed its mind */
    g_assert_false(site_vote_cast(vote, "site:4", VOTE_FOR));    /* came after the opening */
    const SiteVoteCount count = site_vote_count(vote);
    g_assert_cmpuint(count.voters, ==, 4);
    g_assert_cmpuint(count.cast, ==, 2);
    g_assert_cmpuint(count.choices[VOTE_FOR], ==, 1);
    g_assert_cmpuint(count.choices[VOTE_AGAINST], ==, 1);
    g_assert_true(count.quorum_met);
    site_vote_close(vote, 2);
    site_vote_close(vote, 3);
    g_assert_false(site_vote_cast(vote, "site:2", VOTE_FOR));
    g_assert_false(site_vote_is_open(vote));
}

/* The numbers of the fixture: 16 may vote, 14 are there. */
static void test_who_did_not_vote(void)
{
    g_autoptr(SiteVote) vote = open_vote(16, 50, false);
    const struct {
        const char *member;
        json_int_t number;
    } expected[] = {{"voters_count", 16}, {"connected", 14}, {"cast", 14}, {"not_voted", 2},
            {"for", 13}, {"against", 0}, {"abstain", 1}};

    for (int i = 0; i < 14; i++) {
        g_autofree char *site = g_strdup_printf("site:%d", i);
        g_assert_true(site_vote_cast(vote, site, i == 13 ? VOTE_ABSTAIN : VOTE_FOR));
    }
    site_vote_connect(vote, 14);
    site_vote_close(vote, 2);
    site_vote_connect(vote, 3); /* what happens later is not of this vote */
    json_t *shown = site_vote_to_json(vote, false);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_cmpint(json_integer_value(json_object_get(shown, expected[i].member)), ==,
                expected[i].number);
    }
    json_decref(shown);
}

static void test_quorum(void)
{
    static const struct {
        size_t voters, cast;
        int64_t percent;
        bool met;
        const char *reason;
    } rows[] = {
            {3, 2, 66, true, "two of three are 66.7"},
            {3, 2, 67, false, "which are not 67: nothing is rounded"},
            {16, 14, 0, true, "none is needed"},
            {16, 16, 100, true, "all"},
            {16, 15, 100, false, "all but one"},
            {2, 0, 1, false, "nobody"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(SiteVote) vote = open_vote(rows[i].voters, rows[i].percent, false);
        for (size_t n = 0; n < rows[i].cast; n++) {
            g_autofree char *site = g_strdup_printf("site:%zu", n);
            g_assert_true(site_vote_cast(vote, site, VOTE_ABSTAIN));
        }
        g_test_message("%s", rows[i].reason);
        g_assert_true(site_vote_count(vote).quorum_met == rows[i].met);
    }
}

static void test_a_secret_vote_shows_no_choice(void)
{
    g_autoptr(SiteVote) vote = open_vote(2, 0, true);

    g_assert_true(site_vote_cast(vote, "site:1", VOTE_AGAINST));
    json_t *shown = site_vote_to_json(vote, false);
    json_t *ballot = json_array_get(json_object_get(shown, "ballots"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(ballot, "site")), ==, "site:1");
    g_assert_cmpstr(json_string_value(json_object_get(ballot, "choice")), ==, "");
    g_assert_cmpint(json_integer_value(json_object_get(shown, "cast")), ==, 1);
    /* Nor does the running count. */
    g_assert_cmpint(json_integer_value(json_object_get(shown, "against")), ==, 0);
    json_decref(shown);

    site_vote_close(vote, G_USEC_PER_SEC);
    shown = site_vote_to_json(vote, false);
    ballot = json_array_get(json_object_get(shown, "ballots"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(ballot, "choice")), ==, "");
    g_assert_cmpint(json_integer_value(json_object_get(shown, "against")), ==, 1);
    json_decref(shown);
    shown = site_vote_to_json(vote, true);
    ballot = json_array_get(json_object_get(shown, "ballots"), 0);
    g_assert_cmpstr(json_string_value(json_object_get(ballot, "choice")), ==, "against");
    json_decref(shown);
}

static void test_words(void)
{
    for (VoteChoice choice = 0; choice < VOTE_CHOICES; choice++) {
        VoteChoice read = VOTE_CHOICES;
        g_assert_true(vote_choice_from_name(vote_choice_name(choice), &read));
        g_assert_cmpint(read, ==, choice);
    }
    VoteChoice read = VOTE_FOR;
    g_assert_false(vote_choice_from_name("perhaps", &read));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/site_vote/who_did_not_vote", test_who_did_not_vote);
    g_test_add_func("/site_vote/counts", test_counts);
    g_test_add_func("/site_vote/quorum", test_quorum);
    g_test_add_func("/site_vote/a_secret_vote_shows_no_choice", test_a_secret_vote_shows_no_choice);
    g_test_add_func("/site_vote/words", test_words);
    return g_test_run();
}
