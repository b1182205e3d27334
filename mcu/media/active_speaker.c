#include "mcu/media/active_speaker.h"

#include <math.h>

/* Loudness is decibels above the floor, so that silence is 0 and speech is 20 to 45. */
static const double floor_dbov = 60;
static const double voice_on_db = 15;  /* -45 dBov: above the noise of a room */
static const double voice_off_db = 10; /* -50 dBov */
static const double louder_db = 5;     /* what another site must have over the speaker */

/* Together: an answer of equal loudness overtakes after about 0.17 s and takes over at 0.47 s. */
static const double rise_us = 100000;
static const double fall_us = 400000;
enum { TAKE_OVER_US = 300000, VOICE_HOLD_US = 500000, STEP_MAX_US = 1000000 };

typedef struct Site {
    uint32_t id;
    double loudness_db;
    bool speaking;
    int64_t voice_us; /* when the voice was last heard */
    bool seen;        /* in this tick */
} Site;

struct ActiveSpeaker {
    size_t site_count;
    uint32_t current;
    uint32_t rival;   /* the louder one, not yet for long enough */
    int64_t rival_us; /* since when */
    int64_t last_us;  /* the tick before */
    Site sites[ACTIVE_SPEAKER_SITES_MAX];
};

ActiveSpeaker *active_speaker_new(void)
{
    return g_new0(ActiveSpeaker, 1);
}

void active_speaker_free(ActiveSpeaker *speaker)
{
    g_free(speaker);
}

/* The levels come in the same order tick after tick, so the guess is nearly always right. */
static Site *find_site(ActiveSpeaker *speaker, uint32_t id, size_t guess)
{
    if (guess < speaker->site_count && speaker->sites[guess].id == id) {
        return &speaker->sites[guess];
    }
    for (size_t i = 0; i < speaker->site_count; i++) {
        if (speaker->sites[i].id == id) {
            return &speaker->sites[i];
        }
    }
    return NULL;
}

static Site *find_or_add_site(ActiveSpeaker *speaker, uint32_t id, size_t guess)
{
    Site *site = find_site(speaker, id, guess);

    if (site == NULL && speaker->site_count < ACTIVE_SPEAKER_SITES_MAX) {
        site = &speaker->sites[speaker->site_count++];
        *site = (Site){.id = id};
    }
    return site;
}

static void hear_site(Site *site, uint8_t level_dbov, double step_us, int64_t now_us)
{
    const double heard_db = fmax(0, floor_dbov - level_dbov);
    const double smooth_us = heard_db > site->loudness_db ? rise_us : fall_us;

    site->loudness_db += (heard_db - site->loudness_db) * (1 - exp(-step_us / smooth_us));
    if (site->loudness_db >= voice_on_db || (site->speaking && site->loudness_db >= voice_off_db)) {
        site->speaking = true;
        site->voice_us = now_us;
    } else if (now_us - site->voice_us >= VOICE_HOLD_US) {
        site->speaking = false;
    }
    site->seen = true;
}

static void forget_unseen(ActiveSpeaker *speaker)
{
    size_t kept = 0;

    for (size_t i = 0; i < speaker->site_count; i++) {
        if (speaker->sites[i].seen) {
            speaker->sites[kept] = speaker->sites[i];
            speaker->sites[kept++].seen = false;
        }
    }
    speaker->site_count = kept;
}

static const Site *loudest_site(const ActiveSpeaker *speaker)
{
    const Site *loudest = NULL;

    for (size_t i = 0; i < speaker->site_count; i++) {
        const Site *site = &speaker->sites[i];
        if (site->speaking && (loudest == NULL || site->loudness_db > loudest->loudness_db)) {
            loudest = site;
        }
    }
    return loudest;
}

/* The site that is louder than the speaker by enough to become it, or NULL. */
static const Site *find_rival(ActiveSpeaker *speaker)
{
    const Site *current = find_site(speaker, speaker->current, 0);
    const Site *loudest = loudest_site(speaker);

    if (current == NULL) {
        speaker->current = ACTIVE_SPEAKER_NOBODY;
    }
    if (loudest == NULL || loudest->id == speaker->current) {
        return NULL;
    }
    if (current != NULL && loudest->loudness_db < current->loudness_db + louder_db) {
        return NULL;
    }
    return loudest;
}

bool active_speaker_update(
        ActiveSpeaker *speaker, const SiteLevel *levels, size_t count, int64_t now_us)
{
    const uint32_t before = speaker->current;
    const int64_t step_us = CLAMP(now_us - speaker->last_us, 0, STEP_MAX_US);

    speaker->last_us = now_us;
    for (size_t i = 0; i < count; i++) {
        Site *site = find_or_add_site(speaker, levels[i].id, i);
        if (site != NULL) {
            hear_site(site, levels[i].level_dbov, (double)step_us, now_us);
        }
    }
    forget_unseen(speaker);

    const Site *rival = find_rival(speaker);
    if (rival == NULL) {
        speaker->rival = ACTIVE_SPEAKER_NOBODY;
    } else if (rival->id != speaker->rival) {
        speaker->rival = rival->id;
        speaker->rival_us = now_us;
    } else if (now_us - speaker->rival_us >= TAKE_OVER_US) {
        speaker->current = rival->id;
        speaker->rival = ACTIVE_SPEAKER_NOBODY;
    }
    return speaker->current != before;
}

uint32_t active_speaker_current(const ActiveSpeaker *speaker)
{
    return speaker->current;
}

bool active_speaker_is_speaking(const ActiveSpeaker *speaker, uint32_t id)
{
    for (size_t i = 0; i < speaker->site_count; i++) {
        if (speaker->sites[i].id == id) {
            return speaker->sites[i].speaking;
        }
    }
    return false;
}
