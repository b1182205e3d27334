#include "signaling/sip/sip_server.h"

#include "signaling/sip/sip_call.h"
#include "signaling/sip/sip_keepalive.h"
#include "signaling/sip/sip_nonce.h"
#include "signaling/sip/sip_numeric_hosts.h"

#include <gio/gio.h>

#include <string.h>

enum { TICK_MS = 1000, PORT_TRIES = 20 };

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
    nta_agent_t *agent;
    uint16_t port;
    char *inner_address; /* where the port is found from this machine */

    SipTlsDoor *doors[2]; /* the usual one, and that of old hardware; NULL: none */
    SipRegistrar *registrar;
    SipKeepalive *keepalive;
    SipNonces *nonces;
    SipCallDesk desk;
    guint tick;
};

/* ---- answers without state ---- */

static void drop(SipServer *server, SipArrival *request)
{
    nta_msg_discard(server->agent, g_steal_pointer(&request->msg));
}

static void reply(SipServer *server, SipArrival *request, int status, const char *phrase)
{
    (void)nta_msg_treply(server->agent, g_steal_pointer(&request->msg), status, phrase,
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

    (void)nta_msg_treply(server->agent, g_steal_pointer(&request->msg), SIP_401_UNAUTHORIZED,
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
    return true;
}

/* ---- REGISTER ---- */

enum { CONTACTS_MAX = 2 * SIP_BINDINGS_MAX };

static int64_t expires_of(const sip_t *sip, const sip_contact_t *contact)
{
    guint64 seconds = 0;

    if (contact->m_expires != NULL &&
            g_ascii_string_to_unsigned(contact->m_expires, 10, 0, G_MAXUINT32, &seconds, NULL)) {
        return (int64_t)seconds;
    }
    return sip->sip_expires != NULL ? (int64_t)sip->sip_expires->ex_delta : SIP_EXPIRES_DEFAULT_S;
}

static bool is_star(const sip_contact_t *contact)
{
    return contact->m_url->url_type == url_any;
}

/* `Contact: *` stands alone, and only takes away (RFC 3261, 10.3, step 6). */
static bool read_contacts(
        const sip_t *sip, su_home_t *home, SipContactAsked *contacts, SipRegistrationAsked *asked)
{
    const sip_contact_t *contact = sip->sip_contact;

    if (contact != NULL && is_star(contact)) {
        asked->all_away = true;
        return contact->m_next == NULL && sip->sip_expires != NULL &&
                sip->sip_expires->ex_delta == 0;
    }
    for (; contact != NULL; contact = contact->m_next) {
        if (asked->n_contacts == CONTACTS_MAX || is_star(contact) ||
                (contact->m_url->url_type != url_sip && contact->m_url->url_type != url_sips)) {
            return false;
        }
        char *uri = url_as_string(home, contact->m_url);
        contacts[asked->n_contacts++] =
                (SipContactAsked){uri != NULL ? uri : "", expires_of(sip, contact)};
    }
    return true;
}

static SipRegistration update(SipServer *server, const SipArrival *request)
{
    const sip_t *sip = request->sip;
    SipContactAsked contacts[CONTACTS_MAX];
    su_home_t home[1] = {SU_HOME_INIT(home)};
    SipRegistrationAsked asked = {
            .site = request->site,
            .call_id = sip->sip_call_id->i_id,
            .cseq = sip->sip_cseq->cs_seq,
            .source = request->source,
            .device = sip->sip_user_agent != NULL ? sip->sip_user_agent->g_string : NULL,
            .contacts = contacts,
    };
    SipRegistration outcome = SIP_REGISTRATION_INVALID;

    if (read_contacts(sip, home, contacts, &asked)) {
        outcome = sip_registrar_register(server->registrar, &asked, g_get_monotonic_time());
    }
    su_home_deinit(home);
    return outcome;
}

static bool is_registered(const SipServer *server, const char *site)
{
    SipBinding binding;
    return sip_server_find(server, site, &binding, 1) > 0;
}

/* The bindings as Contact headers, one after the other. */
static char *contacts_text(const SipServer *server, const char *site)
{
    const int64_t now_us = g_get_monotonic_time();
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count = sip_server_find(server, site, bindings, SIP_BINDINGS_MAX);
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(text, "%s<%s>;expires=%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                bindings[i].uri, MAX((bindings[i].until_us - now_us) / G_USEC_PER_SEC, 1));
    }
    return g_string_free(text, FALSE);
}

static void answer_registration(SipServer *server, const SipArrival *request,
        nta_incoming_t *transaction, SipRegistration outcome)
{
    static const struct {
        int status;
        const char *phrase;
    } refusals[] = {
            [SIP_REGISTRATION_BRIEF] = {SIP_423_INTERVAL_TOO_BRIEF},
            [SIP_REGISTRATION_OLD] = {500, "Out of Order"},
            [SIP_REGISTRATION_FULL] = {503, "Too Many Devices"},
            [SIP_REGISTRATION_INVALID] = {400, "Bad Contact"},
    };
    g_autofree char *brief = g_strdup_printf("%d", SIP_EXPIRES_MIN_S);

    if (outcome != SIP_REGISTRATION_OK) {
        (void)nta_incoming_treply(transaction, refusals[outcome].status, refusals[outcome].phrase,
                TAG_IF(outcome == SIP_REGISTRATION_BRIEF, SIPTAG_MIN_EXPIRES_STR(brief)),
                SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
        return;
    }
    g_autofree char *contacts = contacts_text(server, request->site);
    (void)nta_incoming_treply(transaction, SIP_200_OK,
            TAG_IF(contacts[0] != '\0', SIPTAG_CONTACT_STR(contacts)),
            SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
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
    nta_incoming_t *transaction = nta_incoming_create(
            server->agent, NULL, request->msg, (sip_t *)(uintptr_t)request->sip, TAG_END());
    if (transaction == NULL) {
        request->msg = NULL; /* taken in either outcome */
        return;
    }
    const bool was = is_registered(server, request->site);
    const SipRegistration outcome = update(server, request);
    const bool is = is_registered(server, request->site);
    answer_registration(server, request, transaction, outcome);
    if (was != is) {
        server->events->registered(request->site, is, request->address, server->user_data);
    }
    request->msg = NULL;
    nta_incoming_destroy(transaction);
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
        (void)nta_msg_treply(server->agent, g_steal_pointer(&request->msg), SIP_420_BAD_EXTENSION,
                SIPTAG_UNSUPPORTED(request->sip->sip_require), SIPTAG_SERVER_STR(SIP_SERVER_NAME),
                TAG_END());
        return;
    }
    (void)nta_msg_treply(server->agent, g_steal_pointer(&request->msg), SIP_200_OK,
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
    SipTlsPeer peer;

    for (size_t i = 0; i < G_N_ELEMENTS(server->doors) && !request->datagram; i++) {
        if (server->doors[i] != NULL &&
                sip_tls_door_find(server->doors[i], request->address, request->port, &peer)) {
            sip_arrival_set_peer(request, &peer);
            return;
        }
    }
}

static int on_message(SipServer *server, nta_agent_t *agent, msg_t *msg, sip_t *sip)
{
    SipArrival request;

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

    if (sip_registrar_remove(server->registrar, site, uri)) {
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

static char *bind_url(const char *address, const char *port, const char *transport)
{
    const bool wide = strchr(address, ':') != NULL;
    return g_strdup_printf("sip:%s%s%s:%s;transport=%s", wide ? "[" : "", address, wide ? "]" : "",
            port, transport);
}

/* One transport after the other: the library cannot read a list of them. */
static bool bind_both(SipServer *server, const char *address, const char *port)
{
    g_autofree char *udp = bind_url(address, port, "udp");

    server->agent = nta_agent_create(server->root, (url_string_t *)udp, on_message, server,
            NTATAG_UA(1), NTATAG_MERGE_482(1), NTATAG_CLIENT_RPORT(1), NTATAG_SERVER_RPORT(1),
            NTATAG_MAXSIZE(SIP_MESSAGE_MAX), TPTAG_LOG(0), TAG_END());
    const sip_via_t *via = server->agent != NULL ? nta_agent_via(server->agent) : NULL;
    const char *bound = via != NULL ? sip_via_port(via, NULL) : NULL;
    if (bound == NULL) {
        return false;
    }
    g_autofree char *tcp = bind_url(address, bound, "tcp");
    server->port = (uint16_t)g_ascii_strtoull(bound, NULL, 10);
    return nta_agent_add_tport(server->agent, (url_string_t *)tcp, TPTAG_LOG(0), TAG_END()) == 0;
}

static bool listen_at(SipServer *server, const SipServerConfig *config, GError **error)
{
    g_autofree char *port =
            config->port != 0 ? g_strdup_printf("%u", (unsigned)config->port) : g_strdup("*");

    /* A port that is free for datagrams may be taken for connections: then another one. */
    for (int tries = config->port == 0 ? PORT_TRIES : 1; tries > 0; tries--) {
        if (bind_both(server, config->address, port)) {
            return true;
        }
        g_clear_pointer(&server->agent, nta_agent_destroy);
    }
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
            "SIP cannot be served at %s, port %s: is another program there?", config->address,
            config->port != 0 ? port : "0");
    return false;
}

static char *inner_address_of(const char *address)
{
    if (g_str_equal(address, "0.0.0.0")) {
        return g_strdup("127.0.0.1");
    }
    return g_strdup(g_str_equal(address, "::") ? "::1" : address);
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
    server->inner_address = inner_address_of(config->address);
    server->events = events;
    server->user_data = user_data;
    server->registrar = sip_registrar_new();
    server->nonces = sip_nonces_new();
    sip_call_desk_init(&server->desk, config->calls, config->calls_data);
    server->root = su_glib_root_create(server);
    su_root_threading(server->root, 0);
    server->source = su_glib_root_gsource(server->root);
    g_source_attach(server->source, NULL);
    if (!listen_at(server, config, error)) {
        sip_server_free(server);
        return NULL;
    }
    server->desk.agent = server->agent;
    server->desk.address = server->address;
    server->desk.port = server->port;
    server->keepalive = sip_keepalive_new(&(SipKeepaliveConfig){
            .agent = server->agent,
            .registrar = server->registrar,
            .address = server->address,
            .port = server->port,
            .interval_s = config->ping_s,
            .changed = on_reached,
            .gone = on_gone,
            .user_data = server,
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
    for (size_t i = 0; i < G_N_ELEMENTS(server->doors); i++) {
        sip_tls_door_free(server->doors[i]);
    }
    sip_call_desk_clear(&server->desk);
    sip_keepalive_free(server->keepalive);
    nta_agent_destroy(server->agent);
    g_source_destroy(server->source);
    su_root_destroy(server->root);
    su_deinit();
    sip_registrar_free(server->registrar);
    sip_nonces_free(server->nonces);
    g_free(server->inner_address);
    g_free(server->realm);
    g_free(server->address);
    g_free(server);
}

uint16_t sip_server_port(const SipServer *server)
{
    return server->port;
}

void sip_server_forget(SipServer *server, const char *site)
{
    sip_registrar_forget(server->registrar, site);
}

size_t sip_server_find(
        const SipServer *server, const char *site, SipBinding *ret_bindings, size_t room)
{
    return sip_registrar_find(server->registrar, site, g_get_monotonic_time(), ret_bindings, room);
}

SipReach sip_server_reach(const SipServer *server, const char *site, const SipBinding *binding)
{
    return sip_keepalive_reach(server->keepalive, site, binding);
}

void sip_server_tick(SipServer *server, int64_t now_us)
{
    for (size_t i = 0; i < G_N_ELEMENTS(server->doors); i++) {
        if (server->doors[i] != NULL) {
            sip_tls_door_tick(server->doors[i], now_us);
        }
    }
    (void)sip_registrar_tick(server->registrar, now_us);
    sip_keepalive_tick(server->keepalive, now_us);
    sip_call_desk_tick(&server->desk, now_us);
}

/* ---- TLS ---- */

bool sip_server_add_tls(SipServer *server, const SipTlsConfig *config, GError **error)
{
    const int door = config->legacy ? 1 : 0;

    g_assert(server->doors[door] == NULL);
    server->doors[door] = sip_tls_door_new(
            &(SipTlsDoorConfig){
                    .address = config->address,
                    .port = config->port,
                    .certificate_path = config->certificate_path,
                    .key_path = config->key_path,
                    .legacy = config->legacy,
                    .inner_address = server->inner_address,
                    .inner_port = server->port,
                    .admit = server->events->admit,
                    .user_data = server->user_data,
            },
            error);
    return server->doors[door] != NULL;
}

uint16_t sip_server_tls_port(const SipServer *server, bool legacy)
{
    const SipTlsDoor *door = server->doors[legacy ? 1 : 0];
    return door != NULL ? sip_tls_door_port(door) : 0;
}

bool sip_server_reload_tls(SipServer *server, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(server->doors); i++) {
        if (server->doors[i] != NULL && !sip_tls_door_reload(server->doors[i], error)) {
            return false;
        }
    }
    return true;
}

/* ---- calls ---- */

uint64_t sip_server_call(SipServer *server, const SipCallOrder *order)
{
    return sip_call_begin(&server->desk, order);
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

void sip_server_refuse(
        SipServer *server, uint64_t call, int status, const char *phrase, const char *text)
{
    SipCall *found = sip_call_find(&server->desk, call);
    if (found != NULL) {
        sip_call_refuse(found, status, phrase, text);
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
