#include "signaling/app/site_keys.h"

#include "config/log.h"

LOG_TOPIC("sip");

static SiteKeyWish wish_of(char key)
{
    switch (key) {
    case '5':
        return SITE_KEY_SPEAK;
    case '6':
        return SITE_KEY_MICROPHONE;
    default:
        return SITE_KEY_NOTHING;
    }
}

SiteKeyWish site_keys_take(SiteKeys *keys, char key, int64_t now_us)
{
    if (key == '*') {
        keys->starred = true;
        keys->starred_us = now_us;
        return SITE_KEY_NOTHING;
    }
    const bool follows = keys->starred && now_us - keys->starred_us <= SITE_KEYS_PATIENCE_US;
    const SiteKeyWish wish = follows ? wish_of(key) : SITE_KEY_NOTHING;

    keys->starred = false;
    if (wish == SITE_KEY_NOTHING || (keys->wished && now_us - keys->wished_us < SITE_KEYS_GAP_US)) {
        return SITE_KEY_NOTHING;
    }
    keys->wished = true;
    keys->wished_us = now_us;
    return wish;
}

static void on_done(const GError *error, void *user_data)
{
    g_autofree char *site = user_data;

    if (error != NULL) {
        log_info("What site %s wished by its keys was refused: %s.", site, error->message);
    }
}

static void ask_or_withdraw(Conference *conference, const Participant *site)
{
    MeetingConduct *conduct = conference_conduct(conference);
    const SpeakerQueue *queue = proceedings_queue(meeting_conduct_state(conduct));
    const ProceedingsActor actor = {
            .identity = site->identity, .name = site->name, .role = site->role};
    const ProceedingsCommand command = {
            .verb = speaker_queue_has(queue, site->identity) ? PROCEEDINGS_WITHDRAW
                                                             : PROCEEDINGS_ASK,
            .text = "",
    };

    meeting_conduct_run(conduct, &actor, &command, on_done, g_strdup(site->name));
}

static void switch_microphone(Conference *conference, const Participant *site)
{
    const Proceedings *state = meeting_conduct_state(conference_conduct(conference));
    const bool may = proceedings_may_speak(state, site->identity, site->role == ROLE_CHAIR);

    if (!site->mic && !may) {
        log_info("Site %s may not open its microphone now.", site->name);
        return;
    }
    conference_set_own(conference, site->identity, !site->mic, site->camera);
}

void site_keys_do(SiteKeyWish wish, Conference *conference, const char *identity)
{
    const Participant *site = meeting_find(conference_meeting(conference), identity);

    if (site == NULL || wish == SITE_KEY_NOTHING) {
        return;
    }
    if (wish == SITE_KEY_SPEAK) {
        ask_or_withdraw(conference, site);
    } else {
        switch_microphone(conference, site);
    }
}
