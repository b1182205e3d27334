/* giaoban-bots: joins a meeting as many sites at once, sends moving pictures and speech, measures what comes back. */
#include "config/host_addresses.h"
#include "config/log.h"
#include "config/settings.h"
#include "signaling/client/auth_token.h"
#include "signaling/meeting/site_name.h"
#include "tests/bots/bot_swarm.h"
#include "tests/bots/demo_site.h"

#include <glib-unix.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Who is not in by then does not hold up the measurement of the others. */
#define SETTLE_MAX_US INT64_C(30000000)

enum {
    TOKEN_HOURS = 24,
    LOOK_EACH_MS = 50,
    ROUND_US = 50000,
    PROBE_FROM_S = 10,
    BOTS_MAX = 4096,
};

typedef struct Options {
    SettingsOptions settings;
    char *url;
    char *meeting;
    int count;
    int first;
    char *names;
    char *video;
    int talkers;
    int seconds;
    char *json;
    char *role;
    int rate_cap_kbps;
    char *bind;
    char *clips;
    char *faults;
    char *tape;
    int sip;
    char *accounts;
    gboolean sip_tcp;
    gboolean sip_plain;
    int join_each_ms;
    gboolean fixed_size;
    gboolean probe;
    gboolean no_probe;
    gboolean hash_sound;
    gboolean in_order;
    gboolean invited;
    gboolean slides;
    gboolean on_screen;
    gboolean verbose;
} Options;

/* From the options to a running swarm and its end. */
typedef struct Run {
    Options *options;
    GMainLoop *loop;
    BotSwarm *swarm;
    int64_t begun_us;
    int64_t end_us; /* 0: until a signal */
} Run;

static bool fail(GError **error, const char *what)
{
    g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, what);
    return false;
}

static void set_default(char **text, const char *value)
{
    if (*text == NULL) {
        *text = g_strdup(value);
    }
}

/* What the command line says that no meeting can have. */
static bool check_options(Options *options, GError **error)
{
    set_default(&options->names, "demo");
    set_default(&options->video, "640x360");
    set_default(&options->role, "site");
    if (options->meeting == NULL) {
        return fail(error, "--meeting CODE is needed");
    }
    if (options->count < 1 || options->count > BOTS_MAX) {
        return fail(error, "--count is 1 to 4096");
    }
    if (options->talkers < 0 || options->talkers > options->count) {
        return fail(error, "--talk is 0 to --count");
    }
    if (options->sip < 0 || options->sip > UINT16_MAX ||
            (options->sip > 0) != (options->accounts != NULL)) {
        return fail(error, "--sip PORT and --sip-accounts FILE go together");
    }
    Role role = ROLE_SITE;
    if (!role_from_name(options->role, &role) || !role_fits_link(role)) {
        return fail(error, "--role is chair, site or viewer");
    }
    if (options->rate_cap_kbps < 0 || options->first < 0 || options->seconds < 0 ||
            options->join_each_ms < 0) {
        return fail(error, "--first, --seconds, --join-each-ms and --rate-cap are not negative");
    }
    return true;
}

static bool read_options(Options *options, int *argc, char ***argv, GError **error)
{
    const GOptionEntry entries[] = {
            {"url", 0, 0, G_OPTION_ARG_STRING, &options->url,
                    "The server; from the settings if absent", "URL"},
            {"meeting", 0, 0, G_OPTION_ARG_STRING, &options->meeting, "The meeting's code", "CODE"},
            {"count", 0, 0, G_OPTION_ARG_INT, &options->count, "How many bots", "N"},
            {"first", 0, 0, G_OPTION_ARG_INT, &options->first, "The number of the first site (1)",
                    "I"},
            {"names", 0, 0, G_OPTION_ARG_FILENAME, &options->names,
                    "demo, or a file with a site's name a line", "demo|FILE"},
            {"invited", 0, 0, G_OPTION_ARG_NONE, &options->invited,
                    "As the demonstration's own sites, by their codes: on their invited seats",
                    NULL},
            {"video", 0, 0, G_OPTION_ARG_STRING, &options->video,
                    "The largest picture that each sends (640x360)", "WxH|none"},
            {"fixed-size", 0, 0, G_OPTION_ARG_NONE, &options->fixed_size,
                    "Send that size whatever the server asks for", NULL},
            {"talk", 0, 0, G_OPTION_ARG_INT, &options->talkers, "How many of them talk (0)", "K"},
            {"seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds,
                    "Stay so long once all are in; 0: until a signal", "S"},
            {"json", 0, 0, G_OPTION_ARG_FILENAME, &options->json,
                    "Write the report there, - for standard output", "FILE"},
            {"role", 0, 0, G_OPTION_ARG_STRING, &options->role,
                    "chair, site, or viewer: sends nothing", "ROLE"},
            {"rate-cap", 0, 0, G_OPTION_ARG_INT, &options->rate_cap_kbps,
                    "The most that the server sends to each, 0 for no limit", "KBPS"},
            {"bind", 0, 0, G_OPTION_ARG_STRING, &options->bind, "The local address of the media",
                    "ADDRESS"},
            {"join-each-ms", 0, 0, G_OPTION_ARG_INT, &options->join_each_ms,
                    "The time between two that join (20)", "MS"},
            {"in-order", 0, 0, G_OPTION_ARG_NONE, &options->in_order,
                    "Each joins when the one before it has its seat", NULL},
            {"probe", 0, 0, G_OPTION_ARG_NONE, &options->probe,
                    "Measure the delay of a flash and of a beep", NULL},
            {"no-probe", 0, 0, G_OPTION_ARG_NONE, &options->no_probe,
                    "Do not, however long it runs", NULL},
            {"hash-sound", 0, 0, G_OPTION_ARG_NONE, &options->hash_sound,
                    "Report a hash of each of the last packets of sound", NULL},
            {"slides", 0, 0, G_OPTION_ARG_NONE, &options->slides,
                    "The first one shows slides, and all measure them", NULL},
            {"on-screen", 0, 0, G_OPTION_ARG_NONE, &options->on_screen,
                    "Flash and beep on slides and in their sound", NULL},
            {"faults", 0, 0, G_OPTION_ARG_STRING, &options->faults,
                    "What is wrong with whom, counted from 1: no_camera, black, frozen, silent, "
                    "clipped, echo, loss",
                    "N:FAULT,…"},
            {"tape", 0, 0, G_OPTION_ARG_FILENAME, &options->tape,
                    "With --probe: all that the one that looks is sent, for tape-quality", "FILE"},
            {"clips", 0, 0, G_OPTION_ARG_FILENAME, &options->clips,
                    "The file of clips; beside the program if absent", "FILE"},
            {"sip", 0, 0, G_OPTION_ARG_INT, &options->sip,
                    "They are rooms' devices, and call by SIP on this port of 127.0.0.1", "PORT"},
            {"sip-accounts", 0, 0, G_OPTION_ARG_FILENAME, &options->accounts,
                    "With --sip: a line \"USER PASSWORD\" for each", "FILE"},
            {"sip-tcp", 0, 0, G_OPTION_ARG_NONE, &options->sip_tcp, "With --sip: over TCP", NULL},
            {"sip-plain", 0, 0, G_OPTION_ARG_NONE, &options->sip_plain,
                    "With --sip: they offer RTP in the clear too", NULL},
            {"verbose", 0, 0, G_OPTION_ARG_NONE, &options->verbose, "Tell everything", NULL},
            {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- sites without people");

    g_option_context_set_main_group(context, settings_options_group(&options->settings));
    g_option_context_add_main_entries(context, entries, NULL);
    return g_option_context_parse(context, argc, argv, error) && check_options(options, error);
}

static bool read_size(const char *text, unsigned *ret_width, unsigned *ret_height)
{
    if (strcmp(text, "none") == 0) {
        *ret_width = 0;
        *ret_height = 0;
        return true;
    }
    char *end = NULL;
    const guint64 width = g_ascii_strtoull(text, &end, 10);
    const guint64 height = *end == 'x' ? g_ascii_strtoull(end + 1, &end, 10) : 0;
    if (*end != '\0' || width == 0 || width > 4096 || height == 0 || height > 4096) {
        return false;
    }
    *ret_width = (unsigned)width;
    *ret_height = (unsigned)height;
    return true;
}

/* One name for each bot: those of the demo, or of a file, which begins again when it is too short. */
static char **make_names(const Options *options, GError **error)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_auto(GStrv) lines = NULL;

    if (strcmp(options->names, "demo") != 0) {
        g_autofree char *text = NULL;
        if (!g_file_get_contents(options->names, &text, NULL, error)) {
            return NULL;
        }
        lines = g_strsplit(g_strstrip(text), "\n", -1);
    }
    for (int i = 0; i < options->count; i++) {
        const unsigned site = (unsigned)(options->first + i);
        const guint count = lines != NULL ? g_strv_length(lines) : 0;
        g_autofree char *name = NULL;
        if (count == 0) {
            name = demo_site_name(site);
        } else if ((guint)i < count) {
            name = g_strdup(g_strstrip(lines[i]));
        } else {
            name = g_strdup_printf("%s %u", lines[(guint)i % count], (guint)i / count + 1);
        }
        g_strv_builder_add(names, name);
    }
    return g_strv_builder_end(names);
}

static char **make_tokens(
        const Options *options, const Settings *settings, const char *const *names, GError **error)
{
    g_autoptr(GStrvBuilder) tokens = g_strv_builder_new();
    TokenKey key;
    Role role = ROLE_SITE;
    const int64_t expires_s = g_get_real_time() / G_USEC_PER_SEC + (int64_t)TOKEN_HOURS * 3600;

    if (!token_key_load(&key, settings_text(settings, "data.dir"), error)) {
        return NULL;
    }
    role_from_name(options->role, &role);
    for (int i = 0; i < options->count; i++) {
        g_auto(AuthToken) token = {0};
        if (!auth_token_name(&token, options->meeting, names[i], role, error)) {
            return NULL;
        }
        const char *code = options->invited ? demo_site_code((unsigned)(options->first + i)) : NULL;
        if (code != NULL) {
            g_free(token.identity);
            token.identity = site_name_code_identity(code);
        }
        token.expires_s = expires_s;
        token.rate_cap_kbps = options->rate_cap_kbps;
        g_autofree char *text = auth_token_mint(&key, &token);
        g_strv_builder_add(tokens, text);
    }
    return g_strv_builder_end(tokens);
}

/* The server's own authority is trusted; on loopback bot_link takes any certificate. */
static SoupSession *make_session(const Settings *settings, int connections)
{
    g_autofree char *authority =
            g_build_filename(settings_text(settings, "data.dir"), "tls", "ca.crt", NULL);
    SoupSession *session = soup_session_new_with_options("max-conns", connections + 8,
            "max-conns-per-host", connections + 8, "timeout", 10, "idle-timeout", 0,
            "proxy-resolver", NULL, NULL);

    if (g_file_test(authority, G_FILE_TEST_EXISTS)) {
        g_autoptr(GTlsDatabase) database = g_tls_file_database_new(authority, NULL);
        soup_session_set_tls_database(session, database);
    }
    return session;
}

static char *find_clips(const Options *options)
{
    if (options->clips != NULL) {
        return g_strdup(options->clips);
    }
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(program != NULL ? program : ".");
    return g_build_filename(folder, "clips.bin", NULL);
}

/*
 * The server tells all bots the same at about the same time. They read it in rounds: to wake up for each of their
 * sockets costs more than what it says. While they join they are not kept waiting.
 */
static bool in_rounds;

static gint poll_in_rounds(GPollFD *fds, guint count, gint timeout_ms)
{
    static int64_t woke_us;
    const int64_t rest_us = woke_us + ROUND_US - g_get_monotonic_time();

    if (in_rounds && timeout_ms != 0 && rest_us > 0) {
        g_usleep((gulong)rest_us);
        timeout_ms = timeout_ms < 0 ? timeout_ms : MAX(timeout_ms - (int)(rest_us / 1000), 0);
    }
    const gint ready = g_poll(fds, count, timeout_ms);
    woke_us = g_get_monotonic_time();
    return ready;
}

static gboolean on_signal(gpointer data)
{
    g_main_loop_quit(((Run *)data)->loop);
    return G_SOURCE_CONTINUE;
}

static gboolean on_look(gpointer data)
{
    Run *run = data;
    const int64_t now_us = g_get_monotonic_time();
    const bool late = now_us - run->begun_us > SETTLE_MAX_US;

    in_rounds = bot_swarm_settled(run->swarm);
    if (run->end_us == 0 && run->options->seconds > 0 && (in_rounds || late)) {
        bot_swarm_measure(run->swarm);
        run->end_us = now_us + (int64_t)run->options->seconds * G_USEC_PER_SEC;
    }
    if (run->end_us != 0 && now_us >= run->end_us) {
        g_main_loop_quit(run->loop);
    }
    return G_SOURCE_CONTINUE;
}

static bool write_report(const Options *options, const char *json, size_t joined, GError **error)
{
    if (options->json == NULL) {
        g_print("%zu of %d joined\n", joined, options->count);
        return true;
    }
    if (strcmp(options->json, "-") == 0) {
        return puts(json) >= 0; /* g_print() would not keep UTF-8 in every locale */
    }
    return g_file_set_contents(options->json, json, -1, error);
}

static bool run_swarm(Options *options, const BotSwarmConfig *config, GError **error)
{
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
    g_autoptr(BotSwarm) swarm = bot_swarm_new(config, error);
    size_t joined = 0;

    if (swarm == NULL) {
        return false;
    }
    Run run = {
            .options = options, .loop = loop, .swarm = swarm, .begun_us = g_get_monotonic_time()};
    const guint sources[] = {g_unix_signal_add(SIGINT, on_signal, &run),
            g_unix_signal_add(SIGTERM, on_signal, &run),
            g_timeout_add(LOOK_EACH_MS, on_look, &run)};
    g_main_context_set_poll_func(NULL, poll_in_rounds);
    bot_swarm_start(swarm, (unsigned)options->join_each_ms);
    g_main_loop_run(loop);
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        g_source_remove(sources[i]);
    }
    char *json = bot_swarm_stop(swarm, &joined);
    const bool written = write_report(options, json, joined, error);
    free(json);
    if (written && joined < (size_t)options->count) {
        return fail(error, "Not every bot came into the meeting.");
    }
    return written;
}

/* @param faults  one for each bot, none yet */
static bool read_faults(const Options *options, GArray *faults, GError **error)
{
    g_auto(GStrv) words = g_strsplit(options->faults != NULL ? options->faults : "", ",", -1);

    for (size_t i = 0; words[i] != NULL; i++) {
        char *end = NULL;
        const guint64 bot = g_ascii_strtoull(words[i], &end, 10);
        if (bot < 1 || bot > (guint64)options->count || *end != ':' ||
                !bot_fault_from_name(end + 1, &g_array_index(faults, BotFault, bot - 1))) {
            return fail(error, "--faults is NUMBER:FAULT,…");
        }
    }
    return true;
}

static bool read_accounts(
        const Options *options, BotSwarmConfig *config, char ***ret_accounts, GError **error)
{
    if (options->sip == 0) {
        return true;
    }
    *ret_accounts = bot_call_read_accounts(options->accounts, config->count, error);
    config->call = (BotCallConfig){.port = (uint16_t)options->sip,
            .tcp = options->sip_tcp,
            .plain = options->sip_plain,
            .meeting = options->meeting,
            .accounts = (const char *const *)*ret_accounts};
    config->fixed_size = true; /* nobody tells a device what to send */
    return *ret_accounts != NULL;
}

static bool run_with(Options *options, const Settings *settings, GError **error)
{
    BotSwarmConfig config = {.count = (size_t)options->count,
            .talkers = (size_t)options->talkers,
            .first = (unsigned)options->first,
            .fixed_size = options->fixed_size,
            .views = strcmp(options->role, "viewer") == 0,
            .hashes_sound = options->hash_sound,
            .in_order = options->in_order,
            .slides = options->slides,
            .on_screen = options->on_screen,
            .tape = options->tape,
            .probes = !options->no_probe && (options->probe || options->seconds >= PROBE_FROM_S)};
    const char *const bound[] = {options->bind, NULL};

    if (!read_size(options->video, &config.width, &config.height)) {
        return fail(error, "--video is WIDTHxHEIGHT or none");
    }
    g_auto(GStrv) addresses = host_addresses_resolve(
            options->bind != NULL ? bound : settings_list(settings, "media.address"), error);
    g_auto(GStrv) names = addresses != NULL ? make_names(options, error) : NULL;
    g_auto(GStrv) tokens = names != NULL
            ? make_tokens(options, settings, (const char *const *)names, error)
            : NULL;
    g_autofree char *path = find_clips(options);
    g_autoptr(ClipFile) clips = tokens != NULL ? clip_file_open(path, error) : NULL;
    if (clips == NULL) {
        return false;
    }
    g_autofree char *url = options->url != NULL
            ? g_strdup(options->url)
            : g_strdup_printf("https://127.0.0.1:%d", (int)settings_number(settings, "http.port"));
    g_autoptr(SoupSession) session = make_session(settings, options->count);
    config.url = url;
    config.session = session;
    config.clips = clips;
    config.address = addresses[0];
    config.names = (const char *const *)names;
    config.tokens = (const char *const *)tokens;
    g_auto(GStrv) accounts = NULL;
    if (!read_accounts(options, &config, &accounts, error)) {
        return false;
    }
    g_autoptr(GArray) faults = g_array_new(FALSE, TRUE, sizeof(BotFault));
    g_array_set_size(faults, (guint)options->count);
    config.faults = (const BotFault *)(const void *)faults->data;
    if (!read_faults(options, faults, error)) {
        return false;
    }
    return run_swarm(options, &config, error);
}

static void options_clear(Options *options)
{
    char *texts[] = {options->url, options->meeting, options->names, options->video, options->json,
            options->role, options->bind, options->clips, options->faults, options->tape,
            options->accounts};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_free(texts[i]);
    }
    settings_options_clear(&options->settings);
}

int main(int argc, char **argv)
{
    Options options = {.count = 1, .first = 1, .join_each_ms = 20};
    g_autoptr(GError) error = NULL;
    g_autoptr(Settings) settings = NULL;

    log_set_program("giaoban-bots");
    bool good = read_options(&options, &argc, &argv, &error);
    log_set_level(options.verbose ? LOG_DEBUG : LOG_WARNING);
    if (good) {
        settings = settings_load(&options.settings, &error);
        good = settings != NULL && run_with(&options, settings, &error);
    }
    if (!good) {
        (void)fprintf(stderr, "giaoban-bots: %s\n", error->message);
    }
    options_clear(&options);
    return good ? 0 : 1;
}
