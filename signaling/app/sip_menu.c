#include "signaling/app/sip_menu.h"

#include "config/log.h"
#include "signaling/app/dial_check.h"
#include "signaling/app/dial_script.h"
#include "signaling/app/leg_offers.h"
#include "signaling/app/sip_refusal.h"

LOG_TOPIC("sip");

enum {
    TICK_S = 1,
    BREATH_MS = 200,   /* between two sentences */
    TWICE_US = 500000, /* within this a key that comes by both ways was pressed once */
};

struct SipMenu {
    /* set at creation, then constant */
    SipMenuConfig with; /* but for its texts */
    char *prompts_dir;

    SipServer *server;
    SipLobby *lobby;
    DialCheck *check;
    GHashTable *callers; /* number → Caller */
    guint tick;
};

/* What follows a sentence. */
typedef enum Then { THEN_LISTEN, THEN_ASK, THEN_ENTER, THEN_BYE, THEN_END } Then;

typedef struct Caller {
    SipMenu *menu;
    uint64_t number;
    char *address;
    char *site;    /* proved by its password; NULL: to be asked for */
    char *meeting; /* dialled; NULL: to be asked for */
    char *leg;     /* in the lobby */
    DialScript script;
    char *entering_site;    /* what fits; NULL before */
    char *entering_meeting; /* as well */
    bool brought;           /* sip_calls has it, and waits for its offer */
    unsigned said;          /* sentences so far */
    Then then;
    guint timer; /* until the sentence is over; 0: none */
    char key;    /* the last one, the way it came, and when */
    bool key_by_leg;
    int64_t key_us;
} Caller;

/* A question under way: its caller may be gone when the answer comes. */
typedef struct Question {
    SipMenu *menu;
    uint64_t number;
    unsigned said;
} Question;

static Caller *find(const SipMenu *menu, uint64_t number)
{
    return g_hash_table_lookup(menu->callers, &number);
}

static Question *ask(const Caller *caller)
{
    Question *question = g_new(Question, 1);
    *question = (Question){caller->menu, caller->number, caller->said};
    return question;
}

/* Its leg goes with it. */
static void caller_free(void *data)
{
    Caller *caller = data;

    if (caller->timer != 0) {
        g_source_remove(caller->timer);
    }
    if (caller->leg != NULL) {
        sip_lobby_remove(caller->menu->lobby, caller->leg);
    }
    g_free(caller->address);
    g_free(caller->site);
    g_free(caller->meeting);
    g_free(caller->leg);
    g_free(caller->entering_site);
    g_free(caller->entering_meeting);
    g_free(caller);
}

static void forget(Caller *caller)
{
    g_hash_table_remove(caller->menu->callers, &caller->number);
}

static void end(Caller *caller, const char *why)
{
    SipMenu *menu = caller->menu;
    const uint64_t number = caller->number;

    log_info("The call from %s is ended in the lobby: %s.", caller->address, why);
    forget(caller);
    sip_server_end(menu->server, number, why);
}

/* ---- speaking ---- */

static void say(Caller *caller, const char *sentence, Then then);
static void enter(Caller *caller);

static void ask_entry(Caller *caller)
{
    static const char *const sentences[DIAL_ENTRIES] = {
            [DIAL_MEETING] = "dial_meeting", [DIAL_SITE] = "dial_site", [DIAL_PIN] = "dial_pin"};
    say(caller, sentences[dial_script_entry(&caller->script)], THEN_LISTEN);
}

static gboolean on_said(gpointer data)
{
    Caller *caller = data;

    caller->timer = 0;
    if (caller->then == THEN_ASK) {
        ask_entry(caller);
    } else if (caller->then == THEN_ENTER) {
        enter(caller);
    } else if (caller->then == THEN_BYE) {
        say(caller, "dial_goodbye", THEN_END);
    } else if (caller->then == THEN_END) {
        end(caller, "nothing that fits was entered");
    }
    return G_SOURCE_REMOVE;
}

static void on_playing(const McuReply *reply, void *user_data)
{
    g_autofree Question *question = user_data;
    Caller *caller = find(question->menu, question->number);
    const ApiPlaying *playing = reply->result;
    const bool plays = reply->outcome == MCU_REPLIED;

    if (caller == NULL || caller->said != question->said) {
        return;
    }
    if (!plays) {
        log_warning("A caller is not spoken to: %s.", reply->reason);
    }
    caller->timer = g_timeout_add(
            plays ? (guint)playing->duration_ms + BREATH_MS : BREATH_MS, on_said, caller);
}

/* The office's own, where there is one of that name. */
static char *sound_of(const SipMenu *menu, const char *sentence)
{
    g_autofree char *name = g_strconcat(sentence, ".wav", NULL);
    g_autofree char *path = g_build_filename(menu->prompts_dir, name, NULL);

    return menu->prompts_dir[0] != '\0' && g_file_test(path, G_FILE_TEST_IS_REGULAR)
            ? g_canonicalize_filename(path, NULL)
            : g_strdup(sentence);
}

static void say(Caller *caller, const char *sentence, Then then)
{
    g_autofree char *sound = sound_of(caller->menu, sentence);

    if (caller->timer != 0) {
        g_source_remove(caller->timer);
        caller->timer = 0;
    }
    caller->said++;
    caller->then = then;
    sip_lobby_play(caller->menu->lobby, caller->leg, sound, on_playing, ask(caller));
}

/* ---- what was entered ---- */

static void check(Caller *caller);

static void fail(Caller *caller, const char *reason)
{
    const DialMove move = dial_script_fail(&caller->script, g_get_monotonic_time());

    if (move == DIAL_CHECK) {
        say(caller, reason, THEN_LISTEN);
        check(caller);
    } else {
        say(caller, reason, move == DIAL_END ? THEN_BYE : THEN_ASK);
    }
}

static const char *reason_of(ClientError error)
{
    switch (error) {
    case CLIENT_ERROR_UNKNOWN_MEETING:
        return "dial_no_meeting";
    case CLIENT_ERROR_MEETING_ENDED:
    case CLIENT_ERROR_NOT_OPEN:
    case CLIENT_ERROR_IN_PERSON:
        return "dial_not_open";
    case CLIENT_ERROR_TOO_MANY:
    case CLIENT_ERROR_SERVER_BUSY:
    case CLIENT_ERROR_MEDIA_UNAVAILABLE:
        return "dial_busy";
    default:
        return "dial_not_let_in";
    }
}

static void on_brought(uint64_t number, const SipCallsDoor *door, void *user_data)
{
    const SipMenu *menu = user_data;
    Caller *caller = find(menu, number);

    if (caller != NULL && (door->error != CLIENT_ERROR_NONE || !door->invited)) {
        caller->brought = false;
        fail(caller, door->invited ? reason_of(door->error) : "dial_not_invited");
    }
}

static void enter(Caller *caller)
{
    const SipCallsGuest guest = {.site = caller->entering_site,
            .meeting = caller->entering_meeting,
            .address = caller->address};

    caller->brought = true;
    sip_calls_bring(caller->menu->with.calls, caller->number, &guest, on_brought, caller->menu);
}

static void on_verdict(DialVerdict verdict, const char *meeting, const char *site, void *user_data)
{
    static const char *const reasons[] = {
            [DIAL_NO_MEETING] = "dial_no_meeting",
            [DIAL_WRONG_PIN] = "dial_wrong_pin",
            [DIAL_TOO_OFTEN] = "dial_too_often",
            [DIAL_BUSY] = "dial_busy",
    };
    g_autofree Question *question = user_data;
    SipMenu *menu = question->menu;
    Caller *caller = find(menu, question->number);

    if (caller == NULL) {
        return;
    }
    if (verdict == DIAL_FITS) {
        g_free(caller->entering_site);
        g_free(caller->entering_meeting);
        caller->entering_site = g_strdup(site);
        caller->entering_meeting = g_strdup(meeting);
        say(caller, "dial_welcome", THEN_ENTER);
        return;
    }
    if (verdict == DIAL_TOO_OFTEN) {
        say(caller, reasons[verdict], THEN_END);
        return;
    }
    fail(caller, reasons[verdict]);
}

static void check(Caller *caller)
{
    const DialScript *script = &caller->script;

    dial_check_ask(caller->menu->check,
            &(DialQuestion){
                    .address = caller->address,
                    .site = caller->site,
                    .site_keys = dial_script_text(script, DIAL_SITE),
                    .pin = dial_script_text(script, DIAL_PIN),
                    .meeting = caller->meeting,
                    .meeting_keys = dial_script_text(script, DIAL_MEETING),
            },
            on_verdict, ask(caller));
}

static void act(Caller *caller, DialMove move)
{
    if (move == DIAL_ASK) {
        ask_entry(caller);
    } else if (move == DIAL_CHECK) {
        check(caller);
    } else if (move == DIAL_END) {
        say(caller, "dial_goodbye", THEN_END);
    }
}

/* There are devices that tell of a key both ways. */
static void press(Caller *caller, char key, bool by_leg)
{
    const int64_t now_us = g_get_monotonic_time();
    const bool twice = key == caller->key && by_leg != caller->key_by_leg &&
            now_us - caller->key_us < TWICE_US;

    caller->key = key;
    if (twice) {
        caller->key = '\0';
    }
    caller->key_by_leg = by_leg;
    caller->key_us = now_us;
    if (!twice) {
        act(caller, dial_script_press(&caller->script, key, now_us));
    }
}

/* ---- coming in ---- */

static void refuse(Caller *caller, ClientError error)
{
    SipMenu *menu = caller->menu;
    const uint64_t number = caller->number;

    forget(caller);
    sip_refusal_tell(menu->server, number, sip_refusal_of(error));
}

static void on_added(const McuAnswer *answer, void *user_data)
{
    g_autofree Question *question = user_data;
    Caller *caller = find(question->menu, question->number);

    if (caller == NULL) {
        return;
    }
    if (answer->outcome != MCU_REPLIED) {
        log_info("The call from %s cannot be taken: %s.", caller->address, answer->reason);
        refuse(caller, leg_offers_error_of(answer));
        return;
    }
    sip_server_answer(question->menu->server, caller->number, answer->sdp);
    act(caller,
            dial_script_begin(&caller->script, caller->meeting != NULL, caller->site != NULL,
                    g_get_monotonic_time()));
}

static unsigned callers_of(const SipMenu *menu, const char *address)
{
    GHashTableIter iterator;
    gpointer value = NULL;
    unsigned count = 0;

    g_hash_table_iter_init(&iterator, menu->callers);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        count += g_str_equal(((const Caller *)value)->address, address);
    }
    return count;
}

/* @param site, meeting  what is known; NULL: to be asked for */
static void greet(SipMenu *menu, uint64_t number, const SipInvitation *invitation, const char *site,
        const char *meeting)
{
    const SipSite *known = site != NULL ? sip_sites_find(menu->with.sites, site) : NULL;
    const bool full = g_hash_table_size(menu->callers) >= SIP_MENU_CALLERS_MAX ||
            callers_of(menu, invitation->address) >= SIP_MENU_ADDRESS_MAX;
    Caller *caller = g_new0(Caller, 1);

    caller->menu = menu;
    caller->number = number;
    caller->address = g_strdup(invitation->address);
    caller->site = g_strdup(site);
    caller->meeting = g_strdup(meeting);
    g_hash_table_insert(menu->callers, &caller->number, caller);
    log_info("A call from %s (%s) comes into the lobby.", caller->address, invitation->device);
    if (!full) {
        caller->leg = sip_lobby_add(menu->lobby, invitation->offer,
                known != NULL ? known->plain_rtp : menu->with.plain, on_added, ask(caller));
    }
    if (full) {
        refuse(caller, CLIENT_ERROR_TOO_MANY);
    } else if (caller->leg == NULL) {
        refuse(caller, CLIENT_ERROR_SERVER_BUSY);
    }
}

/* A site's device has called what is no meeting. */
static void on_lost_way(uint64_t number, const SipInvitation *invitation, void *user_data)
{
    greet(user_data, number, invitation, invitation->site, NULL);
}

/* ---- what the server says ---- */

static void on_invited(uint64_t number, const SipInvitation *invitation, void *user_data)
{
    SipMenu *menu = user_data;

    if (invitation->site[0] == '\0') {
        greet(menu, number, invitation, NULL,
                invitation->target[0] != '\0' ? invitation->target : NULL);
    } else if (invitation->target[0] == '\0') {
        greet(menu, number, invitation, invitation->site, NULL);
    } else {
        sip_calls_events()->invited(number, invitation, menu->with.calls);
    }
}

static void on_updated(const McuAnswer *answer, void *user_data)
{
    g_autofree Question *question = user_data;
    const SipMenu *menu = question->menu;

    if (find(menu, question->number) == NULL) {
        return;
    }
    if (answer->outcome == MCU_REPLIED) {
        sip_server_answer(menu->server, question->number, answer->sdp);
        return;
    }
    log_info("A new offer in the lobby was refused: %s.", answer->reason);
    sip_refusal_tell(menu->server, question->number, sip_refusal_of(leg_offers_error_of(answer)));
}

/* Of who is on its way into a meeting, it is the one that it goes in with. */
static void on_offered(uint64_t number, const char *offer, void *user_data)
{
    SipMenu *menu = user_data;
    Caller *caller = find(menu, number);

    if (caller != NULL && !caller->brought) {
        sip_lobby_update(menu->lobby, caller->leg, offer, on_updated, ask(caller));
        return;
    }
    if (caller != NULL) {
        forget(caller);
    }
    sip_calls_events()->offered(number, offer, menu->with.calls);
}

static void on_answered(uint64_t number, const char *answer, void *user_data)
{
    SipMenu *menu = user_data;
    const Caller *caller = find(menu, number);

    if (caller != NULL) {
        sip_lobby_answer(menu->lobby, caller->leg, answer);
    } else {
        sip_calls_events()->answered(number, answer, menu->with.calls);
    }
}

static void on_ended(uint64_t number, const char *why, void *user_data)
{
    SipMenu *menu = user_data;
    Caller *caller = find(menu, number);

    if (caller != NULL) {
        log_info("The call from %s is over in the lobby: %s.", caller->address, why);
        forget(caller);
    }
    sip_calls_events()->ended(number, why, menu->with.calls);
}

static void on_ringing(uint64_t number, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->ringing(number, menu->with.calls);
}

static void on_refused(uint64_t number, int status, void *user_data)
{
    SipMenu *menu = user_data;
    Caller *caller = find(menu, number);

    if (caller != NULL) {
        forget(caller);
    }
    sip_calls_events()->refused(number, status, menu->with.calls);
}

static void on_digit(uint64_t number, char digit, void *user_data)
{
    const SipMenu *menu = user_data;
    Caller *caller = find(menu, number);

    if (caller != NULL) {
        press(caller, digit, false);
    } else {
        sip_calls_events()->digit(number, digit, menu->with.calls);
    }
}

static void on_settled(uint64_t number, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->settled(number, menu->with.calls);
}

static void on_inviting(const SipRing *ring, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->inviting(ring, menu->with.calls);
}

static void on_invite_over(const char *call_id, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->invite_over(call_id, menu->with.calls);
}

static void on_recalled(const SipRing *ring, const char *how, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->recalled(ring, how, menu->with.calls);
}

static void on_fast_update(uint64_t number, void *user_data)
{
    const SipMenu *menu = user_data;
    sip_calls_events()->fast_update(number, menu->with.calls);
}

const SipCallEvents *sip_menu_events(void)
{
    static const SipCallEvents events = {
            .invited = on_invited,
            .offered = on_offered,
            .answered = on_answered,
            .ended = on_ended,
            .ringing = on_ringing,
            .refused = on_refused,
            .digit = on_digit,
            .settled = on_settled,
            .inviting = on_inviting,
            .invite_over = on_invite_over,
            .recalled = on_recalled,
            .fast_update = on_fast_update,
    };
    return &events;
}

/* ---- what the lobby says ---- */

static Caller *caller_of(const SipMenu *menu, const char *leg)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, menu->callers);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        Caller *caller = value;
        if (g_strcmp0(caller->leg, leg) == 0) {
            return caller;
        }
    }
    return NULL;
}

static void on_leg_digit(const char *leg, char digit, void *user_data)
{
    Caller *caller = caller_of(user_data, leg);

    if (caller != NULL) {
        press(caller, digit, true);
    }
}

static void on_leg_over(const char *leg, void *user_data)
{
    Caller *caller = caller_of(user_data, leg);

    if (caller != NULL && !caller->brought) {
        end(caller, "it is not heard any more");
    }
}

static void on_lobby_lost(void *user_data)
{
    const SipMenu *menu = user_data;
    g_autoptr(GList) callers = g_hash_table_get_values(menu->callers);

    for (GList *item = callers; item != NULL; item = item->next) {
        Caller *caller = item->data;
        if (!caller->brought) {
            end(caller, "the media server is lost");
        }
    }
}

/* ---- the menu ---- */

void sip_menu_tick(SipMenu *menu, int64_t now_us)
{
    g_autoptr(GList) callers = g_hash_table_get_values(menu->callers);

    for (GList *item = callers; item != NULL; item = item->next) {
        Caller *caller = item->data;
        if (caller->leg != NULL && caller->script.begun_us != 0 && !caller->brought) {
            act(caller, dial_script_tick(&caller->script, now_us));
        }
    }
    sip_lobby_tick(menu->lobby, now_us);
}

static gboolean on_tick(gpointer data)
{
    sip_menu_tick(data, g_get_monotonic_time());
    return G_SOURCE_CONTINUE;
}

SipMenu *sip_menu_new(const SipMenuConfig *config)
{
    static const SipLobbyEvents events = {
            .digit = on_leg_digit,
            .over = on_leg_over,
            .lost = on_lobby_lost,
    };
    SipMenu *menu = g_new0(SipMenu, 1);

    menu->with = *config;
    menu->prompts_dir = g_strdup(config->prompts_dir);
    menu->callers = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, caller_free);
    menu->lobby = sip_lobby_new(&config->lobby, &events, menu);
    menu->check = dial_check_new(config->sites, config->store);
    menu->tick = g_timeout_add_seconds(TICK_S, on_tick, menu);
    sip_calls_set_lost_way(config->calls, on_lost_way, menu);
    return menu;
}

void sip_menu_set_server(SipMenu *menu, SipServer *server)
{
    menu->server = server;
    if (server == NULL) {
        g_hash_table_remove_all(menu->callers);
    }
    sip_calls_set_server(menu->with.calls, server);
}

void sip_menu_free(SipMenu *menu)
{
    if (menu != NULL) {
        g_source_remove(menu->tick);
        g_hash_table_remove_all(menu->callers);
        dial_check_free(menu->check);
        sip_lobby_free(menu->lobby);
        g_hash_table_unref(menu->callers);
        g_free(menu->prompts_dir);
        g_free(menu);
    }
}

unsigned sip_menu_count(const SipMenu *menu)
{
    return g_hash_table_size(menu->callers);
}
