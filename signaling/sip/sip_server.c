#include "signaling/sip/sip_server.h"

#include "signaling/sip/sip_call.h"
#include "signaling/sip/sip_keepalive.h"
#include "signaling/sip/sip_nonce.h"
#include "signaling/sip/sip_numeric_hosts.h"
#include "signaling/sip/sip_ports.h"
#include "signaling/sip/sip_recall.h"
#include "signaling/sip/sip_register.h"

#include <gio/gio.h>

#include <string.h>

enum { TICK_MS = 1000 };

struct SipServer {
    /* set at creation, then constant */
    char *realm;
    char *address;
    bool sha256;
    bool strangers;
    const SipServerEvents *events;
    void *user_data;
    su_root_t *root;
    GSource *source; /* the root's own */

    SipPorts ports;
    SipRegistrar *registrar;
    SipKeepalive *keepalive;
    SipRecalls *recalls;
    SipNonces *nonces;
    SipAccounts *accounts;
    SipCallDesk desk;
    guint tick;
};

/* ---- answers without state ---- */

static void drop(SipServer *server, SipArrival *request)
{
    nta_msg_discard(server->ports.agent, g_steal_pointer(&request->msg));
}

static void reply(SipServer *server, SipArrival *request, int status, const char *phrase)
{
    (void)nta_msg_treply(server->ports.agent, g_steal_pointer(&request->msg), status, phrase,
            SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
}

static void note(SipServer *server, const SipArrival *request, const char *why)
{
    server->events->refused(
            request->address, request->method_name, request->site, why, server->user_data);
}

/* Who scans by datagrams learns nothing, and nothing is sent to an address that may be somebody else's. */
static void turn_away(SipServer *server, SipArrival *request, const char *why)
{
    note(server, request, why);
    if (request->datagram) {
        drop(server, request);
    } else {
        reply(server, request, SIP_403_FORBIDDEN);
    }
}

/* ---- passwords ---- */

static void challenge(SipServer *server, SipArrival *request, bool stale)
{
    g_autofree char *nonce = sip_nonces_make(server->nonces, g_get_monotonic_time());
    g_autofree char *sha256 = sip_digest_challenge(SIP_DIGEST_SHA256, server->realm, nonce, stale);
    g_autofree char *md5 = sip_digest_challenge(SIP_DIGEST_MD5, server->realm, nonce, stale);

    (void)nta_msg_treply(server->ports.agent, g_steal_pointer(&request->msg), SIP_401_UNAUTHORIZED,
            TAG_IF(server->sha256, SIPTAG_WWW_AUTHENTICATE_STR(sha256)),
            SIPTAG_WWW_AUTHENTICATE_STR(md5), SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
}

/* The first of the request's credentials that are for this realm. */
static bool find_credentials(
        const SipServer *server, const SipArrival *request, SipCredentials *ret_credentials)
{
    const sip_authorization_t *header = request->sip->sip_authorization;

    for (; header != NULL; header = header->au_next) {
        if (header->au_scheme == NULL || g_ascii_strcasecmp(header->au_scheme, "Digest") != 0 ||
                !sip_credentials_read((const char *const *)header->au_params, ret_credentials)) {
            continue;
        }
        if (g_str_equal(ret_credentials->realm, server->realm)) {
            return true;
        }
        sip_credentials_clear(ret_credentials);
    }
    return false;
}

/* Who has shown a password, or calls, may stay connected. */
static void trust(const SipServer *server, const SipArrival *request)
{
    SipSource source;

    if (sip_source_read(request->source, &source) && !source.datagram) {
        sip_doors_trust(&server->ports.doors, source.address, source.port);
    }
}

/* Whether the request proves that it comes from the site it names; otherwise it is answered. */
static bool authenticate(SipServer *server, SipArrival *request)
{
    g_auto(SipCredentials) credentials = {0};

    if (!find_credentials(server, request, &credentials)) {
        challenge(server, request, false);
        return false;
    }
    const char *ha1 = server->events->ha1(request->site, credentials.algorithm, server->user_data);
    if (ha1 == NULL || !g_str_equal(credentials.username, request->site) ||
            !sip_digest_fits(&credentials, request->method_name, ha1)) {
        note(server, request, "password");
        reply(server, request, SIP_403_FORBIDDEN);
        return false;
    }
    if (!sip_nonces_use(
                server->nonces, credentials.nonce, credentials.nc, g_get_monotonic_time())) {
        challenge(server, request, true);
        return false;
    }
    trust(server, request);
    return true;
}

/* ---- REGISTER ---- */

static void tell_bound(const SipServer *server, const char *site)
{
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count = sip_server_find(server, site, bindings, SIP_BINDINGS_MAX);

    for (size_t i = 0; i < count; i++) {
        sip_recalls_registered(server->recalls, bindings[i].uri, bindings[i].source);
    }
    if (server->events->bound != NULL) {
        server->events->bound(site, server->user_data);
    }
}

/* A device registers for its own site only. */
static void on_register(SipServer *server, SipArrival *request)
{
    const char *whom = request->sip->sip_to->a_url->url_user;

    if (!authenticate(server, request)) {
        return;
    }
    if (g_strcmp0(whom, request->site) != 0) {
        note(server, request, "other_site");
        reply(server, request, SIP_403_FORBIDDEN);
        return;
    }
    g_autofree char *site = g_strdup(request->site); /* the message goes */
    const SipRegisterChange change = sip_register(server->ports.agent, server->registrar, request);
    tell_bound(server, site);
    if (change != SIP_REGISTER_NO_CHANGE) {
        server->events->registered(
                site, change == SIP_REGISTER_FIRST, request->address, server->user_data);
    }
}

/* ---- everything else that is asked outside of a call ---- */

static void on_invite(SipServer *server, SipArrival *request)
{
    if (authenticate(server, request)) {
        sip_call_invited(&server->desk, request);
    }
}

static void on_options(SipServer *server, SipArrival *request)
{
    if (sip_arrival_needs_what_we_lack(request)) {
        (void)nta_msg_treply(server->ports.agent, g_steal_pointer(&request->msg),
                SIP_420_BAD_EXTENSION, SIPTAG_UNSUPPORTED(request->sip->sip_require),
                SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
        return;
    }
    (void)nta_msg_treply(server->ports.agent, g_steal_pointer(&request->msg), SIP_200_OK,
            SIPTAG_ACCEPT_STR("application/sdp"), SIPTAG_ALLOW_STR(SIP_ALLOWED),
            SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
}

/* A proxy or a device that looks whether we are alive asks for nobody. */
static bool asks_for_nobody(const SipArrival *request)
{
    return request->method == sip_method_options && !sip_arrival_is_foreign(request) &&
            (request->target == NULL || request->target[0] == '\0');
}

static bool is_known(const SipServer *server, const char *site)
{
    return server->events->ha1(site, SIP_DIGEST_MD5, server->user_data) != NULL;
}

/* Who is not in a call with us already may begin one; who says that he is a site has to prove it. */
static bool is_stranger_calling(const SipServer *server, const SipArrival *request)
{
    return server->strangers && request->method == sip_method_invite &&
            request->sip->sip_to->a_tag == NULL && !is_known(server, request->site);
}

/* Of a site that there is. */
static void serve(SipServer *server, SipArrival *request)
{
    if (sip_arrival_is_foreign(request)) {
        reply(server, request, SIP_416_UNSUPPORTED_URI);
        return;
    }
    switch (request->method) {
    case sip_method_register:
        on_register(server, request);
        break;
    case sip_method_invite:
        on_invite(server, request);
        break;
    case sip_method_options:
        on_options(server, request);
        break;
    default:
        reply(server, request, SIP_501_NOT_IMPLEMENTED);
        break;
    }
}

static void dispatch(SipServer *server, SipArrival *request)
{
    if (sip_arrival_is_scan(request)) {
        note(server, request, "scan");
        drop(server, request);
    } else if (asks_for_nobody(request)) {
        on_options(server, request);
    } else if (is_stranger_calling(server, request)) {
        request->site = "";
        trust(server, request);
        sip_call_invited(&server->desk, request);
    } else if (!is_known(server, request->site)) {
        turn_away(server, request, "unknown");
    } else if (request->sip->sip_to->a_tag != NULL) {
        reply(server, request, SIP_481_NO_TRANSACTION);
    } else {
        serve(server, request);
    }
}

static void ask_doors(const SipServer *server, SipArrival *request)
{
    SipPeer peer;

    if (!request->datagram &&
            sip_doors_find(&server->ports.doors, request->address, request->port, &peer)) {
        sip_arrival_set_peer(request, &peer);
    }
}

static int on_message(SipServer *server, nta_agent_t *agent, msg_t *msg, sip_t *sip)
{
    SipArrival request;

    if (sip != NULL && sip->sip_status != NULL) {
        sip_recalls_heard(server->recalls, sip);
    }
    if (sip == NULL || sip->sip_request == NULL || sip->sip_request->rq_method == sip_method_ack ||
            sip->sip_request->rq_method == sip_method_cancel) {
        nta_msg_discard(agent, msg); /* of what was answered without state, or long ago */
        return 0;
    }
    sip_arrival_init(&request, msg, sip);
    ask_doors(server, &request);
    if (server->events->admit(request.address, server->user_data)) {
        dispatch(server, &request);
    } else {
        drop(server, &request);
    }
    return 0;
}

/* ---- devices that are gone ---- */

static void on_reached(const char *site, bool is, void *user_data)
{
    const SipServer *server = user_data;

    if (server->events->reached != NULL) {
        server->events->reached(site, is, server->user_data);
    }
}

static void on_gone(const char *site, const char *uri, void *user_data)
{
    const SipServer *server = user_data;

    const bool last = sip_registrar_remove(server->registrar, site, uri);
    tell_bound(server, site);
    if (last) {
        server->events->registered(site, false, "", server->user_data);
    }
}

/* ---- the server ---- */

static gboolean on_tick(gpointer data)
{
    SipServer *server = data;
    sip_server_tick(server, g_get_monotonic_time());
    return G_SOURCE_CONTINUE;
}

static void on_unreached(const char *host, const char *why, void *user_data)
{
    const SipServer *server = user_data;

    if (server->events->unreached != NULL) {
        server->events->unreached(host, why, server->user_data);
    }
}

SipServer *sip_server_new(const SipServerConfig *config, const SipServerEvents *events,
        void *user_data, GError **error)
{
    SipServer *server = g_new0(SipServer, 1);

    sip_numeric_hosts_use();
    su_init();
    su_log_set_level(su_log_default, 0);
    su_log_set_level(su_log_global, 0);
    server->realm = g_strdup(config->realm);
    server->address = g_strdup(config->address);
    server->sha256 = config->sha256;
    server->strangers = config->strangers;
    server->events = events;
    server->user_data = user_data;
    server->registrar = sip_registrar_new();
    server->nonces = sip_nonces_new();
    sip_call_desk_init(&server->desk, config->calls, config->calls_data);
    server->root = su_glib_root_create(server);
    su_root_threading(server->root, 0);
    server->source = su_glib_root_gsource(server->root);
    g_source_attach(server->source, NULL);
    server->accounts =
            sip_accounts_load(config->accounts_path != NULL ? config->accounts_path : "", error);
    if (server->accounts == NULL ||
            !sip_ports_open(&server->ports,
                    &(SipPortsConfig){
                            .address = config->address,
                            .port = config->port,
                            .trust = &config->trust,
                            .unreached = on_unreached,
                            .user_data = server,
                            .root = server->root,
                            .heard = on_message,
                            .server = server,
                    },
                    error)) {
        sip_server_free(server);
        return NULL;
    }
    server->desk.agent = server->ports.agent;
    server->desk.doors = &server->ports.doors;
    server->desk.address = server->address;
    server->desk.accounts = server->accounts;
    server->desk.port = server->ports.port;
    server->keepalive = sip_keepalive_new(&(SipKeepaliveConfig){
            .agent = server->ports.agent,
            .registrar = server->registrar,
            .address = server->address,
            .port = server->ports.port,
            .interval_s = config->ping_s,
            .changed = on_reached,
            .gone = on_gone,
            .user_data = server,
    });
    server->recalls = sip_recalls_new(&(SipRecallsConfig){
            .agent = server->ports.agent,
            .outlet = server->ports.doors.outlet,
            .events = config->calls,
            .user_data = config->calls_data,
    });
    server->tick = g_timeout_add(TICK_MS, on_tick, server);
    return server;
}

void sip_server_free(SipServer *server)
{
    if (server == NULL) {
        return;
    }
    if (server->tick != 0) {
        g_source_remove(server->tick);
    }
    sip_call_desk_clear(&server->desk);
    sip_keepalive_free(server->keepalive);
    sip_recalls_free(server->recalls);
    sip_ports_close(&server->ports);
    g_source_destroy(server->source);
    su_root_destroy(server->root);
    su_deinit();
    sip_accounts_free(server->accounts);
    sip_registrar_free(server->registrar);
    sip_nonces_free(server->nonces);
    g_free(server->realm);
    g_free(server->address);
    g_free(server);
}

uint16_t sip_server_port(const SipServer *server)
{
    return server->ports.port;
}

void sip_server_forget(SipServer *server, const char *site)
{
    sip_registrar_forget(server->registrar, site);
}

void sip_server_restore_binding(SipServer *server, const char *site, const SipBinding *binding)
{
    sip_registrar_restore(server->registrar, site, binding, g_get_monotonic_time());
}

size_t sip_server_find(
        const SipServer *server, const char *site, SipBinding *ret_bindings, size_t room)
{
    return sip_registrar_find(server->registrar, site, g_get_monotonic_time(), ret_bindings, room);
}

/* Behind a door it stands elsewhere than the library sees it. */
static SipSeenDevice seen(const SipServer *server, const char *site, const SipBinding *binding)
{
    SipSeenDevice device = {
            .name = binding->device,
            .transport = "TCP",
            .since_us = binding->since_us,
            .until_us = binding->until_us,
            .reach = sip_keepalive_reach(server->keepalive, site, binding),
    };
    SipSource source;
    SipPeer peer;

    if (!sip_source_read(binding->source, &source)) {
        return device;
    }
    (void)g_strlcpy(device.address, source.address, sizeof device.address);
    if (source.datagram) {
        device.transport = "UDP";
    } else if (sip_doors_find(&server->ports.doors, source.address, source.port, &peer)) {
        device.transport = peer.transport;
        (void)g_strlcpy(device.address, peer.address, sizeof device.address);
    }
    return device;
}

size_t sip_server_devices(
        const SipServer *server, const char *site, SipSeenDevice *ret_devices, size_t room)
{
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count =
            sip_server_find(server, site, bindings, MIN(room, (size_t)SIP_BINDINGS_MAX));

    for (size_t i = 0; i < count; i++) {
        ret_devices[i] = seen(server, site, &bindings[i]);
    }
    return count;
}

void sip_server_tick(SipServer *server, int64_t now_us)
{
    sip_doors_tick(&server->ports.doors, now_us);
    (void)sip_registrar_tick(server->registrar, now_us);
    sip_keepalive_tick(server->keepalive, now_us);
    sip_call_desk_tick(&server->desk, now_us);
    sip_recalls_tick(server->recalls, now_us);
}

/* ---- TLS ---- */

bool sip_server_add_tls(SipServer *server, const SipTlsConfig *config, GError **error)
{
    return sip_ports_add_door(&server->ports,
            &(SipDoorConfig){
                    .kind = config->legacy ? SIP_DOOR_LEGACY_TLS : SIP_DOOR_TLS,
                    .address = config->address,
                    .port = config->port,
                    .certificate_path = config->certificate_path,
                    .key_path = config->key_path,
                    .admit = server->events->admit,
                    .user_data = server->user_data,
            },
            error);
}

uint16_t sip_server_tls_port(const SipServer *server, bool legacy)
{
    return sip_doors_port(&server->ports.doors, legacy ? SIP_DOOR_LEGACY_TLS : SIP_DOOR_TLS);
}

bool sip_server_reload_tls(SipServer *server, GError **error)
{
    return sip_doors_reload(&server->ports.doors, error);
}

/* ---- calls ---- */

uint64_t sip_server_call(SipServer *server, const SipCallOrder *order)
{
    return sip_call_begin(&server->desk, order);
}

bool sip_server_dialog(const SipServer *server, uint64_t call, SipDialog *ret_dialog)
{
    const SipCall *found = sip_call_find(&server->desk, call);
    return found != NULL && sip_call_describe(found, ret_dialog);
}

uint64_t sip_server_restore(SipServer *server, const SipDialog *dialog)
{
    return sip_call_restore(&server->desk, dialog);
}

bool sip_server_recall(SipServer *server, const SipRing *ring)
{
    return sip_recalls_take(server->recalls, ring);
}

void sip_server_ask_again(SipServer *server, uint64_t call)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_ask_again(found);
    }
}

void sip_server_answer(SipServer *server, uint64_t call, const char *sdp)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_answer(found, sdp);
    }
}

void sip_server_refuse(SipServer *server, uint64_t call, int status, const char *phrase,
        int warning, const char *text)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_refuse(found, status, phrase, warning, text);
    }
}

void sip_server_end(SipServer *server, uint64_t call, const char *why)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_end(found, why);
    }
}

void sip_server_fast_update(SipServer *server, uint64_t call)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_fast_update(found);
    }
}

unsigned sip_server_calls(const SipServer *server)
{
    return g_hash_table_size(server->desk.calls);
}
