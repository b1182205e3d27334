#include "signaling/app/server.h"

#include "config/host_addresses.h"
#include "config/log.h"
#include "signaling/app/api_v1.h"
#include "signaling/app/attendance_rules.h"
#include "signaling/app/base_url.h"
#include "signaling/app/client_commands.h"
#include "signaling/app/copy_desk.h"
#include "signaling/app/http_api.h"
#include "signaling/app/live_api.h"
#include "signaling/app/meeting_api.h"
#include "signaling/app/program_path.h"
#include "signaling/app/recording_checker.h"
#include "signaling/app/recording_dir.h"
#include "signaling/app/refusal_log.h"
#include "signaling/app/run_folder.h"
#include "signaling/app/sip_gateway.h"
#include "signaling/app/sip_timetable.h"
#include "signaling/app/webhooks.h"
#include "signaling/app/whip_api.h"
#include "signaling/client/signing_key.h"
#include "signaling/store/database_open.h"
#include "signaling/store/meeting_book.h"

LOG_TOPIC("server");

#define MEGABYTE INT64_C(1000000)
#define GIGABYTE INT64_C(1000000000)

enum {
    KILOBIT = 1000,
    SECOND_US = 1000000,
    HOUR_S = 3600,
    DAY_S = 24 * HOUR_S,
    CERTIFICATE_LOOK_S = 24 * HOUR_S
};

struct Server {
    RunFolder *run_folder;
    Store *store;
    Webhooks *webhooks;
    SiteDoor *sites;
    SipSites *sip_sites; /* NULL: SIP is not served */
    SipCalls *sip_calls;
    SipMenu *sip_menu; /* NULL: who dials no meeting is refused */
    SipDialler *dialler;
    SipTimetable *timetable;
    SipGateway *sip;
    JoinGuard *guard;
    TurnRelay *relay;
    RecordingShelf *shelf;
    RecordingFinisher *finisher;
    RecordingChecker *checker;
    ConferenceService *service;
    ClientCommands *commands;
    WebsocketHub *websockets;
    HttpRouter *router;
    StaticFiles *pages;
    TlsAuthority *authority;
    HttpApi *http_api;
    MeetingApi *meeting_api;
    WhipApi *whip_api;
    PlanContext *plans;
    CopyDesk *copies;
    StreamKeeper *streams;
    LiveApi *live;
    ApiV1 *api;
    ConsoleDoor *consoles;
    WebServer *web_server;
    char *url;
    char **host_names; /* names and addresses that the certificate needs besides the machine's */
    guint certificate_look;
    RefusalLog refusals;
};

static char *mcu_program(const Settings *settings)
{
    static const char *const places[] = {"giaoban-mcu", "../mcu/giaoban-mcu", NULL};
    const char *chosen = settings_text(settings, "mcu.program");
    return chosen[0] != '\0' ? g_strdup(chosen) : program_path_find(places);
}

static char *web_folder(const Settings *settings)
{
    static const char *const places[] = {"web", "../web/dist", "../share/giaoban/web", NULL};
    const char *chosen = settings_text(settings, "web.dir");
    return chosen[0] != '\0' ? g_strdup(chosen) : program_path_find(places);
}

/* The settings' words are those of the API. */
static ApiLayoutMode mode_of(const Settings *settings, const char *key)
{
    ApiLayoutMode mode = API_LAYOUT_GRID;
    const bool known = api_layout_mode_from_word(settings_text(settings, key), &mode);
    g_assert(known);
    return mode;
}

static bool is_on(const Settings *settings, const char *key)
{
    return g_str_equal(settings_text(settings, key), "on");
}

/* The addresses of one network as one text; NULL with an error for what is none. */
static char *network_addresses(const Settings *settings, const char *key, GError **error)
{
    const char *const *wanted = settings_list(settings, key);

    if (wanted == NULL || wanted[0] == NULL) {
        return g_strdup("");
    }
    g_auto(GStrv) addresses = host_addresses_resolve(wanted, error);
    if (addresses == NULL) {
        g_prefix_error(error, "%s: ", key);
        return NULL;
    }
    return g_strjoinv(",", addresses);
}

static ConferenceService *make_service(
        Server *server, const Settings *settings, const SettingsOptions *options, GError **error)
{
    g_autofree char *wan = network_addresses(settings, "media.wan_address", error);
    g_autofree char *internet =
            wan != NULL ? network_addresses(settings, "media.internet_address", error) : NULL;

    if (internet == NULL) {
        return NULL;
    }
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *program = mcu_program(settings);

    g_autofree char *stills_dir =
            g_build_filename(settings_text(settings, "data.dir"), "stills", NULL);

    settings_options_append(options, arguments);
    g_ptr_array_add(arguments, NULL);
    return conference_service_new(&(ConferenceServiceConfig){
            .store = server->store,
            .mcu_program = program,
            .arguments = (const char *const *)arguments->pdata,
            .run_dir = run_folder_path(server->run_folder),
            .meeting =
                    {
                            .sites_max = (int)settings_number(settings, "meeting.sites_max"),
                            .seat_hold_us =
                                    settings_number(settings, "meeting.seat_hold_s") * SECOND_US,
                    },
            .stage =
                    {
                            .modes =
                                    {
                                            [API_VIEW_CHAIR] = mode_of(settings, "layout.chair"),
                                            [API_VIEW_SITES] = mode_of(settings, "layout.sites"),
                                            [API_VIEW_FLOOR] = mode_of(settings, "layout.floor"),
                                    },
                            .rotate_s = settings_number(settings, "layout.rotate_s"),
                            .title = is_on(settings, "overlay.title"),
                            .clock = is_on(settings, "overlay.clock"),
                    },
            .delegates = is_on(settings, "roll.delegates"),
            .stills_dir = is_on(settings, "roll.stills") ? stills_dir : NULL,
            .notice_sound = settings_text(settings, "recording.notice_sound"),
            .attendance = attendance_rules_of(settings),
            .sample_us = settings_number(settings, "stats.sample_s") * SECOND_US,
            .rate_cap_bps = settings_number(settings, "line.rate_cap_kbps") * KILOBIT,
            .addresses = {[SITE_WAN] = wan, [SITE_INTERNET] = internet},
            .idle_us = settings_number(settings, "mcu.idle_s") * SECOND_US,
            .shelf = server->shelf,
    });
}

static void make_shelf(Server *server, const Settings *settings)
{
    g_autofree char *folder = recording_dir_of(settings);

    server->shelf = recording_shelf_new(&(RecordingShelfConfig){
            .store = server->store,
            .folder = folder,
            .quota_bytes = settings_number(settings, "recording.quota_gb") * GIGABYTE,
            .reserve_bytes = settings_number(settings, "recording.reserve_mb") * MEGABYTE,
    });
}

static bool runs(const char *meeting, void *user_data)
{
    const Server *server = user_data;
    return conference_service_find(server->service, meeting) != NULL;
}

static void on_finished(int64_t recording, void *user_data)
{
    const Server *server = user_data;
    (void)recording;
    recording_checker_kick(server->checker);
}

static void make_checker(Server *server)
{
    static const char *const places[] = {
            "giaoban-recording-check", "../mcu/giaoban-recording-check", NULL};
    g_autofree char *program = program_path_find(places);

    server->checker = recording_checker_new(&(RecordingCheckerConfig){
            .store = server->store,
            .folder = recording_shelf_folder(server->shelf),
            .program = program,
    });
}

/* Once it is known which meetings have outlived an earlier server. */
static void make_finisher(Server *server, const Settings *settings)
{
    g_autofree char *program = mcu_program(settings);

    server->finisher = recording_finisher_new(&(RecordingFinisherConfig){
            .store = server->store,
            .folder = recording_shelf_folder(server->shelf),
            .program = program,
            .leftover_us = settings_number(settings, "recording.leftover_s") * SECOND_US,
            .runs = runs,
            .finished = on_finished,
            .user_data = server,
    });
    conference_service_set_finisher(server->service, server->finisher);
}

static void on_present(const AttendanceRecord *last, void *user_data)
{
    conference_service_expect(user_data, last);
}

static void on_sites_changed(void *user_data)
{
    sip_sites_reload(user_data);
}

static SipMenu *make_menu(
        const Server *server, const Settings *settings, const SettingsOptions *options)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *program = mcu_program(settings);

    if (g_str_equal(settings_text(settings, "sip.dial_in"), "off")) {
        return NULL;
    }
    settings_options_append(options, arguments);
    g_ptr_array_add(arguments, NULL);
    return sip_menu_new(&(SipMenuConfig){
            .calls = server->sip_calls,
            .sites = server->sip_sites,
            .store = server->store,
            .lobby =
                    {
                            .mcu_program = program,
                            .arguments = (const char *const *)arguments->pdata,
                            .run_dir = run_folder_path(server->run_folder),
                    },
            .prompts_dir = settings_text(settings, "sip.prompts_dir"),
            .plain = is_on(settings, "sip.dial_in_plain"),
    });
}

static bool make_sip(Server *server, const Settings *settings, const SettingsOptions *options,
        Database *database, GError **error)
{
    SipGatewayConfig config = {
            .server =
                    {
                            .address = settings_text(settings, "sip.address"),
                            .port = (uint16_t)settings_number(settings, "sip.port"),
                            .realm = settings_text(settings, "sip.realm"),
                            .sha256 = is_on(settings, "sip.sha256"),
                            .accounts_path = settings_text(settings, "sip.accounts_file"),
                            .ping_s = (unsigned)settings_number(settings, "sip.ping_s"),
                            .strangers = g_str_equal(settings_text(settings, "sip.dial_in"), "all"),
                            .trust =
                                    {
                                            .ca_path =
                                                    settings_text(settings, "sip.device_ca_file"),
                                            .pins_path =
                                                    settings_text(settings, "sip.device_pins_file"),
                                            .any = g_str_equal(settings_text(settings,
                                                                       "sip.device_certificates"),
                                                    "any"),
                                    },
                    },
    };

    if (config.server.address[0] == '\0') {
        return true;
    }
    server->sip_sites = sip_sites_new(server->store, database, error);
    if (server->sip_sites == NULL) {
        return false;
    }
    site_door_set_listener(server->sites, on_sites_changed, server->sip_sites);
    server->sip_calls = sip_calls_new(&(SipCallsConfig){
            .service = server->service,
            .guard = server->guard,
            .door = server->sites,
            .sites = server->sip_sites,
            .run_dir = run_folder_path(server->run_folder),
    });
    config.sites = server->sip_sites;
    config.run_dir = run_folder_path(server->run_folder);
    config.calls = server->sip_calls;
    server->sip_menu = make_menu(server, settings, options);
    config.menu = server->sip_menu;
    server->dialler = sip_dialler_new(&(SipDiallerConfig){
            .store = server->store,
            .service = server->service,
            .sites = server->sip_sites,
            .calls = server->sip_calls,
            .run_dir = run_folder_path(server->run_folder),
    });
    server->timetable = sip_timetable_new(server->store, server->service, server->dialler);
    config.dialler = server->dialler;
    server->sip = sip_gateway_new(&config, error);
    return server->sip != NULL;
}

/* Before the loop turns, so a question to the database may still block. */
static bool adopt_meetings(
        Server *server, const Settings *settings, const SettingsOptions *options, GError **error)
{
    g_autoptr(Database) database = database_open(
            settings_text(settings, "data.dir"), settings_text(settings, "store.url"), error);
    g_auto(GStrv) codes = mcu_supervisor_list(run_folder_path(server->run_folder));

    if (database == NULL) {
        return false;
    }
    if (!meeting_book_fold_titles(database, error)) {
        return false;
    }
    server->sites = site_door_new(server->store, database, error);
    if (server->sites == NULL) {
        return false;
    }
    join_guard_set_site_door(server->guard, server->sites);
    if (!make_sip(server, settings, options, database, error)) {
        return false;
    }
    for (size_t i = 0; codes[i] != NULL; i++) {
        g_auto(MeetingOpening) opening = {0};
        if (!meeting_opening_read(database, codes[i], g_get_real_time(), &opening, error)) {
            return false;
        }
        if (opening.found) {
            conference_service_adopt(server->service, &opening);
        } else {
            log_warning("There is a socket of a meeting %s that nobody knows.", codes[i]);
        }
    }
    if (server->sip_calls != NULL) {
        sip_calls_adopt(server->sip_calls);
        sip_dialler_adopt(server->dialler);
    }
    return attendance_log_present(database, on_present, server->service, error);
}

static bool make_webhooks(Server *server, const Settings *settings, GError **error)
{
    WebhooksConfig config = {
            .store = server->store,
            .urls = settings_list(settings, "webhook.urls"),
            .ca_file = settings_text(settings, "webhook.ca_file"),
    };

    if (!webhooks_key_load(&config.key, settings_text(settings, "data.dir"), error)) {
        return false;
    }
    server->webhooks = webhooks_new(&config, error);
    return server->webhooks != NULL;
}

static bool make_core(
        Server *server, const Settings *settings, const SettingsOptions *options, GError **error)
{
    const char *data_dir = settings_text(settings, "data.dir");
    TokenKey key;

    server->run_folder = run_folder_new(data_dir, error);
    if (server->run_folder == NULL || !token_key_load(&key, data_dir, error)) {
        return false;
    }
    server->relay = turn_relay_load(data_dir, settings_list(settings, "media.turn"), error);
    if (server->relay == NULL) {
        return false;
    }
    server->store = store_new(data_dir, settings_text(settings, "store.url"), error);
    if (server->store == NULL || !make_webhooks(server, settings, error)) {
        return false;
    }
    const int64_t token_us = settings_number(settings, "meeting.token_hours") * HOUR_S * SECOND_US;
    server->guard = join_guard_new(&key);
    make_shelf(server, settings);
    server->service = make_service(server, settings, options, error);
    if (server->service == NULL) {
        return false;
    }
    server->commands = client_commands_new(server->service, server->guard, token_us);
    client_commands_set_relay(server->commands, server->relay);
    server->websockets = websocket_hub_new(
            &(WebsocketLimits){
                    .sockets_max = (unsigned)settings_number(settings, "http.connections_max")},
            client_commands_events(), server->commands);
    client_commands_set_hub(server->commands, server->websockets);
    if (!adopt_meetings(server, settings, options, error)) {
        return false;
    }
    make_checker(server);
    make_finisher(server, settings);
    return true;
}

static void open_pages(Server *server, const Settings *settings)
{
    g_autofree char *folder = web_folder(settings);
    g_autoptr(GError) error = NULL;

    server->pages = static_files_new(folder, &error);
    if (server->pages == NULL) {
        log_warning("There are no pages to show: %s.", error->message);
    }
}

/* The address to listen on, unless it is every one, has to be in the certificate too. */
static char **chosen_names(const Settings *settings)
{
    const char *const *host_names = settings_list(settings, "http.host_names");
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();

    for (size_t i = 0; host_names[i] != NULL; i++) {
        g_strv_builder_add(names, host_names[i]);
    }
    if (!base_url_is_everywhere(settings_text(settings, "http.address"))) {
        g_strv_builder_add(names, settings_text(settings, "http.address"));
    }
    return g_strv_builder_end(names);
}

/* A certificate ends while the server runs, and machines get new addresses. */
static gboolean on_certificate_look(gpointer data)
{
    Server *server = data;
    g_auto(GStrv) names = tls_authority_local_names((const char *const *)server->host_names);
    g_autoptr(GError) error = NULL;
    bool renewed = false;

    if (!tls_authority_refresh(server->authority, (const char *const *)names,
                g_get_real_time() / SECOND_US, &renewed, &error) ||
            (renewed && !web_server_reload_certificate(server->web_server, &error)) ||
            (renewed && server->sip != NULL && !sip_gateway_reload_tls(server->sip, &error))) {
        log_error("The server's certificate could not be renewed: %s.", error->message);
    }
    return G_SOURCE_CONTINUE;
}

static void make_http_api(Server *server)
{
    server->http_api = http_api_new(&(HttpApiConfig){
            .service = server->service,
            .store = server->store,
            .websockets = server->websockets,
            .webhooks = server->webhooks,
            .pages = server->pages,
            .authority = server->authority,
    });
    http_api_add_routes(server->http_api, server->router);
}

/* The key that packages are signed with is made at the first start, before somebody asks for it. */
static bool make_copies(
        Server *server, const Settings *settings, const SettingsOptions *options, GError **error)
{
    const char *data_dir = settings_text(settings, "data.dir");
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folder = g_build_filename(data_dir, "copies", NULL);
    g_autofree char *recordings = recording_dir_of(settings);
    SigningKey key;

    if (!signing_key_load(&key, data_dir, error)) {
        return false;
    }
    settings_options_append(options, arguments);
    g_ptr_array_add(arguments, NULL);
    server->copies = copy_desk_new(&(CopyDeskConfig){
            .store = server->store,
            .folder = folder,
            .recordings_dir = recordings,
            .arguments = (const char *const *)arguments->pdata,
            .keep_us = settings_number(settings, "recording.copies_days") * DAY_S * SECOND_US,
    });
    return true;
}

static void make_streams(Server *server, const Settings *settings)
{
    static const char *const places[] = {"giaoban-stream", "../mcu/giaoban-stream", NULL};
    const char *chosen = settings_text(settings, "stream.program");
    g_autofree char *program = chosen[0] != '\0' ? g_strdup(chosen) : program_path_find(places);
    g_autofree char *folder = g_build_filename(settings_text(settings, "data.dir"), "live", NULL);

    server->streams = stream_keeper_new(&(StreamKeeperConfig){
            .service = server->service,
            .program = program,
            .run_dir = run_folder_path(server->run_folder),
            .folder = folder,
            .hls = is_on(settings, "stream.hls"),
            .urls = settings_list(settings, "stream.push"),
    });
    server->live = live_api_new(server->streams, server->guard);
    live_api_add_routes(server->live, server->router);
}

static void on_refused(WebRefusal why, const char *address, void *user_data)
{
    Server *server = user_data;
    g_autofree char *line =
            refusal_log_line(&server->refusals, why, address, g_get_monotonic_time());
    if (line != NULL) {
        log_warning("%s", line);
    }
}

/* From here on it is asked. */
static bool open_web(
        Server *server, const Settings *settings, const char *const *names, GError **error)
{
    server->web_server = web_server_new(
            &(WebServerConfig){
                    .address = settings_text(settings, "http.address"),
                    .port = (uint16_t)settings_number(settings, "http.port"),
                    .redirect_port = (uint16_t)settings_number(settings, "http.redirect_port"),
                    .certificate_path = tls_authority_certificate_path(server->authority),
                    .key_path = tls_authority_key_path(server->authority),
                    .router = server->router,
                    .websockets = server->websockets,
                    .body_max = API_V1_BODY_MAX,
                    .connections_max = (unsigned)settings_number(settings, "http.connections_max"),
                    .connections_per_address_max =
                            (unsigned)settings_number(settings, "http.connections_per_address_max"),
                    .refused = on_refused,
                    .user_data = server,
            },
            error);
    if (server->web_server == NULL) {
        return false;
    }
    http_api_set_web_server(server->http_api, server->web_server);
    meeting_api_set_web_server(server->meeting_api, server->web_server);
    whip_api_set_web_server(server->whip_api, server->web_server);
    api_v1_set_web_server(server->api, server->web_server);
    server->certificate_look =
            g_timeout_add_seconds(CERTIFICATE_LOOK_S, on_certificate_look, server);
    server->url = base_url_new(settings_list(settings, "http.host_names"),
            settings_text(settings, "http.address"), names, web_server_port(server->web_server));
    server->plans->url = g_strdup(server->url);
    dial_in_fill(&server->plans->dial_in, settings, settings_list(settings, "http.host_names"),
            server_sip_port(server), server_sip_tls_port(server));
    return run_folder_publish_url(server->run_folder, server->url, error);
}

static bool make_web(Server *server, const Settings *settings, GError **error)
{
    g_autofree char *folder = g_build_filename(settings_text(settings, "data.dir"), "tls", NULL);
    server->host_names = chosen_names(settings);
    g_auto(GStrv) names = tls_authority_local_names((const char *const *)server->host_names);

    server->authority = tls_authority_new(
            folder, (const char *const *)names, g_get_real_time() / SECOND_US, error);
    if (server->authority == NULL ||
            (server->sip != NULL &&
                    !sip_gateway_add_tls(server->sip, settings,
                            tls_authority_certificate_path(server->authority),
                            tls_authority_key_path(server->authority), error))) {
        return false;
    }
    open_pages(server, settings);
    server->router = http_router_new();
    make_http_api(server);
    server->meeting_api = meeting_api_new(server->service, server->guard);
    meeting_api_add_routes(server->meeting_api, server->router);
    server->whip_api = whip_api_new(server->service, server->guard);
    whip_api_add_routes(server->whip_api, server->router);
    make_streams(server, settings);
    server->plans =
            plan_context_new(settings, server->service, join_guard_key(server->guard), error);
    if (server->plans == NULL) {
        return false;
    }
    server->api = api_v1_new(&(ApiV1Config){
            .settings = settings,
            .store = server->store,
            .router = server->router,
            .key = join_guard_key(server->guard),
            .plans = server->plans,
            .copies = server->copies,
            .webhooks = server->webhooks,
            .sites = server->sites,
            .dialler = server->dialler,
            .certificate_path = tls_authority_certificate_path(server->authority),
    });
    server->consoles =
            console_door_new(server->store, api_v1_rest(server->api), api_v1_login(server->api));
    client_commands_set_consoles(server->commands, server->consoles);
    client_commands_set_disk(server->commands, settings_text(settings, "data.dir"));
    return open_web(server, settings, (const char *const *)names, error);
}

Server *server_new(const Settings *settings, const SettingsOptions *options, GError **error)
{
    Server *server = g_new0(Server, 1);

    if (!make_core(server, settings, options, error) ||
            !make_copies(server, settings, options, error) || !make_web(server, settings, error)) {
        server_free(server);
        return NULL;
    }
    return server;
}

/* The store goes before those whom it would answer, and after the last who has something to write. */
void server_free(Server *server)
{
    if (server == NULL) {
        return;
    }
    if (server->certificate_look != 0) {
        g_source_remove(server->certificate_look);
    }
    web_server_free(server->web_server);
    if (server->meeting_api != NULL) {
        meeting_api_set_web_server(server->meeting_api, NULL);
    }
    if (server->whip_api != NULL) {
        whip_api_set_web_server(server->whip_api, NULL);
    }
    if (server->api != NULL) {
        api_v1_set_web_server(server->api, NULL);
    }
    websocket_hub_free(server->websockets);
    if (server->service != NULL && server->store != NULL) {
        conference_service_keep_lines(server->service);
    }
    sip_gateway_free(server->sip);
    sip_menu_free(server->sip_menu);
    store_free(server->store);
    webhooks_free(server->webhooks);
    api_v1_free(server->api);
    live_api_free(server->live);
    stream_keeper_free(server->streams);
    copy_desk_free(server->copies);
    plan_context_free(server->plans);
    console_door_free(server->consoles);
    conference_service_free(server->service);
    recording_finisher_free(server->finisher);
    recording_checker_free(server->checker);
    recording_shelf_free(server->shelf);
    client_commands_free(server->commands);
    turn_relay_free(server->relay);
    meeting_api_free(server->meeting_api);
    whip_api_free(server->whip_api);
    http_api_free(server->http_api);
    http_router_free(server->router);
    static_files_free(server->pages);
    tls_authority_free(server->authority);
    join_guard_free(server->guard);
    site_door_free(server->sites);
    sip_timetable_free(server->timetable);
    sip_dialler_free(server->dialler);
    sip_calls_free(server->sip_calls);
    sip_sites_free(server->sip_sites);
    run_folder_free(server->run_folder);
    g_strfreev(server->host_names);
    g_free(server->url);
    g_free(server);
}

ConferenceService *server_conferences(const Server *server)
{
    return server->service;
}

const char *server_url(const Server *server)
{
    return server->url;
}

uint16_t server_sip_tls_port(const Server *server)
{
    return server->sip != NULL ? sip_gateway_tls_port(server->sip) : 0;
}

uint16_t server_sip_port(const Server *server)
{
    return server->sip != NULL ? sip_gateway_port(server->sip) : 0;
}

void server_close_meetings(Server *server)
{
    conference_service_close_all(server->service);
}
