#include "signaling/meeting/proceedings_state.h"

G_DEFINE_QUARK(proceedings - error - quark, proceedings_error)

Proceedings *proceedings_new(void)
{
    Proceedings *proceedings = g_new0(Proceedings, 1);

    proceedings->floor.site = g_strdup("");
    proceedings->slides = g_strdup("");
    proceedings->admitted = identity_set_new();
    proceedings->muted = identity_set_new();
    proceedings->reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    proceedings->presenters = identity_set_new();
    proceedings->pictures = picture_orders_new();
    proceedings->queue = speaker_queue_new();
    proceedings->agenda = agenda_page_new();
    proceedings->chat = chat_log_new();
    proceedings->notes = screen_notes_new();
    proceedings->roll = roll_call_new();
    proceedings->heads = site_heads_table_new();
    proceedings->presence = presence_log_new();
    proceedings->told = identity_set_new();
    proceedings->acknowledged = identity_set_new();
    return proceedings;
}

void proceedings_free(Proceedings *proceedings)
{
    if (proceedings != NULL) {
        g_free(proceedings->floor.site);
        g_free(proceedings->slides);
        identity_set_free(proceedings->admitted);
        identity_set_free(proceedings->muted);
        g_hash_table_unref(proceedings->reasons);
        identity_set_free(proceedings->presenters);
        identity_set_free(proceedings->told);
        identity_set_free(proceedings->acknowledged);
        picture_orders_free(proceedings->pictures);
        speaker_queue_free(proceedings->queue);
        agenda_page_free(proceedings->agenda);
        site_vote_free(proceedings->vote);
        chat_log_free(proceedings->chat);
        screen_notes_free(proceedings->notes);
        roll_call_free(proceedings->roll);
        site_heads_table_free(proceedings->heads);
        presence_log_free(proceedings->presence);
        g_free(proceedings);
    }
}

/* What it looks like from outside. */

ProceedingsPhase proceedings_phase(const Proceedings *proceedings)
{
    return proceedings->phase;
}

int64_t proceedings_opened_us(const Proceedings *proceedings)
{
    return proceedings->opened_us;
}

int64_t proceedings_closed_us(const Proceedings *proceedings)
{
    return proceedings->closed_us;
}

bool proceedings_is_stopped(const Proceedings *proceedings)
{
    return proceedings->stopped;
}

int64_t proceedings_end_plan_us(const Proceedings *proceedings)
{
    return proceedings->end_plan_us;
}

bool proceedings_is_locked(const Proceedings *proceedings)
{
    return proceedings->locked;
}

bool proceedings_has_waiting_room(const Proceedings *proceedings)
{
    return proceedings->waiting_room;
}

bool proceedings_is_governed(const Proceedings *proceedings)
{
    return proceedings->governed;
}

bool proceedings_is_admitted(const Proceedings *proceedings, const char *identity)
{
    return identity_set_has(proceedings->admitted, identity);
}

const char *proceedings_floor(const Proceedings *proceedings)
{
    return proceedings->floor.site;
}

int64_t proceedings_floor_since_us(const Proceedings *proceedings)
{
    return proceedings->floor.since_us;
}

int64_t proceedings_floor_limit_s(const Proceedings *proceedings)
{
    return proceedings->floor.limit_s;
}

bool proceedings_may_speak(const Proceedings *proceedings, const char *identity, bool chair)
{
    return chair ||
            (!identity_set_has(proceedings->muted, identity) &&
                    (!proceedings->governed || g_str_equal(proceedings->floor.site, identity)));
}

bool proceedings_may_present(const Proceedings *proceedings, const char *identity, bool chair)
{
    return chair || !proceedings->governed || g_str_equal(proceedings->floor.site, identity) ||
            identity_set_has(proceedings->presenters, identity);
}

const char *proceedings_slides(const Proceedings *proceedings)
{
    return proceedings->slides;
}

const IdentitySet *proceedings_muted(const Proceedings *proceedings)
{
    return proceedings->muted;
}

const char *proceedings_mute_reason(const Proceedings *proceedings, const char *identity)
{
    return g_hash_table_lookup(proceedings->reasons, identity);
}

bool proceedings_mutes_by_itself(const Proceedings *proceedings)
{
    return proceedings->auto_mute;
}

const IdentitySet *proceedings_presenters(const Proceedings *proceedings)
{
    return proceedings->presenters;
}

const PictureOrders *proceedings_pictures(const Proceedings *proceedings)
{
    return proceedings->pictures;
}

const SpeakerQueue *proceedings_queue(const Proceedings *proceedings)
{
    return proceedings->queue;
}

const AgendaPage *proceedings_agenda(const Proceedings *proceedings)
{
    return proceedings->agenda;
}

const SiteVote *proceedings_vote(const Proceedings *proceedings)
{
    return proceedings->vote;
}

const ChatLog *proceedings_chat(const Proceedings *proceedings)
{
    return proceedings->chat;
}

const ScreenNotes *proceedings_notes(const Proceedings *proceedings)
{
    return proceedings->notes;
}

const RollCall *proceedings_roll(const Proceedings *proceedings)
{
    return proceedings->roll;
}

const SiteHeadsTable *proceedings_heads(const Proceedings *proceedings)
{
    return proceedings->heads;
}

const PresenceLog *proceedings_presence(const Proceedings *proceedings)
{
    return proceedings->presence;
}

const ProceedingsRecording *proceedings_recording(const Proceedings *proceedings)
{
    return &proceedings->recording;
}

const IdentitySet *proceedings_told(const Proceedings *proceedings)
{
    return proceedings->told;
}

const IdentitySet *proceedings_acknowledged(const Proceedings *proceedings)
{
    return proceedings->acknowledged;
}
