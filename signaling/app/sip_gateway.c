#include "signaling/app/sip_gateway.h"

#include "config/log.h"
#include "signaling/app/note_folder.h"
#include "signaling/app/sip_kept_site.h"
#include "signaling/client/join_limit.h"

LOG_TOPIC("sip");

struct SipGateway {
    SipServer *server;
    SipSites *sites;
    SipCalls *calls;
    SipMenu *menu; /* NULL: none */
    SipDialler *dialler;
    JoinLimit *requests; /* of an address */
    JoinLimit *lines;    /* about an address */
    NoteFolder *notes;   /* of sites with a device, by code */
};

static bool on_admit(const char *address, void *user_data)
{
    const SipGateway *gateway = user_data;
    return join_limit_take(gateway->requests, address, g_get_monotonic_time());
}

static const char *on_ha1(const char *site, SipDigestAlgorithm algorithm, void *user_data)
{
    const SipGateway *gateway = user_data;
    const SipSite *found = sip_sites_find(gateway->sites, site);
    return found != NULL && found->ha1[algorithm][0] != '\0' ? found->ha1[algorithm] : NULL;
}

/* What a stranger calls itself goes into the log without anything that could look like a line of its own. */
static void on_refused(
        const char *address, const char *method, const char *site, const char *why, void *user_data)
{
    const SipGateway *gateway = user_data;
    g_autofree char *name = g_strndup(site, 40);
    g_autofree char *word = g_strndup(method, 20);

    if (join_limit_take(gateway->lines, address, g_get_monotonic_time())) {
        log_warning("SIP refused %s: %s as \"%s\": %s", address,
                g_strcanon(word, G_CSET_A_2_Z, '_'),
                g_strcanon(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.+", '_'), why);
    }
}

static void on_registered(const char *site, bool is, const char *address, void *user_data)
{
    (void)user_data;
    if (is) {
        log_info("The SIP device of site %s is registered, from %s.", site, address);
    } else {
        log_info("The SIP device of site %s is not registered any more.", site);
    }
}

static void on_reached(const char *site, bool is, void *user_data)
{
    (void)user_data;
    log_info("The SIP device of site %s %s.", site,
            is ? "answers again" : "is registered, but does not answer");
}

static void on_unreached(const char *host, const char *why, void *user_data)
{
    (void)user_data;
    log_warning("SIP: no connection to the device at %s could be made: %s.", host, why);
}

static void on_bound(const char *site, void *user_data)
{
    const SipGateway *gateway = user_data;
    const char *ha1 = on_ha1(site, SIP_DIGEST_MD5, user_data);
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count = sip_server_find(gateway->server, site, bindings, SIP_BINDINGS_MAX);
    g_auto(SipKeptSite) kept = {
            .site = g_strdup(site), .proof = sip_kept_site_proof(ha1 != NULL ? ha1 : "")};

    for (size_t i = 0; i < count; i++) {
        sip_kept_site_add(&kept, &bindings[i], g_get_monotonic_time(), g_get_real_time());
    }
    if (kept.n_bindings == 0) {
        note_folder_remove(gateway->notes, site);
        return;
    }
    json_t *note = sip_kept_site_to_json(&kept);
    note_folder_put(gateway->notes, site, note);
    json_decref(note);
}

/* Of before a restart: those of a site that has the same password still. */
static bool on_note(const json_t *note, void *user_data)
{
    SipGateway *gateway = user_data;
    g_auto(SipKeptSite) kept = {0};
    g_autoptr(GError) error = NULL;

    if (!sip_kept_site_read(note, &kept, &error)) {
        log_warning("Devices of before the restart cannot be read: %s", error->message);
        return false;
    }
    const char *ha1 = on_ha1(kept.site, SIP_DIGEST_MD5, gateway);
    g_autofree char *proof = sip_kept_site_proof(ha1 != NULL ? ha1 : "");
    if (ha1 == NULL || !g_str_equal(proof, kept.proof)) {
        return false;
    }
    for (size_t i = 0; i < kept.n_bindings; i++) {
        SipBinding binding;
        sip_kept_site_binding(&kept, i, g_get_monotonic_time(), g_get_real_time(), &binding);
        sip_server_restore_binding(gateway->server, kept.site, &binding);
    }
    SipBinding found;
    return sip_server_find(gateway->server, kept.site, &found, 1) > 0;
}

static void on_renewed(const char *code, void *user_data)
{
    const SipGateway *gateway = user_data;
    note_folder_remove(gateway->notes, code);
    sip_server_forget(gateway->server, code);
}

static void set_server(const SipGateway *gateway, SipServer *server)
{
    if (gateway->menu != NULL) {
        sip_menu_set_server(gateway->menu, server);
    } else {
        sip_calls_set_server(gateway->calls, server);
    }
}

SipGateway *sip_gateway_new(const SipGatewayConfig *config, GError **error)
{
    static const SipServerEvents events = {
            .admit = on_admit,
            .ha1 = on_ha1,
            .refused = on_refused,
            .bound = on_bound,
            .registered = on_registered,
            .reached = on_reached,
            .unreached = on_unreached,
    };
    g_autofree char *folder = g_build_filename(config->run_dir, "sip-sites", NULL);
    SipGateway *gateway = g_new0(SipGateway, 1);

    SipServerConfig server = config->server;

    gateway->notes = note_folder_new(folder);
    gateway->sites = config->sites;
    gateway->calls = config->calls;
    gateway->menu = config->menu;
    gateway->dialler = config->dialler;
    server.calls = config->menu != NULL ? sip_menu_events() : sip_calls_events();
    server.calls_data = config->menu != NULL ? (void *)config->menu : config->calls;
    gateway->requests = join_limit_new(&(JoinLimitConfig){.burst = SIP_GATEWAY_REQUESTS_BURST,
            .per_second = SIP_GATEWAY_REQUESTS_PER_S,
            .keys_max = SIP_GATEWAY_KEYS_MAX});
    gateway->lines = join_limit_new(&(JoinLimitConfig){.burst = SIP_GATEWAY_LINES_BURST,
            .per_second = SIP_GATEWAY_LINES_PER_S,
            .keys_max = SIP_GATEWAY_KEYS_MAX});
    gateway->server = sip_server_new(&server, &events, gateway, error);
    if (gateway->server == NULL) {
        sip_gateway_free(gateway);
        return NULL;
    }
    sip_sites_set_listener(gateway->sites, on_renewed, gateway);
    note_folder_each(gateway->notes, on_note, gateway);
    set_server(gateway, gateway->server);
    sip_dialler_set_server(gateway->dialler, gateway->server);
    log_info("SIP is served on port %u, for %u sites with a device.",
            (unsigned)sip_gateway_port(gateway), sip_sites_count(gateway->sites));
    return gateway;
}

void sip_gateway_free(SipGateway *gateway)
{
    if (gateway != NULL) {
        sip_sites_set_listener(gateway->sites, NULL, NULL);
        sip_dialler_set_server(gateway->dialler, NULL);
        set_server(gateway, NULL);
        sip_server_free(gateway->server);
        join_limit_free(gateway->requests);
        join_limit_free(gateway->lines);
        note_folder_free(gateway->notes);
        g_free(gateway);
    }
}

uint16_t sip_gateway_port(const SipGateway *gateway)
{
    return sip_server_port(gateway->server);
}

bool sip_gateway_add_tls(SipGateway *gateway, const Settings *settings, const char *certificate,
        const char *key, GError **error)
{
    SipTlsConfig config = {
            .address = settings_text(settings, "sip.address"),
            .port = (uint16_t)settings_number(settings, "sip.tls_port"),
            .certificate_path = certificate,
            .key_path = key,
    };

    if (!sip_server_add_tls(gateway->server, &config, error)) {
        return false;
    }
    log_info("SIP over TLS is served on port %u.", (unsigned)sip_gateway_tls_port(gateway));
    config.address = settings_text(settings, "sip.legacy_tls_address");
    if (config.address[0] == '\0') {
        return true;
    }
    config.port = (uint16_t)settings_number(settings, "sip.legacy_tls_port");
    config.legacy = true;
    if (!sip_server_add_tls(gateway->server, &config, error)) {
        return false;
    }
    log_warning("SIP is served at %s, port %u, with TLS 1.0 and weak keys: that network has to be "
                "a closed one.",
            config.address, (unsigned)sip_server_tls_port(gateway->server, true));
    return true;
}

uint16_t sip_gateway_tls_port(const SipGateway *gateway)
{
    return sip_server_tls_port(gateway->server, false);
}

bool sip_gateway_reload_tls(SipGateway *gateway, GError **error)
{
    return sip_server_reload_tls(gateway->server, error);
}
