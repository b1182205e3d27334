#include "signaling/app/dial_script.h"

#include <glib.h>

#include <string.h>

/* From this entry on; DIAL_ENTRIES: there is none. */
static DialEntry next_unknown(const DialScript *script, DialEntry from)
{
    while (from < DIAL_ENTRIES && script->known[from]) {
        from++;
    }
    return from;
}

static DialMove go_to(DialScript *script, DialEntry entry)
{
    script->entry = next_unknown(script, entry);
    script->size = 0;
    if (script->entry == DIAL_ENTRIES) {
        script->checking = true;
        return DIAL_CHECK;
    }
    script->texts[script->entry][0] = '\0';
    return DIAL_ASK;
}

DialMove dial_script_begin(DialScript *script, bool knows_meeting, bool knows_site, int64_t now_us)
{
    *script = (DialScript){
            .known = {[DIAL_MEETING] = knows_meeting,
                    [DIAL_SITE] = knows_site,
                    [DIAL_PIN] = knows_site},
            .begun_us = now_us,
            .quiet_since_us = now_us,
    };
    return go_to(script, DIAL_MEETING);
}

DialEntry dial_script_entry(const DialScript *script)
{
    return script->entry;
}

const char *dial_script_text(const DialScript *script, DialEntry entry)
{
    return script->texts[entry];
}

/* @param again  the entry to be asked for, if there is a try left */
static DialMove count_try(DialScript *script, DialEntry again, int64_t now_us)
{
    script->quiet_since_us = now_us;
    script->checking = false;
    if (++script->tries >= DIAL_TRIES_MAX) {
        script->over = true;
        return DIAL_END;
    }
    return go_to(script, again);
}

static void keep_early(DialScript *script, char key)
{
    if (script->n_early < DIAL_EARLY_MAX) {
        script->early[script->n_early++] = key;
    }
}

DialMove dial_script_press(DialScript *script, char key, int64_t now_us)
{
    if (script->over) {
        return DIAL_NOTHING;
    }
    if (script->checking) {
        keep_early(script, key);
        return DIAL_NOTHING;
    }
    char *text = script->texts[script->entry];
    script->quiet_since_us = now_us;
    if (key == '#') {
        return script->size > 0 || script->entry == DIAL_MEETING
                ? go_to(script, script->entry + 1)
                : count_try(script, script->entry, now_us);
    }
    if (key == '*') {
        script->size = 0;
    } else if (g_ascii_isdigit(key) && script->size < DIAL_TEXT_MAX) {
        text[script->size++] = key;
    }
    text[script->size] = '\0';
    return DIAL_NOTHING;
}

/* As if it were typed now; what comes after all that is needed waits again. */
static DialMove take_early(DialScript *script, int64_t now_us)
{
    char keys[DIAL_EARLY_MAX];
    const size_t count = script->n_early;
    DialMove move = DIAL_ASK;

    memcpy(keys, script->early, count);
    script->n_early = 0;
    for (size_t i = 0; i < count; i++) {
        const DialMove next = dial_script_press(script, keys[i], now_us);
        move = next != DIAL_NOTHING ? next : move;
    }
    return move;
}

DialMove dial_script_fail(DialScript *script, int64_t now_us)
{
    (void)memset(script->texts, 0, sizeof(script->texts));
    const DialMove move = count_try(script, DIAL_MEETING, now_us);
    return move == DIAL_ASK ? take_early(script, now_us) : move;
}

DialMove dial_script_tick(DialScript *script, int64_t now_us)
{
    if (script->over) {
        return DIAL_NOTHING;
    }
    if (now_us - script->begun_us > DIAL_WHOLE_US) {
        script->over = true;
        return DIAL_END;
    }
    if (script->checking || now_us - script->quiet_since_us <= DIAL_QUIET_US) {
        return DIAL_NOTHING;
    }
    return count_try(script, script->entry, now_us);
}
