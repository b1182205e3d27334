#include "tests/bots/bot_swarm.h"

#include "mcu/net/dtls_identity.h"
#include "mcu/net/net_loop.h"
#include "tests/bots/bot.h"
#include "tests/bots/bot_report.h"

#include <gio/gio.h>

#include <sys/resource.h>

/* The clock turns once in 40 ms. Bots send at different slots of it, so that they do not all send at once. */
enum {
    SLOT_US = 5000,
    PICTURE_SLOTS = 8,
    SOUND_SLOTS = 4,
    SLIDES_SLOTS = 40,   /* 5 pictures a second */
    LATE_SLOTS_MAX = 40, /* what is later than this is left out */
};

struct BotSwarm {
    BotSwarmConfig config;
    NetLoop *loop;
    DtlsIdentity *identity;
    BotProbe *probe;
    GPtrArray *bots; /* of Bot; does not change after creation */

    NetTimer *timer; /* network loop only */
    int64_t slot;
    bool *connects; /* of each bot, as of its last sound: to ask it costs a look at memory that is far */

    guint start_source;
    size_t started;
    int64_t begun_us; /* for what the bots cost */
    int64_t begun_cpu_us;
};

static int64_t cpu_us(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
            usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

/*
 * In which slot a bot sends its pictures. The one that flashes moves on by one after each flash: or it would meet the
 * MCU's own clock at the same phase all the time, and measure the luck of the start.
 */
static guint flashing_slot(const BotSwarm *swarm, guint index)
{
    const int64_t turns = swarm->slot / ((int64_t)BOT_FEED_FLASH_EACH * PICTURE_SLOTS);
    return (index + (guint)turns) % PICTURE_SLOTS;
}

static void send_pictures(BotSwarm *swarm, guint slot, int64_t at_us, int64_t now_us)
{
    const guint steady = swarm->bots->len - (swarm->probe != NULL ? 1 : 0);

    for (guint i = slot; i < steady; i += PICTURE_SLOTS) {
        bot_send_picture(g_ptr_array_index(swarm->bots, i), at_us, now_us);
    }
    if (swarm->probe != NULL && flashing_slot(swarm, steady) == slot) {
        bot_send_picture(g_ptr_array_index(swarm->bots, steady), at_us, now_us);
    }
}

static void send_sound(BotSwarm *swarm, guint slot, int64_t at_us, int64_t now_us)
{
    for (guint i = slot; i < swarm->bots->len; i += SOUND_SLOTS) {
        Bot *bot = g_ptr_array_index(swarm->bots, i);
        bot_send_sound(bot, at_us, now_us);
        swarm->connects[i] = bot_connects(bot);
    }
}

static void on_tick(int64_t now_us, void *data)
{
    BotSwarm *swarm = data;
    const int64_t due = now_us / SLOT_US;

    swarm->slot = MAX(swarm->slot, due - LATE_SLOTS_MAX);
    while (swarm->slot < due) {
        swarm->slot++;
        const int64_t at_us = swarm->slot * SLOT_US;
        for (guint i = 0; i < swarm->bots->len; i++) {
            if (swarm->connects[i]) {
                bot_poll(g_ptr_array_index(swarm->bots, i), now_us);
            }
        }
        send_sound(swarm, (guint)(swarm->slot % SOUND_SLOTS), at_us, now_us);
        send_pictures(swarm, (guint)(swarm->slot % PICTURE_SLOTS), at_us, now_us);
        if (swarm->config.slides && swarm->slot % SLIDES_SLOTS == 0) {
            bot_send_slides(g_ptr_array_index(swarm->bots, 0), at_us, now_us);
        }
    }
}

static void start_timer_task(void *data)
{
    BotSwarm *swarm = data;
    swarm->slot = net_loop_now_us(swarm->loop) / SLOT_US;
    swarm->timer = net_timer_new(swarm->loop, SLOT_US, on_tick, swarm);
}

static void stop_timer_task(void *data)
{
    BotSwarm *swarm = data;
    g_clear_pointer(&swarm->timer, net_timer_free);
}

/* The last bot flashes and beeps; the first one that is silent looks and listens. */
static bool is_beeper(const BotSwarm *swarm, size_t index)
{
    return swarm->probe != NULL && index == swarm->config.count - 1;
}

static bool is_looker(const BotSwarm *swarm, size_t index)
{
    const size_t silent = swarm->config.talkers > 0 ? swarm->config.talkers - 1 : 0;
    return swarm->probe != NULL && index == MIN(silent, swarm->config.count - 2);
}

static BotVoice voice_of(const BotSwarm *swarm, size_t index)
{
    if (is_beeper(swarm, index) && swarm->config.talkers > 0) {
        return BOT_VOICE_BEEPS;
    }
    const size_t talkers = swarm->config.talkers - (swarm->probe != NULL ? 1 : 0);
    return swarm->config.talkers > 0 && index < talkers ? BOT_VOICE_TALKS : BOT_VOICE_QUIET;
}

static Bot *make_bot(BotSwarm *swarm, size_t index)
{
    const BotSwarmConfig *config = &swarm->config;
    const bool probes = is_beeper(swarm, index) || is_looker(swarm, index);
    const bool on_screen = config->on_screen && is_beeper(swarm, index);

    return bot_new(&(BotConfig){
            .loop = swarm->loop,
            .identity = swarm->identity,
            .address = config->address,
            .session = config->session,
            .url = config->url,
            .token = config->tokens[index],
            .site = config->names[index],
            .call = config->call.port != 0 ? &config->call : NULL,
            .index = index,
            .feed = {.clips = config->clips,
                    .site = config->first + (unsigned)index,
                    .width = config->width,
                    .height = config->height,
                    .fixed_size = config->fixed_size || on_screen,
                    .flashes = is_beeper(swarm, index),
                    .voice = voice_of(swarm, index),
                    .fault = config->faults != NULL ? config->faults[index] : BOT_FAULT_NONE},
            .pictures = config->width > 0,
            .sends = !config->views,
            .probe = probes ? swarm->probe : NULL,
            .looks = is_looker(swarm, index),
            .hashes_sound = config->hashes_sound,
            .takes_slides = config->slides || config->on_screen,
            .on_screen = on_screen,
            .looks_at_slides = config->on_screen,
            .slides = config->slides && index == 0 && !config->views
                    ? clip_file_find(config->clips, "slides/1280x720")
                    : NULL,
    });
}

static bool make_bots(BotSwarm *swarm, GError **error)
{
    for (size_t i = 0; i < swarm->config.count; i++) {
        Bot *bot = make_bot(swarm, i);
        if (bot == NULL) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                    "The file of clips has none for %s of this size.", swarm->config.names[i]);
            return false;
        }
        g_ptr_array_add(swarm->bots, bot);
    }
    return true;
}

BotSwarm *bot_swarm_new(const BotSwarmConfig *config, GError **error)
{
    g_autoptr(DtlsIdentity) identity = dtls_identity_new(error);
    if (identity == NULL) {
        return NULL;
    }
    BotSwarm *swarm = g_new0(BotSwarm, 1);
    swarm->config = *config;
    swarm->identity = g_steal_pointer(&identity);
    swarm->bots = g_ptr_array_new_with_free_func((GDestroyNotify)bot_free);
    const Clip *beep = clip_file_find(config->clips, "beep");
    if (config->probes && config->count > 1 && !config->views && beep != NULL) {
        BotTape *tape = config->tape != NULL ? bot_tape_new(config->tape, error) : NULL;
        if (config->tape != NULL && tape == NULL) {
            bot_swarm_free(swarm);
            return NULL;
        }
        swarm->probe = bot_probe_new(beep, tape);
    }
    swarm->connects = g_new0(bool, config->count);
    swarm->loop = net_loop_new("bots");
    if (!make_bots(swarm, error)) {
        bot_swarm_free(swarm);
        return NULL;
    }
    net_loop_call_wait(swarm->loop, start_timer_task, swarm);
    return swarm;
}

static gboolean start_next(gpointer data)
{
    BotSwarm *swarm = data;
    if (swarm->config.in_order && swarm->started > 0) {
        const Bot *before = g_ptr_array_index(swarm->bots, swarm->started - 1);
        if (!bot_welcomed(before) && bot_ended(before) == NULL) {
            return G_SOURCE_CONTINUE;
        }
    }
    bot_start(g_ptr_array_index(swarm->bots, swarm->started));
    swarm->started++;
    if (swarm->started < swarm->bots->len) {
        return G_SOURCE_CONTINUE;
    }
    swarm->start_source = 0;
    return G_SOURCE_REMOVE;
}

void bot_swarm_start(BotSwarm *swarm, unsigned each_ms)
{
    bot_swarm_measure(swarm);
    swarm->start_source = g_timeout_add(each_ms, start_next, swarm);
}

void bot_swarm_measure(BotSwarm *swarm)
{
    swarm->begun_us = g_get_monotonic_time();
    swarm->begun_cpu_us = cpu_us();
}

bool bot_swarm_settled(const BotSwarm *swarm)
{
    for (guint i = 0; i < swarm->bots->len; i++) {
        const Bot *bot = g_ptr_array_index(swarm->bots, i);
        if (!bot_joined(bot) && bot_ended(bot) == NULL) {
            return false;
        }
    }
    return true;
}

char *bot_swarm_stop(BotSwarm *swarm, size_t *ret_joined)
{
    g_autofree BotReportRow *rows = g_new0(BotReportRow, swarm->bots->len);
    const int64_t now_us = g_get_monotonic_time();
    BotProbeResult probed = {0};

    g_clear_handle_id(&swarm->start_source, g_source_remove);
    net_loop_call_wait(swarm->loop, stop_timer_task, swarm);
    for (guint i = 0; i < swarm->bots->len; i++) {
        Bot *bot = g_ptr_array_index(swarm->bots, i);
        bot_leave(bot);
        rows[i] = (BotReportRow){.site = bot_site(bot),
                .meters = bot_meters(bot),
                .slides = bot_slides_meters(bot),
                .ended = bot_ended(bot),
                .hello_us = bot_hello_us(bot),
                .offered_us = bot_offered_us(bot),
                .web_sockets = bot_web_sockets(bot)};
    }
    while (g_main_context_iteration(NULL, FALSE)) {
        /* What the network loop still had to say. */
    }
    if (swarm->probe != NULL) {
        probed = bot_probe_finish(swarm->probe);
    }
    const double seconds = (double)(now_us - swarm->begun_us) / 1e6;
    const double spent_ms = (double)(cpu_us() - swarm->begun_cpu_us - probed.cpu_us) / 1000;
    const BotReport report = {.rows = rows,
            .count = swarm->bots->len,
            .pictures = swarm->config.width > 0,
            .probe = swarm->probe != NULL ? &probed : NULL,
            .now_us = now_us,
            .cpu_ms_per_s_per_bot =
                    seconds > 0 ? spent_ms / seconds / (double)swarm->bots->len : 0};
    *ret_joined = bot_report_joined(&report);
    return bot_report_json(&report);
}

void bot_swarm_free(BotSwarm *swarm)
{
    if (swarm == NULL) {
        return;
    }
    g_clear_pointer(&swarm->bots, g_ptr_array_unref);
    g_clear_pointer(&swarm->loop, net_loop_free);
    g_clear_pointer(&swarm->probe, bot_probe_free);
    g_clear_pointer(&swarm->identity, dtls_identity_free);
    g_free(swarm->connects);
    g_free(swarm);
}
