/**
 * site_vote: one vote of a meeting, a ballot a site, and its count.
 *
 * Who may vote is laid down when the vote is opened, so that nobody can join to tip it. Who was invited and is not
 * there may vote as soon as it comes, and counts for the quorum meanwhile. A ballot may be changed until the vote is
 * closed.
 *
 * Units       times are microseconds since 1970.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      one at a time: the main loop.
 * Errors      a ballot of who may not vote, or after the end, is not taken.
 * Memory      IDENTITY_SET_MAX voters and as many ballots.
 */
#ifndef SIGNALING_MEETING_SITE_VOTE_H
#define SIGNALING_MEETING_SITE_VOTE_H

#include "signaling/meeting/identity_set.h"

#include <stdint.h>

typedef enum VoteChoice {
    VOTE_FOR,
    VOTE_AGAINST,
    VOTE_ABSTAIN,
    VOTE_CHOICES, /**< how many */
} VoteChoice;

/** The word of the protocol, and back. */
const char *vote_choice_name(VoteChoice choice);
bool vote_choice_from_name(const char *name, VoteChoice *ret_choice);

typedef struct SiteVoteConfig {
    const char *question;
    int64_t quorum_percent; /**< of the voters, that must have cast a ballot; 0: none is needed */
    bool secret;            /**< who chose what is not shown */
    int64_t opened_us;
    const json_t *voters; /**< an array of identities */
    int64_t connected;    /**< of the voters, when it is opened */
} SiteVoteConfig;

typedef struct SiteVoteCount {
    size_t voters;
    size_t connected; /**< when it was opened, or closed */
    size_t cast;
    size_t choices[VOTE_CHOICES];
    bool quorum_met;
} SiteVoteCount;

typedef struct SiteVote SiteVote;

SiteVote *site_vote_new(const SiteVoteConfig *config);

/** NULL is allowed. */
void site_vote_free(SiteVote *vote);

bool site_vote_may(const SiteVote *vote, const char *site);
bool site_vote_cast(SiteVote *vote, const char *site, VoteChoice choice);

/** How many of the voters are connected now. */
void site_vote_connect(SiteVote *vote, int64_t connected);
void site_vote_close(SiteVote *vote, int64_t closed_us);

bool site_vote_is_open(const SiteVote *vote);
bool site_vote_is_secret(const SiteVote *vote);
SiteVoteCount site_vote_count(const SiteVote *vote);

/** @param whole  with each site's choice, even of a secret vote: never for clients */
json_t *site_vote_to_json(const SiteVote *vote, bool whole);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SiteVote, site_vote_free)

#endif
