#include "mcu/media/talker_choice.h"

enum {
    VOICE_DBOV = 60,         /* quieter than this is the room, not a voice */
    LOUDER_DB = 6,           /* what a newcomer must have over a place that talks */
    HOLD_US = 2000000,       /* a place is kept through pauses of this length */
    SETTLED_US = 500000,     /* a talker is not pushed out earlier than this */
    LOUDNESS_FALL_DBPS = 40, /* a place's loudness falls this much in a second of pause */
};

typedef struct Place {
    uint32_t id;
    double loudness_db; /* above VOICE_DBOV: the peak, falling slowly */
    int64_t since_us;
    int64_t voice_us; /* when the voice was last heard */
    bool seen;        /* in this tick */
} Place;

struct TalkerChoice {
    size_t place_count;
    size_t used;
    int64_t last_us;
    Place places[TALKER_CHOICE_MAX];
};

TalkerChoice *talker_choice_new(size_t places)
{
    g_assert(places >= 1 && places <= TALKER_CHOICE_MAX);

    TalkerChoice *choice = g_new0(TalkerChoice, 1);
    choice->place_count = places;
    return choice;
}

void talker_choice_free(TalkerChoice *choice)
{
    g_free(choice);
}

static Place *find_place(TalkerChoice *choice, uint32_t id)
{
    for (size_t i = 0; i < choice->used; i++) {
        if (choice->places[i].id == id) {
            return &choice->places[i];
        }
    }
    return NULL;
}

static void hear_place(Place *place, int loudness_db, double fallen_db, int64_t now_us)
{
    place->seen = true;
    place->loudness_db = MAX(place->loudness_db - fallen_db, loudness_db);
    if (loudness_db > 0) {
        place->voice_us = now_us;
    }
}

/* Lets go of those who left and of those whose pause became too long. */
static void release_places(TalkerChoice *choice, int64_t now_us)
{
    size_t kept = 0;

    for (size_t i = 0; i < choice->used; i++) {
        const Place *place = &choice->places[i];
        if (place->seen && now_us - place->voice_us < HOLD_US) {
            choice->places[kept] = *place;
            choice->places[kept++].seen = false;
        }
    }
    choice->used = kept;
}

/* A free place, else the weakest one that this loudness may push out, else NULL. */
static Place *place_for(TalkerChoice *choice, int loudness_db, int64_t now_us)
{
    if (choice->used < choice->place_count) {
        return &choice->places[choice->used++];
    }
    Place *weakest = &choice->places[0];
    for (size_t i = 1; i < choice->used; i++) {
        if (choice->places[i].loudness_db < weakest->loudness_db) {
            weakest = &choice->places[i];
        }
    }
    if (now_us - weakest->since_us < SETTLED_US) {
        return NULL;
    }
    return loudness_db >= weakest->loudness_db + LOUDER_DB ? weakest : NULL;
}

size_t talker_choice_update(TalkerChoice *choice, const SiteLevel *levels, size_t count,
        int64_t now_us, uint32_t *out_ids)
{
    const int64_t step_us = CLAMP(now_us - choice->last_us, 0, HOLD_US);
    const double fallen_db = (double)step_us * LOUDNESS_FALL_DBPS / 1e6;

    choice->last_us = now_us;
    for (size_t i = 0; i < count; i++) {
        Place *place = find_place(choice, levels[i].id);
        if (place != NULL) {
            hear_place(place, VOICE_DBOV - levels[i].level_dbov, fallen_db, now_us);
        }
    }
    release_places(choice, now_us);

    for (size_t i = 0; i < count; i++) {
        const int loudness_db = VOICE_DBOV - levels[i].level_dbov;
        if (loudness_db <= 0 || find_place(choice, levels[i].id) != NULL) {
            continue;
        }
        Place *place = place_for(choice, loudness_db, now_us);
        if (place != NULL) {
            *place = (Place){.id = levels[i].id,
                    .loudness_db = loudness_db,
                    .since_us = now_us,
                    .voice_us = now_us};
        }
    }
    for (size_t i = 0; i < choice->used; i++) {
        out_ids[i] = choice->places[i].id;
    }
    return choice->used;
}

bool talker_choice_has(const TalkerChoice *choice, uint32_t id)
{
    for (size_t i = 0; i < choice->used; i++) {
        if (choice->places[i].id == id) {
            return true;
        }
    }
    return false;
}
