#include "tests/bots/bot.h"

#include "config/log.h"
#include "tests/bots/bot_link.h"
#include "tests/bots/bot_media.h"

LOG_TOPIC("bot");

enum { OFFER_AGAIN_MS = 500 };

struct Bot {
    /* set at creation, then constant */
    BotConfig config;
    char *url;
    char *token;
    char *site;

    /* main thread only */
    BotLink *link; /* or */
    BotCall *call; /* of a device */
    guint again_source;
    char *ended;
    bool welcomed;
    int64_t hello_us;
    int64_t offered_us;
    unsigned web_sockets;

    /* network loop only; meters also after bot_leave() */
    BotMedia *media;
    int64_t offer; /* number of the offer that the media made */
    BotFeed feed;
    BotMeters meters;
    BotMeters slides_meters;

    gint joined; /* atomic */
};

/* What goes from one thread to the other. */
typedef struct Note {
    Bot *bot;
    int64_t offer;
    char *sdp;
    unsigned width, height;
    bool media_alive;
} Note;

static Note *note_new(Bot *bot)
{
    Note *note = g_new0(Note, 1);
    note->bot = bot;
    return note;
}

static void note_free(gpointer data)
{
    Note *note = data;
    g_free(note->sdp);
    g_free(note);
}

static void post_to_main(GSourceFunc function, Note *note)
{
    /* Not g_main_context_invoke(): that may run it here when the main thread is not waiting. */
    g_autoptr(GSource) source = g_idle_source_new();
    g_source_set_priority(source, G_PRIORITY_DEFAULT);
    g_source_set_callback(source, function, note, note_free);
    g_source_attach(source, NULL);
}

/* On the network loop. */

static gboolean offer_again_on_main(gpointer data);
static void call_with(Bot *bot, const Note *note);

static void on_media_closed(const char *why, void *user_data)
{
    Bot *bot = user_data;
    log_info("%s: the peer connection ended: %s", bot->site, why);
    post_to_main(offer_again_on_main, note_new(bot));
}

static void note_offered(Bot *bot)
{
    if (bot->offered_us == 0) {
        bot->offered_us = g_get_monotonic_time();
    }
}

static gboolean offer_on_main(gpointer data)
{
    const Note *note = data;
    if (note->bot->link != NULL) {
        note_offered(note->bot);
        bot_link_offer(note->bot->link, note->offer, note->sdp, true);
    } else if (note->bot->call != NULL) {
        call_with(note->bot, note);
    }
    return G_SOURCE_REMOVE;
}

static void make_media(Bot *bot)
{
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&bot->media, bot_media_free);
    bot->media = bot_media_new(
            &(BotMediaConfig){
                    .identity = bot->config.identity,
                    .address = bot->config.address,
                    .hardware = bot->config.call != NULL ? bot->config.loop : NULL,
                    .plain = bot->config.call != NULL && bot->config.call->plain,
                    .pictures = bot->config.pictures,
                    .sends = bot->config.sends,
                    .feed = &bot->feed,
                    .meters = &bot->meters,
                    .probe = bot->config.probe,
                    .looks = bot->config.looks,
                    .slides = bot->config.slides,
                    .slides_meters = bot->config.takes_slides ? &bot->slides_meters : NULL,
                    .on_screen = bot->config.on_screen,
                    .looks_at_slides = bot->config.looks_at_slides,
                    .closed = on_media_closed,
                    .user_data = bot,
            },
            &error);
    if (bot->media == NULL) {
        log_warning("%s: no peer connection: %s", bot->site, error->message);
        post_to_main(offer_again_on_main, note_new(bot));
        return;
    }
    bot->offer++;
    Note *note = note_new(bot);
    note->offer = bot->offer;
    note->sdp = bot_media_offer(bot->media);
    post_to_main(offer_on_main, note);
}

static void welcome_task(void *data)
{
    Note *note = data;
    if (note->bot->media == NULL || !note->media_alive) {
        make_media(note->bot);
    }
    note_free(note);
}

static void answer_task(void *data)
{
    Note *note = data;
    Bot *bot = note->bot;
    g_autoptr(GError) error = NULL;

    /* The answer to an offer that a newer one has overtaken is of no use. */
    if (bot->media != NULL && note->offer == bot->offer &&
            !bot_media_take_answer(bot->media, note->sdp, &error)) {
        log_warning("%s: an answer of no use: %s", bot->site, error->message);
        post_to_main(offer_again_on_main, note_new(bot));
    }
    note_free(note);
}

static void size_task(void *data)
{
    Note *note = data;
    bot_feed_resize(&note->bot->feed, note->width, note->height);
    note_free(note);
}

static void leave_task(void *data)
{
    Bot *bot = data;
    g_clear_pointer(&bot->media, bot_media_free);
}

static void note_joined(Bot *bot)
{
    if (bot->meters.joined_us != 0) {
        g_atomic_int_set(&bot->joined, 1);
    }
}

bool bot_connects(const Bot *bot)
{
    return bot->media != NULL && !bot_media_connected(bot->media);
}

void bot_poll(Bot *bot, int64_t now_us)
{
    if (bot_connects(bot)) {
        bot_media_poll(bot->media, now_us);
    }
}

void bot_send_picture(Bot *bot, int64_t at_us, int64_t now_us)
{
    if (bot->media != NULL) {
        bot_media_send_picture(bot->media, at_us, now_us);
    }
}

void bot_send_slides(Bot *bot, int64_t at_us, int64_t now_us)
{
    if (bot->media != NULL) {
        bot_media_send_slides(bot->media, at_us, now_us);
    }
}

void bot_send_sound(Bot *bot, int64_t at_us, int64_t now_us)
{
    if (bot->media != NULL) {
        bot_media_send_sound(bot->media, at_us, now_us);
        note_joined(bot);
    }
}

/* On the main thread. */

static void on_welcome(bool media_alive, void *user_data)
{
    ((Bot *)user_data)->welcomed = true;
    Note *note = note_new(user_data);
    note->media_alive = media_alive;
    net_loop_call(note->bot->config.loop, welcome_task, note);
}

static void on_answer(int64_t offer, const char *sdp, void *user_data)
{
    const Bot *bot = user_data;
    if (bot->link != NULL && (bot->config.slides != NULL || bot->config.on_screen)) {
        bot_link_share(bot->link);
    }
    Note *note = note_new(user_data);
    note->offer = offer;
    note->sdp = g_strdup(sdp);
    net_loop_call(note->bot->config.loop, answer_task, note);
}

static void on_size(unsigned width, unsigned height, void *user_data)
{
    Note *note = note_new(user_data);
    note->width = width;
    note->height = height;
    net_loop_call(note->bot->config.loop, size_task, note);
}

static void on_media_lost(void *user_data)
{
    net_loop_call(((Bot *)user_data)->config.loop, welcome_task, note_new(user_data));
}

static gboolean on_again(gpointer data)
{
    Bot *bot = data;
    bot->again_source = 0;
    on_media_lost(bot);
    return G_SOURCE_REMOVE;
}

static void offer_again(Bot *bot)
{
    if (bot->again_source == 0 && bot->link != NULL && bot->ended == NULL) {
        bot->again_source = g_timeout_add(OFFER_AGAIN_MS, on_again, bot);
    }
}

static gboolean offer_again_on_main(gpointer data)
{
    const Note *note = data;
    offer_again(note->bot);
    return G_SOURCE_REMOVE;
}

static void on_offer_refused(const char *code, void *user_data)
{
    offer_again(user_data);
}

static void on_ended(const char *reason, void *user_data)
{
    Bot *bot = user_data;
    log_warning("%s: sent away: %s", bot->site, reason);
    bot->ended = g_strdup(reason);
}

static void call_with(Bot *bot, const Note *note)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *answer = bot_call_invite(bot->call, note->sdp, &error);
    if (answer == NULL) {
        on_ended(error->message, bot);
        return;
    }
    bot->welcomed = true;
    on_answer(note->offer, answer, bot);
}

static const BotLinkEvents link_events = {
        .welcome = on_welcome,
        .answer = on_answer,
        .size = on_size,
        .media_lost = on_media_lost,
        .offer_refused = on_offer_refused,
        .ended = on_ended,
};

Bot *bot_new(const BotConfig *config)
{
    g_autoptr(Bot) bot = g_new0(Bot, 1);

    bot->config = *config;
    bot->url = g_strdup(config->url);
    bot->token = g_strdup(config->token);
    bot->site = g_strdup(config->site);
    bot_meters_init(&bot->meters);
    bot_meters_init(&bot->slides_meters);
    bot->meters.sound_payloads.wanted = config->hashes_sound;
    if (!bot_feed_init(&bot->feed, &config->feed)) {
        return NULL;
    }
    return g_steal_pointer(&bot);
}

void bot_start(Bot *bot)
{
    if (bot->config.call != NULL) {
        bot->hello_us = g_get_monotonic_time();
        bot->call = bot_call_new(bot->config.call, bot->config.index);
        net_loop_call(bot->config.loop, welcome_task, note_new(bot));
        return;
    }
    bot->link = bot_link_new(&(BotLinkConfig){
            .session = bot->config.session,
            .url = bot->url,
            .token = bot->token,
            .events = &link_events,
            .user_data = bot,
    });
}

void bot_leave(Bot *bot)
{
    g_clear_handle_id(&bot->again_source, g_source_remove);
    g_clear_pointer(&bot->call, bot_call_free);
    if (bot->link != NULL) {
        bot->hello_us = bot_link_hello_us(bot->link);
        bot->web_sockets = bot_link_connects(bot->link);
        bot_link_leave(bot->link);
        g_clear_pointer(&bot->link, bot_link_free);
    }
    net_loop_call_wait(bot->config.loop, leave_task, bot);
}

void bot_free(Bot *bot)
{
    if (bot == NULL) {
        return;
    }
    g_assert(bot->link == NULL && bot->media == NULL);
    g_free(bot->url);
    g_free(bot->token);
    g_free(bot->site);
    g_free(bot->ended);
    g_free(bot);
}

const char *bot_site(const Bot *bot)
{
    return bot->site;
}

bool bot_joined(const Bot *bot)
{
    return g_atomic_int_get(&bot->joined) != 0;
}

bool bot_welcomed(const Bot *bot)
{
    return bot->welcomed;
}

const char *bot_ended(const Bot *bot)
{
    return bot->ended;
}

int64_t bot_hello_us(const Bot *bot)
{
    return bot->link != NULL ? bot_link_hello_us(bot->link) : bot->hello_us;
}

int64_t bot_offered_us(const Bot *bot)
{
    return bot->offered_us;
}

unsigned bot_web_sockets(const Bot *bot)
{
    return bot->link != NULL ? bot_link_connects(bot->link) : bot->web_sockets;
}

const BotMeters *bot_meters(const Bot *bot)
{
    return &bot->meters;
}

const BotMeters *bot_slides_meters(const Bot *bot)
{
    return bot->config.takes_slides ? &bot->slides_meters : NULL;
}
