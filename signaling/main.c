/* giaoban: the server, and the commands beside it. Each command has one row in the table at the end. */
#include "config/log.h"
#include "config/product_version.h"
#include "config/settings.h"
#include "signaling/app/account_commands.h"
#include "signaling/app/admin_commands.h"
#include "signaling/app/audit_commands.h"
#include "signaling/app/base_url.h"
#include "signaling/app/demo_meetings.h"
#include "signaling/app/demo_province.h"
#include "signaling/app/demo_recording.h"
#include "signaling/app/demo_sites.h"
#include "signaling/app/event_lines.h"
#include "signaling/app/package_commands.h"
#include "signaling/app/server.h"
#include "signaling/app/store_commands.h"

#include <glib-unix.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { DESCRIPTORS = 16384 };

LOG_TOPIC("main");

enum { RATE_CAP_KBPS_MAX = 100000 };

typedef struct Arguments {
    SettingsOptions options;
    Settings *settings;
    char *meeting;
    char *title;
    char *code;
    char *site;
    char *role;
    char *username;
    char *name;
    char *unit;
    char *from;
    char *to;
    char *key;
    char **files; /* what stands there without an option */
    gboolean if_missing;
    gboolean csv;
    gboolean progress;
    gint rate_cap_kbps;
} Arguments;

static void arguments_clear(Arguments *arguments)
{
    settings_options_clear(&arguments->options);
    settings_free(arguments->settings);
    g_free(arguments->meeting);
    g_free(arguments->title);
    g_free(arguments->code);
    g_free(arguments->site);
    g_free(arguments->role);
    g_free(arguments->username);
    g_free(arguments->name);
    g_free(arguments->unit);
    g_free(arguments->from);
    g_free(arguments->to);
    g_free(arguments->key);
    g_strfreev(arguments->files);
}

static bool need(const char *value, const char *option, GError **error)
{
    if (value == NULL) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s is needed", option);
    }
    return value != NULL;
}

/* The output of a command goes nowhere else; a full disk or a closed pipe is a failure. */
static bool print(const char *text, GError **error)
{
    if (fputs(text, stdout) == EOF || fflush(stdout) == EOF) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "standard output cannot be written");
        return false;
    }
    return true;
}

/* Serving. */

static gboolean on_signal(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

static void run_until_signal(void)
{
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
    const guint interrupt = g_unix_signal_add(SIGINT, on_signal, loop);
    const guint terminate = g_unix_signal_add(SIGTERM, on_signal, loop);

    g_main_loop_run(loop);
    g_source_remove(interrupt);
    g_source_remove(terminate);
}

static bool print_ready(const Server *server, GError **error)
{
    g_autofree char *line = g_strdup_printf("ready %s\n", server_url(server));
    return print(line, error);
}

static bool tell_version(Arguments *arguments, GError **error)
{
    g_autofree char *line = g_strdup_printf("giaoban %s\n", product_version);
    return print(line, error);
}

static bool serve(Arguments *arguments, GError **error)
{
    g_autofree char *first = account_command_first(arguments->settings, error);
    g_autoptr(Server) server =
            first != NULL ? server_new(arguments->settings, &arguments->options, error) : NULL;

    /* The password of the first administrator stands there once, and nowhere else. */
    if (server == NULL || !print_ready(server, error) || !print(first, error)) {
        return false;
    }
    run_until_signal();
    log_info("The server stops; running meetings go on until the next one takes them over.");
    return true;
}

static bool demo(Arguments *arguments, GError **error)
{
    g_autofree char *accounts = demo_province_seed(arguments->settings, error);

    if (accounts == NULL ||
            !admin_create_meeting(
                    arguments->settings, DEMO_MEETING_CODE, DEMO_MEETING_TITLE, true, error) ||
            !demo_meetings_make(arguments->settings, error)) {
        return false;
    }
    g_autoptr(Server) server = server_new(arguments->settings, &arguments->options, error);
    if (server == NULL) {
        return false;
    }
    const AdminLink chair = {
            .meeting = DEMO_MEETING_CODE, .site = DEMO_CHAIR_NAME, .role = ROLE_CHAIR};
    g_autofree char *link = admin_make_link(arguments->settings, &chair, error);
    g_autofree char *line = link != NULL ? g_strdup_printf("join %s\n", link) : NULL;
    if (line == NULL || !print_ready(server, error) || !print(line, error) ||
            !print(accounts, error)) {
        return false;
    }
    DemoSites *sites = demo_sites_new(&arguments->options, server_url(server), error);
    if (sites != NULL) {
        g_autoptr(DemoRecording) recording =
                demo_recording_new(server_conferences(server), DEMO_MEETING_CODE, DEMO_SITES);
        run_until_signal();
        demo_sites_free(sites);
    }
    server_close_meetings(server);
    return sites != NULL;
}

/* The others. */

static bool meeting_create(Arguments *arguments, GError **error)
{
    return need(arguments->title, "--title", error) && need(arguments->code, "--code", error) &&
            admin_create_meeting(arguments->settings, arguments->code, arguments->title,
                    arguments->if_missing, error);
}

static bool meeting_list(Arguments *arguments, GError **error)
{
    g_autofree char *list = admin_list_meetings(arguments->settings, error);
    return list != NULL && print(list, error);
}

static bool make_link(Arguments *arguments, GError **error)
{
    AdminLink wanted = {.meeting = arguments->meeting, .site = arguments->site, .role = ROLE_SITE};

    if (!need(arguments->meeting, "--meeting", error) || !need(arguments->site, "--site", error)) {
        return false;
    }
    if (arguments->role != NULL &&
            (!role_from_name(arguments->role, &wanted.role) || !role_fits_link(wanted.role))) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "--role %s is not allowed; allowed: chair, site or viewer", arguments->role);
        return false;
    }
    if (arguments->rate_cap_kbps < 0 || arguments->rate_cap_kbps > RATE_CAP_KBPS_MAX) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "--rate-cap %d is not allowed; allowed: 0 to %d kbit/s", arguments->rate_cap_kbps,
                RATE_CAP_KBPS_MAX);
        return false;
    }
    wanted.rate_cap_kbps = arguments->rate_cap_kbps;
    g_autofree char *link = admin_make_link(arguments->settings, &wanted, error);
    g_autofree char *line = link != NULL ? g_strconcat(link, "\n", NULL) : NULL;
    return line != NULL && print(line, error);
}

static bool attendance(Arguments *arguments, GError **error)
{
    if (!need(arguments->meeting, "--meeting", error)) {
        return false;
    }
    g_autofree char *csv = admin_attendance(arguments->settings, arguments->meeting, error);
    return csv != NULL && print(csv, error);
}

static bool joins(Arguments *arguments, GError **error)
{
    if (!need(arguments->meeting, "--meeting", error)) {
        return false;
    }
    g_autofree char *csv = admin_joins(arguments->settings, arguments->meeting, error);
    return csv != NULL && print(csv, error);
}

static bool lines(Arguments *arguments, GError **error)
{
    if (!need(arguments->meeting, "--meeting", error)) {
        return false;
    }
    g_autofree char *text =
            admin_lines(arguments->settings, arguments->meeting, arguments->csv, error);
    return text != NULL && print(text, error);
}

static bool events(Arguments *arguments, GError **error)
{
    if (!need(arguments->meeting, "--meeting", error)) {
        return false;
    }
    g_autofree char *text = event_lines_command(arguments->settings, arguments->meeting, error);
    return text != NULL && print(text, error);
}

static bool audit_export(Arguments *arguments, GError **error)
{
    return audit_command_export(arguments->settings, arguments->from, arguments->to, stdout, error);
}

static bool audit_verify(Arguments *arguments, GError **error)
{
    g_autofree char *text = audit_command_verify(arguments->settings, error);
    return text != NULL && print(text, error);
}

static bool audit_prune(Arguments *arguments, GError **error)
{
    g_autofree char *text = audit_command_prune(arguments->settings, error);
    return text != NULL && print(text, error);
}

static bool user_create(Arguments *arguments, GError **error)
{
    const AccountWish wish = {.username = arguments->username,
            .name = arguments->name,
            .role = arguments->role,
            .unit = arguments->unit,
            .site = arguments->site};

    if (!need(wish.username, "--username", error) || !need(wish.role, "--role", error)) {
        return false;
    }
    g_autofree char *line = account_command_create(arguments->settings, &wish, error);
    return line != NULL && print(line, error);
}

static bool user_reset(Arguments *arguments, GError **error)
{
    if (!need(arguments->username, "--username", error)) {
        return false;
    }
    g_autofree char *line = account_command_reset(arguments->settings, arguments->username, error);
    return line != NULL && print(line, error);
}

static bool user_unlock(Arguments *arguments, GError **error)
{
    return need(arguments->username, "--username", error) &&
            account_command_unlock(arguments->settings, arguments->username, error);
}

static bool user_list(Arguments *arguments, GError **error)
{
    g_autofree char *list = account_command_list(arguments->settings, error);
    return list != NULL && print(list, error);
}

static bool webhook_secret(Arguments *arguments, GError **error)
{
    g_autofree char *secret = admin_webhook_secret(arguments->settings, error);
    g_autofree char *line = secret != NULL ? g_strconcat(secret, "\n", NULL) : NULL;
    return line != NULL && print(line, error);
}

static bool turn_config(Arguments *arguments, GError **error)
{
    g_autofree char *text = admin_turn_config(arguments->settings, error);
    return text != NULL && print(text, error);
}

static bool store_move(Arguments *arguments, GError **error)
{
    if (!need(arguments->to, "--to", error)) {
        return false;
    }
    g_autofree char *text = store_command_move(arguments->settings, arguments->to, error);
    return text != NULL && print(text, error);
}

static bool recording_package(Arguments *arguments, GError **error)
{
    const PackageWish wish = {.meeting = arguments->meeting,
            .path = arguments->to,
            .maker = arguments->name,
            .progress = arguments->progress ? stdout : NULL};

    if (!need(wish.meeting, "--meeting", error) || !need(wish.path, "--to", error)) {
        return false;
    }
    g_autofree char *line = package_command_make(arguments->settings, &wish, error);
    return line != NULL && print(line, error);
}

static bool recording_verify(Arguments *arguments, GError **error)
{
    g_autofree char *report = NULL;
    const bool good = package_command_verify(arguments->files[0], arguments->key, &report, error);

    /* What is wrong is said once more as the error. */
    return (report == NULL || print(report, good ? error : NULL)) && good;
}

static bool recording_key(Arguments *arguments, GError **error)
{
    g_autofree char *line = package_command_key(arguments->settings, error);
    return line != NULL && print(line, error);
}

static const struct {
    const char *words[2];
    bool (*run)(Arguments *arguments, GError **error);
    const char *help;
} commands[] = {
        {{"serve"}, serve, "serve pages, meetings and streams until SIGINT or SIGTERM"},
        {{"demo"}, demo, "serve a meeting with fifteen sites to look at"},
        {{"version"}, tell_version, "which version this is"},
        {{"meeting", "create"}, meeting_create, "--title T --code CODE [--if-missing]"},
        {{"meeting", "list"}, meeting_list, "code and title of every meeting"},
        {{"user", "create"}, user_create,
                "--username U --role ROLE [--name N] [--unit CODE] [--site CODE]: an account; its "
                "password is printed once"},
        {{"user", "reset"}, user_reset, "--username U: a new password"},
        {{"user", "unlock"}, user_unlock, "--username U: end a lock at once"},
        {{"user", "list"}, user_list, "user name, role, unit and name of every account"},
        {{"link"}, make_link,
                "--meeting CODE --site NAME [--role chair|site|viewer] [--rate-cap KBPS]: "
                "a join link"},
        {{"attendance"}, attendance, "--meeting CODE: the attendance report, as CSV"},
        {{"joins"}, joins, "--meeting CODE: who joined and left, line by line, as CSV"},
        {{"lines"}, lines, "--meeting CODE [--csv]: the sites' lines, with 95th percentiles"},
        {{"events"}, events,
                "--meeting CODE: what was done in it, as JSON lines, if its chain is whole"},
        {{"audit", "verify"}, audit_verify, "whether the audit log is what was written"},
        {{"audit", "export"}, audit_export, "[--from DAY] [--to DAY]: the audit log as JSON lines"},
        {{"store", "move"}, store_move,
                "--to postgresql://…: all data from SQLite to an empty database, chains verified"},
        {{"webhook", "secret"}, webhook_secret,
                "what receivers of webhooks check the signatures with"},
        {{"turn", "config"}, turn_config,
                "coturn's configuration as the relay of media.turn, for sites without UDP"},
        {{"audit", "prune"}, audit_prune, "take out what is older than audit.keep_days"},
        {{"recording", "package"}, recording_package,
                "--meeting CODE --to FILE: all of a meeting as one signed archive"},
        {{"recording", "verify"}, recording_verify,
                "FILE [--key KEY]: whether a package is what was signed, or which part is not"},
        {{"recording", "key"}, recording_key, "the public key that packages are signed with"},
};

static void print_usage(void)
{
    (void)fputs("usage: giaoban COMMAND [--config FILE] [--set key=value …]\n\n", stderr);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        const char *second = commands[i].words[1];
        (void)fprintf(stderr, "  %s %s\t%s\n", commands[i].words[0], second != NULL ? second : "",
                commands[i].help);
    }
}

/* The command's row and how many words it took, or none. */
static bool find_command(int argc, char **argv, size_t *ret_row, int *ret_words)
{
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        const int words = commands[i].words[1] != NULL ? 2 : 1;
        if (argc > words && g_str_equal(argv[1], commands[i].words[0]) &&
                (words == 1 || g_str_equal(argv[2], commands[i].words[1]))) {
            *ret_row = i;
            *ret_words = words;
            return true;
        }
    }
    return false;
}

static bool read_arguments(Arguments *arguments, guint files, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
            {"meeting", 0, 0, G_OPTION_ARG_STRING, &arguments->meeting, "A meeting's code", "CODE"},
            {"title", 0, 0, G_OPTION_ARG_STRING, &arguments->title, "A meeting's title", "T"},
            {"code", 0, 0, G_OPTION_ARG_STRING, &arguments->code, "A new meeting's code", "CODE"},
            {"if-missing", 0, 0, G_OPTION_ARG_NONE, &arguments->if_missing,
                    "No error if there is one", NULL},
            {"site", 0, 0, G_OPTION_ARG_STRING, &arguments->site, "A site's name", "NAME"},
            {"rate-cap", 0, 0, G_OPTION_ARG_INT, &arguments->rate_cap_kbps,
                    "The most that is sent to this site, in kbit/s; 0: as for all", "KBPS"},
            {"csv", 0, 0, G_OPTION_ARG_NONE, &arguments->csv, "Every sample, as CSV", NULL},
            {"from", 0, 0, G_OPTION_ARG_STRING, &arguments->from, "The first day, as 2026-11-22",
                    "DAY"},
            {"to", 0, 0, G_OPTION_ARG_STRING, &arguments->to,
                    "The day after the last; where to move the data; a file to write",
                    "DAY|URL|FILE"},
            {"role", 0, 0, G_OPTION_ARG_STRING, &arguments->role,
                    "Of a link: chair, site or viewer; of an account: quan_tri, van_hanh, chu_toa, "
                    "thu_ky, ky_thuat or van_thu",
                    "ROLE"},
            {"username", 0, 0, G_OPTION_ARG_STRING, &arguments->username, "An account", "U"},
            {"name", 0, 0, G_OPTION_ARG_STRING, &arguments->name, "What people see", "N"},
            {"unit", 0, 0, G_OPTION_ARG_STRING, &arguments->unit, "A unit's code", "CODE"},
            {"key", 0, 0, G_OPTION_ARG_STRING, &arguments->key, "A public key", "KEY"},
            {"progress", 0, 0, G_OPTION_ARG_NONE, &arguments->progress,
                    "Say how far it is, in lines", NULL},
            {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->files, "Files",
                    "FILE"},
            {NULL},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);

    g_option_context_set_main_group(context, settings_options_group(&arguments->options));
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error)) {
        return false;
    }
    const guint given = arguments->files != NULL ? g_strv_length(arguments->files) : 0;
    if (given < files) {
        g_set_error(
                error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "the name of a file is needed");
        return false;
    }
    if (given > files) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, "%s means nothing here",
                arguments->files[files]);
        return false;
    }
    arguments->settings = settings_load(&arguments->options, error);
    return arguments->settings != NULL;
}

/* All connections that the doors let in, those of SIP with both ends inside of the machine too: more than the usual 1024. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < DESCRIPTORS) {
        limit.rlim_cur = MIN(limit.rlim_max, DESCRIPTORS);
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    Arguments arguments = {0};
    g_autoptr(GError) error = NULL;
    size_t row = 0;
    int words = 0;

    /* Names on the command line are UTF-8, whatever the machine is set to. There is one thread yet. */
    (void)setlocale(LC_CTYPE, "C.UTF-8"); /* NOLINT(concurrency-mt-unsafe) */
    (void)signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    if (!find_command(argc, argv, &row, &words)) {
        print_usage();
        return EXIT_FAILURE;
    }
    bool good = read_arguments(&arguments, commands[row].run == recording_verify ? 1 : 0,
            argc - words, argv + words, &error);
    if (good) {
        log_set_level(log_level_of(settings_text(arguments.settings, "log.level")));
        good = commands[row].run(&arguments, &error);
    }
    if (!good) {
        (void)fprintf(stderr, "giaoban %s: %s\n", commands[row].words[0], error->message);
    }
    arguments_clear(&arguments);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
