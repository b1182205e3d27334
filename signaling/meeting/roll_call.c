#include "signaling/meeting/roll_call.h"

#include "signaling/meeting/utc_time.h"

struct RollCall {
    RollMode mode;
    int64_t begun_us; /* 0: there was none yet */
    int64_t ended_us; /* 0: it is open */
    int64_t confirmed_us;
    char *confirmed_by; /* never NULL, as the next */
    char *called;
    int64_t until_us;
    IdentitySet *sites;
    GHashTable *answers; /* a site → RollAnswer */
};

static const char *const modes[ROLL_MODES] = {
        [ROLL_ASSISTED] = "assisted",
        [ROLL_AUTO] = "auto",
};

static const char *const answers[ROLL_ANSWERS] = {
        [ROLL_UNCHECKED] = "",
        [ROLL_PRESENT] = "present",
        [ROLL_PICTURE_ONLY] = "picture_only",
        [ROLL_SOUND_ONLY] = "sound_only",
        [ROLL_NO_ANSWER] = "no_answer",
};

const char *roll_mode_name(RollMode mode)
{
    g_assert(mode < ROLL_MODES);
    return modes[mode];
}

bool roll_mode_from_name(const char *name, RollMode *ret_mode)
{
    for (RollMode mode = 0; mode < ROLL_MODES; mode++) {
        if (g_str_equal(modes[mode], name)) {
            *ret_mode = mode;
            return true;
        }
    }
    return false;
}

const char *roll_answer_name(RollAnswer answer)
{
    g_assert(answer < ROLL_ANSWERS);
    return answers[answer];
}

bool roll_answer_from_name(const char *name, RollAnswer *ret_answer)
{
    for (RollAnswer answer = 0; answer < ROLL_ANSWERS; answer++) {
        if (g_str_equal(answers[answer], name)) {
            *ret_answer = answer;
            return true;
        }
    }
    return false;
}

RollCall *roll_call_new(void)
{
    RollCall *roll = g_new0(RollCall, 1);

    roll->confirmed_by = g_strdup("");
    roll->called = g_strdup("");
    roll->sites = identity_set_new();
    roll->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return roll;
}

void roll_call_free(RollCall *roll)
{
    if (roll != NULL) {
        g_free(roll->confirmed_by);
        g_free(roll->called);
        identity_set_free(roll->sites);
        g_hash_table_unref(roll->answers);
        g_free(roll);
    }
}

static void set_called(RollCall *roll, const char *site, int64_t until_us)
{
    char *copy = g_strdup(site);

    g_free(roll->called);
    roll->called = copy;
    roll->until_us = until_us;
}

static void set_confirmed(RollCall *roll, const char *name, int64_t time_us)
{
    char *copy = g_strdup(name);

    g_free(roll->confirmed_by);
    roll->confirmed_by = copy;
    roll->confirmed_us = time_us;
}

void roll_call_begin(RollCall *roll, RollMode mode, const json_t *sites, int64_t time_us)
{
    roll->mode = mode;
    roll->begun_us = time_us;
    roll->ended_us = 0;
    set_confirmed(roll, "", 0);
    set_called(roll, "", 0);
    identity_set_clear(roll->sites);
    identity_set_add_json(roll->sites, sites);
    g_hash_table_remove_all(roll->answers);
}

void roll_call_call(RollCall *roll, const char *site, int64_t until_us)
{
    if (roll_call_has(roll, site)) {
        set_called(roll, site, until_us);
    }
}

void roll_call_mark(RollCall *roll, const char *site, RollAnswer answer)
{
    if (roll_call_has(roll, site)) {
        g_hash_table_insert(roll->answers, g_strdup(site), GINT_TO_POINTER(answer));
    }
}

void roll_call_end(RollCall *roll, int64_t time_us)
{
    if (roll->ended_us == 0) {
        roll->ended_us = time_us;
    }
    set_called(roll, "", 0);
}

void roll_call_confirm(RollCall *roll, const char *name, int64_t time_us)
{
    roll_call_end(roll, time_us);
    set_confirmed(roll, name, time_us);
}

bool roll_call_has_begun(const RollCall *roll)
{
    return roll->begun_us != 0;
}

bool roll_call_is_open(const RollCall *roll)
{
    return roll->begun_us != 0 && roll->ended_us == 0;
}

bool roll_call_is_confirmed(const RollCall *roll)
{
    return roll->confirmed_us != 0;
}

RollMode roll_call_mode(const RollCall *roll)
{
    return roll->mode;
}

const char *roll_call_called(const RollCall *roll)
{
    return roll->called;
}

int64_t roll_call_until_us(const RollCall *roll)
{
    return roll->until_us;
}

bool roll_call_has(const RollCall *roll, const char *site)
{
    return identity_set_has(roll->sites, site);
}

RollAnswer roll_call_answer(const RollCall *roll, const char *site)
{
    return (RollAnswer)GPOINTER_TO_INT(g_hash_table_lookup(roll->answers, site));
}

const char *roll_call_next(const RollCall *roll)
{
    for (size_t i = 0; i < identity_set_size(roll->sites); i++) {
        const char *site = identity_set_nth(roll->sites, i);
        if (roll_call_answer(roll, site) == ROLL_UNCHECKED) {
            return site;
        }
    }
    return NULL;
}

static json_t *sites_to_json(const RollCall *roll)
{
    json_t *array = json_array();

    for (size_t i = 0; i < identity_set_size(roll->sites); i++) {
        const char *site = identity_set_nth(roll->sites, i);
        json_array_append_new(array,
                json_pack("{s:s, s:s}", "site", site, "answer",
                        roll_answer_name(roll_call_answer(roll, site))));
    }
    return array;
}

json_t *roll_call_to_json(const RollCall *roll)
{
    g_autofree char *begun = utc_time_text(roll->begun_us);
    g_autofree char *ended = utc_time_text(roll->ended_us);
    g_autofree char *confirmed = utc_time_text(roll->confirmed_us);
    g_autofree char *until = utc_time_text(roll->until_us);

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "mode", roll_mode_name(roll->mode),
            "begun", begun, "ended", ended, "confirmed", confirmed, "confirmed_by",
            roll->confirmed_by, "called", roll->called, "until", until, "sites",
            sites_to_json(roll));
}
