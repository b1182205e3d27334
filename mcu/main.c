/* giaoban-mcu: the process of one meeting. giaoban starts it and speaks to it over a Unix socket. */
#include "config/host_addresses.h"
#include "config/log.h"
#include "config/settings.h"
#include "mcu/control/control_commands.h"
#include "mcu/control/control_server.h"
#include "mcu/control/recording_completion.h"
#include "mcu/media/recording_join.h"
#include "mcu/media/video_codec_list.h"
#include "mcu/room/room.h"

#include <glib-unix.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

LOG_TOPIC("mcu");

enum { IDLE_CHECK_S = 1 };

typedef struct Mcu {
    GMainLoop *loop;
    Room *room;
    ControlServer *server;
    ControlCommands *commands;
    int64_t idle_after_us;
    int64_t needed_us; /* when a controller or a leg was last there */
} Mcu;

typedef struct Arguments {
    char *socket;
    char *meeting;
    char *complete;
    SettingsOptions settings;
} Arguments;

static void on_line(const char *line, size_t size, void *user_data)
{
    const Mcu *mcu = user_data;
    control_commands_line(mcu->commands, line, size);
}

static void on_controller(bool present, void *user_data)
{
    log_info("The controller %s.", present ? "is connected" : "is gone; the meeting goes on");
}

static gboolean on_end_idle(gpointer user_data)
{
    const Mcu *mcu = user_data;
    g_main_loop_quit(mcu->loop);
    return G_SOURCE_REMOVE;
}

/* room.close: the reply must still get out, so the loop ends when it has nothing better to do. */
static void on_closed(void *user_data)
{
    g_idle_add_full(G_PRIORITY_LOW, on_end_idle, user_data, NULL);
}

static gboolean on_signal(gpointer user_data)
{
    const Mcu *mcu = user_data;
    g_main_loop_quit(mcu->loop);
    return G_SOURCE_CONTINUE;
}

/* An MCU that nobody commands and nobody is in was forgotten, by a giaoban that never came back. */
static gboolean on_idle_check(gpointer user_data)
{
    Mcu *mcu = user_data;
    const int64_t now_us = g_get_monotonic_time();
    if (control_server_has_controller(mcu->server) || room_leg_count(mcu->room) > 0) {
        mcu->needed_us = now_us;
    } else if (now_us - mcu->needed_us > mcu->idle_after_us) {
        log_info("No controller and no site for %d s; this process ends.",
                (int)(mcu->idle_after_us / G_USEC_PER_SEC));
        g_main_loop_quit(mcu->loop);
    }
    return G_SOURCE_CONTINUE;
}

static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static bool parse_arguments(Arguments *arguments, int *argc, char ***argv, GError **error)
{
    const GOptionEntry entries[] = {
            {"socket", 0, 0, G_OPTION_ARG_FILENAME, &arguments->socket,
                    "Unix socket to be commanded over", "PATH"},
            {"meeting", 0, 0, G_OPTION_ARG_STRING, &arguments->meeting,
                    "Code of the meeting, for the log", "CODE"},
            {"complete", 0, 0, G_OPTION_ARG_FILENAME, &arguments->complete,
                    "Make the segments of a recording, which follow, into this file, and end",
                    "FILE"},
            {0},
    };
    g_autoptr(GOptionContext) context = g_option_context_new("- mixes one meeting");
    g_option_context_set_main_group(context, settings_options_group(&arguments->settings));
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, argc, argv, error)) {
        return false;
    }
    if (arguments->socket == NULL && arguments->complete == NULL) {
        g_set_error_literal(
                error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--socket PATH is needed");
        return false;
    }
    return true;
}

static int bits_a_second(const Settings *settings, const char *key)
{
    return (int)settings_number(settings, key) * 1000;
}

static PictureRates picture_rates(const Settings *settings)
{
    return (PictureRates){
            .top_bps = bits_a_second(settings, "video.bitrate_kbps"),
            .lower_bps = {0, bits_a_second(settings, "video.bitrate_360_kbps"),
                    bits_a_second(settings, "video.bitrate_180_kbps")},
    };
}

static Room *make_room(const Settings *settings, ControlCommands *commands, GError **error)
{
    g_auto(GStrv) addresses =
            host_addresses_resolve(settings_list(settings, "media.address"), error);
    if (addresses == NULL) {
        return NULL;
    }
    const RoomConfig config = {
            .addresses = (const char *const *)addresses,
            .port_min = (uint16_t)settings_number(settings, "media.port_min"),
            .port_max = (uint16_t)settings_number(settings, "media.port_max"),
            .dtls_active = strcmp(settings_text(settings, "media.dtls_role"), "active") == 0,
            .seat_hold_us = settings_number(settings, "meeting.seat_hold_s") * G_USEC_PER_SEC,
            .width_px = (int)settings_number(settings, "video.width"),
            .height_px = (int)settings_number(settings, "video.height"),
            .fps = (int)settings_number(settings, "video.fps"),
            .picture_rates = picture_rates(settings),
            .talkers_max = (int)settings_number(settings, "sound.talkers_max"),
            .sound_bps = bits_a_second(settings, "sound.bitrate_kbps"),
    };
    return room_new(&config, &control_commands_room_events, commands, error);
}

static void run(Mcu *mcu)
{
    g_unix_signal_add(SIGTERM, on_signal, mcu);
    g_unix_signal_add(SIGINT, on_signal, mcu);
    g_timeout_add_seconds(IDLE_CHECK_S, on_idle_check, mcu);
    mcu->needed_us = g_get_monotonic_time();
    log_info("Mixing; process %d.", (int)getpid());
    g_main_loop_run(mcu->loop);
    log_info("The meeting's process ends.");
}

static bool start(Mcu *mcu, const Arguments *arguments, const Settings *settings, GError **error)
{
    static const ControlServerEvents server_events = {.line = on_line, .controller = on_controller};
    mcu->idle_after_us = settings_number(settings, "mcu.idle_s") * G_USEC_PER_SEC;
    video_codec_list_load();
    mcu->loop = g_main_loop_new(NULL, FALSE);
    mcu->commands = control_commands_new(on_closed, mcu);
    mcu->room = make_room(settings, mcu->commands, error);
    if (mcu->room == NULL) {
        return false;
    }
    mcu->server = control_server_new(arguments->socket, &server_events, mcu, error);
    if (mcu->server == NULL) {
        return false;
    }
    control_commands_connect(mcu->commands, mcu->room, mcu->server);
    return true;
}

static void clear(Mcu *mcu)
{
    g_clear_pointer(&mcu->room, room_free);
    g_clear_pointer(&mcu->server, control_server_free);
    g_clear_pointer(&mcu->commands, control_commands_free);
    g_clear_pointer(&mcu->loop, g_main_loop_unref);
}

static void clear_arguments(Arguments *arguments)
{
    settings_options_clear(&arguments->settings);
    g_free(arguments->socket);
    g_free(arguments->meeting);
    g_free(arguments->complete);
}

int main(int argc, char **argv)
{
    (void)setlocale(LC_ALL, "C.UTF-8"); // NOLINT(concurrency-mt-unsafe): no other thread yet
    g_autoptr(GError) error = NULL;
    Arguments arguments = {0};
    Mcu mcu = {0};
    g_autoptr(Settings) settings = NULL;
    bool ok = parse_arguments(&arguments, &argc, &argv, &error);
    if (ok && arguments.complete != NULL) {
        ok = argc - 1 <= RECORDING_SEGMENTS_MAX &&
                recording_completion_run(arguments.complete, argv + 1, (size_t)(argc - 1));
        clear_arguments(&arguments);
        return ok ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    if (ok) {
        settings = settings_load(&arguments.settings, &error);
        ok = settings != NULL;
    }
    if (ok) {
        g_autofree char *program = g_strdup_printf(
                "giaoban-mcu[%s]", arguments.meeting != NULL ? arguments.meeting : "-");
        log_set_program(program);
        log_set_level(log_level_of(settings_text(settings, "log.level")));
        raise_descriptor_limit();
        ok = start(&mcu, &arguments, settings, &error);
    }
    if (ok) {
        run(&mcu);
    } else {
        log_error("%s", error->message);
    }
    clear(&mcu);
    clear_arguments(&arguments);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
