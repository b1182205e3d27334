#include "signaling/meeting/site_vote.h"

#include "signaling/meeting/utc_time.h"

struct SiteVote {
    char *question;
    int64_t quorum_percent;
    bool secret;
    int64_t opened_us;
    int64_t closed_us; /* 0 while it is open */
    int64_t connected;
    IdentitySet *voters;
    IdentitySet *cast;   /* who has voted, in the order of the first ballot */
    GHashTable *choices; /* a text of `cast` → VoteChoice */
};

static const char *const names[VOTE_CHOICES] = {
        [VOTE_FOR] = "for",
        [VOTE_AGAINST] = "against",
        [VOTE_ABSTAIN] = "abstain",
};

const char *vote_choice_name(VoteChoice choice)
{
    g_assert(choice < VOTE_CHOICES);
    return names[choice];
}

bool vote_choice_from_name(const char *name, VoteChoice *ret_choice)
{
    for (VoteChoice choice = 0; choice < VOTE_CHOICES; choice++) {
        if (g_str_equal(names[choice], name)) {
            *ret_choice = choice;
            return true;
        }
    }
    return false;
}

SiteVote *site_vote_new(const SiteVoteConfig *config)
{
    SiteVote *vote = g_new0(SiteVote, 1);

    vote->question = g_strdup(config->question);
    vote->quorum_percent = config->quorum_percent;
    vote->secret = config->secret;
    vote->opened_us = config->opened_us;
    vote->connected = config->connected;
    vote->voters = identity_set_new();
    identity_set_add_json(vote->voters, config->voters);
    vote->cast = identity_set_new();
    vote->choices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return vote;
}

void site_vote_free(SiteVote *vote)
{
    if (vote != NULL) {
        g_hash_table_unref(vote->choices);
        identity_set_free(vote->cast);
        identity_set_free(vote->voters);
        g_free(vote->question);
        g_free(vote);
    }
}

bool site_vote_may(const SiteVote *vote, const char *site)
{
    return identity_set_has(vote->voters, site);
}

bool site_vote_cast(SiteVote *vote, const char *site, VoteChoice choice)
{
    if (!site_vote_is_open(vote) || !site_vote_may(vote, site) ||
            !identity_set_add(vote->cast, site)) {
        return false;
    }
    g_hash_table_insert(vote->choices, g_strdup(site), GINT_TO_POINTER(choice));
    return true;
}

void site_vote_connect(SiteVote *vote, int64_t connected)
{
    if (site_vote_is_open(vote)) {
        vote->connected = connected;
    }
}

void site_vote_close(SiteVote *vote, int64_t closed_us)
{
    if (site_vote_is_open(vote)) {
        vote->closed_us = closed_us;
    }
}

bool site_vote_is_open(const SiteVote *vote)
{
    return vote->closed_us == 0;
}

bool site_vote_is_secret(const SiteVote *vote)
{
    return vote->secret;
}

static VoteChoice choice_of(const SiteVote *vote, const char *site)
{
    return (VoteChoice)GPOINTER_TO_INT(g_hash_table_lookup(vote->choices, site));
}

SiteVoteCount site_vote_count(const SiteVote *vote)
{
    SiteVoteCount count = {
            .voters = identity_set_size(vote->voters),
            .connected = (size_t)MAX(vote->connected, 0),
            .cast = identity_set_size(vote->cast),
    };

    for (size_t i = 0; i < count.cast; i++) {
        count.choices[choice_of(vote, identity_set_nth(vote->cast, i))]++;
    }
    /* "At least so many percent", in whole numbers: no rounding decides a vote. */
    count.quorum_met = (int64_t)count.cast * 100 >= vote->quorum_percent * (int64_t)count.voters;
    return count;
}

/* Who has voted is no secret: the chair must see whom to wait for. */
static json_t *ballots_to_json(const SiteVote *vote, bool choices)
{
    json_t *ballots = json_array();

    for (size_t i = 0; i < identity_set_size(vote->cast); i++) {
        const char *site = identity_set_nth(vote->cast, i);
        json_array_append_new(ballots,
                json_pack("{s:s, s:s}", "site", site, "choice",
                        choices ? vote_choice_name(choice_of(vote, site)) : ""));
    }
    return ballots;
}

json_t *site_vote_to_json(const SiteVote *vote, bool whole)
{
    const SiteVoteCount count = site_vote_count(vote);
    const bool open = site_vote_is_open(vote);
    g_autofree char *opened = utc_time_text(vote->opened_us);
    g_autofree char *closed = utc_time_text(vote->closed_us);
    /* A running count of a secret vote would tell who chose what, one ballot after the other. */
    const bool hidden = vote->secret && open && !whole;

    return json_pack("{s:s, s:I, s:b, s:b, s:s, s:s, s:o, s:o, s:i, s:i, s:i, s:i, s:i, s:i, s:i, "
                     "s:b}",
            "question", vote->question, "quorum_percent", (json_int_t)vote->quorum_percent,
            "secret", vote->secret, "open", open, "opened", opened, "closed", closed, "voters",
            identity_set_to_json(vote->voters), "ballots",
            ballots_to_json(vote, whole || !vote->secret), "voters_count", (int)count.voters,
            "connected", (int)count.connected, "cast", (int)count.cast, "not_voted",
            (int)(count.voters - count.cast), "for", hidden ? 0 : (int)count.choices[VOTE_FOR],
            "against", hidden ? 0 : (int)count.choices[VOTE_AGAINST], "abstain",
            hidden ? 0 : (int)count.choices[VOTE_ABSTAIN], "quorum_met", count.quorum_met);
}
