#include "mcu/net/ice_agent.h"

#include "mcu/net/stun_check.h"
#include "mcu/wire/ice_candidate.h"
#include "mcu/wire/packet_kind.h"

#include <nice/agent.h>

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum {
    COMPONENT = 1,
    ADDRESS_TEXT_MAX = 46,
    CHECK_MAX = 1300,    /* libnice reads no longer STUN messages */
    DATAGRAM_MAX = 2048, /* larger than what any way carries in one piece */
    PEEK_SIZE = 2,       /* tells what it is */
    READS_MAX = 64,      /* in a round: the other peers are waiting */
};

struct IceAgent {
    NetLoop *loop;
    NiceAgent *nice;
    unsigned stream;
    IceAgentEvents events;
    void *user_data;

    char *ufrag;
    char *pwd;
    GPtrArray *candidates;
    IceAgentLocal local;

    char *remote_ufrag;
    char *remote_pwd;
    size_t remote_candidates;
    bool restarted; /* by us: the peer's new credentials are the answer to it */

    /* The selected pair, to send on its socket without libnice's locks and lists. A number of a file
     * descriptor is not kept: libnice may close the socket, and the number would be somebody else's. */
    SendTarget target;
    char path[2 * (ADDRESS_TEXT_MAX + 8)];

    NetReader *reader; /* NULL while there is no way */
    bool watches;      /* for the peer's checks */
};

G_DEFINE_QUARK(ice - agent - error, ice_agent_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NiceCandidate, nice_candidate_free)

/* ---- what comes over the selected pair ---- */

static bool same_address(const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
    if (a->ss_family != b->ss_family) {
        return false;
    }
    if (a->ss_family == AF_INET) {
        const struct sockaddr_in *one = (const void *)a;
        const struct sockaddr_in *other = (const void *)b;
        return memcmp(&one->sin_port, &other->sin_port, sizeof one->sin_port) == 0 &&
                memcmp(&one->sin_addr, &other->sin_addr, sizeof one->sin_addr) == 0;
    }
    const struct sockaddr_in6 *one = (const void *)a;
    const struct sockaddr_in6 *other = (const void *)b;
    return memcmp(&one->sin6_port, &other->sin6_port, sizeof one->sin6_port) == 0 &&
            memcmp(&one->sin6_addr, &other->sin6_addr, sizeof one->sin6_addr) == 0;
}

/* STUN, what comes from elsewhere, and what is too large is libnice's. */
static bool is_ours(const IceAgent *agent, const uint8_t *start, ssize_t size,
        const struct sockaddr_storage *from)
{
    return size <= DATAGRAM_MAX && packet_kind(start, (size_t)size) != PACKET_STUN &&
            same_address(from, &agent->target.to);
}

static void note_check(const IceAgent *agent, int fd)
{
    uint8_t packet[CHECK_MAX];
    const ssize_t size = recv(fd, packet, sizeof packet, MSG_PEEK | MSG_DONTWAIT);

    if (size > 0 && stun_check_is_authentic(packet, (size_t)size, agent->ufrag, agent->pwd) &&
            agent->events.checked != NULL) {
        agent->events.checked(agent->user_data);
    }
}

/*
 * Through libnice and its sources a packet costs some ten times as much. So media is read before they look, and what
 * is not is left on the socket for it. @return whether the socket is empty
 */
static bool on_readable(void *data)
{
    IceAgent *agent = data;
    uint8_t packet[DATAGRAM_MAX];

    for (int i = 0; i < READS_MAX && agent->reader != NULL; i++) {
        const int fd = g_socket_get_fd(agent->target.socket);
        struct sockaddr_storage from = {0};
        socklen_t from_size = sizeof from;
        ssize_t size = recvfrom(fd, packet, PEEK_SIZE, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT,
                (struct sockaddr *)&from, &from_size);
        if (size < 0) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
        if (!is_ours(agent, packet, size, &from)) {
            if (agent->watches) {
                note_check(agent, fd);
            }
            return false;
        }
        size = recv(fd, packet, sizeof packet, MSG_DONTWAIT);
        if (size > 0 && agent->events.packet != NULL) {
            agent->events.packet(packet, (size_t)size, agent->user_data); /* may free the agent */
        }
    }
    return true; /* or there is more, and it is ready in the next round again */
}

void ice_agent_watch_checks(IceAgent *agent, bool on)
{
    net_loop_assert_current(agent->loop);
    agent->watches = on;
}

static void on_selected(NiceAgent *nice, unsigned stream, unsigned component, NiceCandidate *local,
        NiceCandidate *remote, void *data)
{
    IceAgent *agent = data;
    char local_text[INET6_ADDRSTRLEN];
    char remote_text[INET6_ADDRSTRLEN];

    g_clear_pointer(&agent->reader, net_reader_free);
    send_batch_forget(net_loop_batch(agent->loop), &agent->target);
    agent->target.one_by_one = false;
    g_clear_object(&agent->target.socket);
    agent->target.socket = nice_agent_get_selected_socket(nice, stream, component);
    memset(&agent->target.to, 0, sizeof agent->target.to);
    nice_address_copy_to_sockaddr(&remote->addr, (struct sockaddr *)&agent->target.to);
    agent->target.to_size = agent->target.to.ss_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                                   : sizeof(struct sockaddr_in);
    nice_address_to_string(&local->addr, local_text);
    nice_address_to_string(&remote->addr, remote_text);
    g_snprintf(agent->path, sizeof agent->path, "%s:%u to %s:%u", local_text,
            nice_address_get_port(&local->addr), remote_text, nice_address_get_port(&remote->addr));
    if (agent->target.socket != NULL && g_socket_get_fd(agent->target.socket) >= 0) {
        agent->reader = net_reader_new(
                agent->loop, g_socket_get_fd(agent->target.socket), on_readable, agent);
    }
    if (agent->target.socket != NULL && agent->events.selected != NULL) {
        agent->events.selected(agent->user_data);
    }
}

static void on_unsent(SendFailure why, size_t packets, size_t bytes, void *data)
{
    IceAgent *agent = data;

    if (agent->events.unsent != NULL) {
        agent->events.unsent(why, packets, bytes, agent->user_data);
    }
}

static void on_state(
        NiceAgent *nice, unsigned stream, unsigned component, unsigned state, void *data)
{
    IceAgent *agent = data;

    if (state == NICE_COMPONENT_STATE_FAILED && agent->events.failed != NULL) {
        agent->events.failed(agent->user_data);
    }
}

static void on_packet(NiceAgent *nice, unsigned stream, unsigned component, unsigned size,
        char *packet, void *data)
{
    IceAgent *agent = data;

    if (agent->events.packet != NULL) {
        agent->events.packet((uint8_t *)packet, size, agent->user_data);
    }
}

static char *candidate_text(const NiceCandidate *nice)
{
    IceCandidate candidate = {
            .priority = nice->priority,
            .port = (uint16_t)nice_address_get_port(&nice->addr),
            .type = ICE_CANDIDATE_HOST, /* there are no others: nothing is asked outside */
    };
    char address[INET6_ADDRSTRLEN];

    nice_address_to_string(&nice->addr, address);
    g_strlcpy(candidate.address, address, sizeof candidate.address);
    g_strlcpy(candidate.foundation, nice->foundation, sizeof candidate.foundation);
    return ice_candidate_write(&candidate);
}

static void read_local(IceAgent *agent)
{
    g_clear_pointer(&agent->ufrag, g_free);
    g_clear_pointer(&agent->pwd, g_free);
    g_clear_pointer(&agent->candidates, g_ptr_array_unref);
    nice_agent_get_local_credentials(agent->nice, agent->stream, &agent->ufrag, &agent->pwd);

    agent->candidates = g_ptr_array_new_with_free_func(g_free);
    GSList *found = nice_agent_get_local_candidates(agent->nice, agent->stream, COMPONENT);
    for (const GSList *item = found; item != NULL; item = item->next) {
        g_ptr_array_add(agent->candidates, candidate_text(item->data));
    }
    g_slist_free_full(found, (GDestroyNotify)nice_candidate_free);
    g_ptr_array_add(agent->candidates, NULL);
    agent->local = (IceAgentLocal){
            .ufrag = agent->ufrag,
            .pwd = agent->pwd,
            .candidates = (const char *const *)agent->candidates->pdata,
    };
}

static bool add_addresses(NiceAgent *nice, const char *const *addresses, GError **error)
{
    g_assert(addresses != NULL &&
            addresses[0] != NULL); /* without one, libnice takes all interfaces */
    for (size_t i = 0; addresses[i] != NULL; i++) {
        NiceAddress address;
        nice_address_init(&address);
        if (!nice_address_set_from_string(&address, addresses[i]) ||
                !nice_agent_add_local_address(nice, &address)) {
            g_set_error(error, ICE_AGENT_ERROR, ICE_AGENT_ERROR_ADDRESS,
                    "\"%s\" is not an IP address", addresses[i]);
            return false;
        }
    }
    return true;
}

static bool open_sockets(IceAgent *agent, const IceAgentConfig *config, GError **error)
{
    if (!add_addresses(agent->nice, config->addresses, error)) {
        return false;
    }
    agent->stream = nice_agent_add_stream(agent->nice, COMPONENT);
    if (config->port_max != 0) {
        nice_agent_set_port_range(
                agent->nice, agent->stream, COMPONENT, config->port_min, config->port_max);
    }
    /* Without a receiver libnice neither reads its sockets nor answers checks. */
    nice_agent_attach_recv(
            agent->nice, agent->stream, COMPONENT, net_loop_context(agent->loop), on_packet, agent);
    if (!nice_agent_gather_candidates(agent->nice, agent->stream)) {
        g_set_error(error, ICE_AGENT_ERROR, ICE_AGENT_ERROR_PORTS,
                "No UDP port between %u and %u could be opened on the media addresses",
                config->port_min, config->port_max);
        return false;
    }
    return true;
}

IceAgent *ice_agent_new(
        const IceAgentConfig *config, const IceAgentEvents *events, void *user_data, GError **error)
{
    net_loop_sources_changed(config->loop);

    g_autoptr(IceAgent) agent = g_new0(IceAgent, 1);
    agent->loop = config->loop;
    agent->target.failed = on_unsent;
    agent->target.user_data = agent;
    net_loop_hold(agent->loop);
    agent->nice = nice_agent_new_full(net_loop_context(config->loop), NICE_COMPATIBILITY_RFC5245,
            NICE_AGENT_OPTION_ICE_TRICKLE | NICE_AGENT_OPTION_REGULAR_NOMINATION);
    g_object_set(agent->nice, "controlling-mode", (gboolean)config->controlling, "upnp", FALSE,
            "ice-tcp", FALSE, "ice-udp", TRUE, NULL);
    g_signal_connect(agent->nice, "new-selected-pair-full", G_CALLBACK(on_selected), agent);
    g_signal_connect(agent->nice, "component-state-changed", G_CALLBACK(on_state), agent);
    if (!open_sockets(agent, config, error)) {
        return NULL;
    }
    read_local(agent);
    agent->events = *events;
    agent->user_data = user_data;
    return g_steal_pointer(&agent);
}

static void on_closed(GObject *nice, GAsyncResult *result, gpointer data)
{
    IceAgent *agent = data;
    NetLoop *loop = agent->loop;

    g_clear_object(&agent->nice);
    g_clear_object(&agent->target.socket);
    g_clear_pointer(&agent->candidates, g_ptr_array_unref);
    g_free(agent->ufrag);
    g_free(agent->pwd);
    g_free(agent->remote_ufrag);
    g_free(agent->remote_pwd);
    g_free(agent);
    net_loop_release(loop);
}

/* Not at once: the end may come from inside one of libnice's own callbacks. */
static void close_task(void *data)
{
    IceAgent *agent = data;

    net_loop_sources_changed(agent->loop);
    g_signal_handlers_disconnect_by_data(agent->nice, agent);
    if (agent->stream != 0) {
        nice_agent_remove_stream(agent->nice, agent->stream);
    }
    /* Only when this has called back have the sockets gone; an unref now would leak them. */
    nice_agent_close_async(agent->nice, on_closed, agent);
}

void ice_agent_free(IceAgent *agent)
{
    if (agent == NULL) {
        return;
    }
    net_loop_assert_current(agent->loop);
    agent->events = (IceAgentEvents){0};
    send_batch_forget(net_loop_batch(agent->loop), &agent->target);
    g_clear_pointer(&agent->reader, net_reader_free);
    net_loop_call(agent->loop, close_task, agent);
}

const IceAgentLocal *ice_agent_local(const IceAgent *agent)
{
    return &agent->local;
}

void ice_agent_restart(IceAgent *agent)
{
    net_loop_sources_changed(agent->loop);
    nice_agent_restart(agent->nice);
    agent->restarted = true;
    agent->remote_candidates = 0;
    read_local(agent);
}

static bool credential_valid(const char *text, size_t size_min)
{
    const size_t size = text == NULL ? 0 : strnlen(text, ICE_CREDENTIAL_MAX + 1);

    if (size < size_min || size > ICE_CREDENTIAL_MAX) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isalnum(text[i]) && text[i] != '+' && text[i] != '/' && text[i] != '-' &&
                text[i] != '_') {
            return false; /* - and _ are not of the RFC, but are sent */
        }
    }
    return true;
}

bool ice_agent_set_remote(IceAgent *agent, const char *ufrag, const char *pwd, GError **error)
{
    net_loop_sources_changed(agent->loop);
    if (!credential_valid(ufrag, ICE_UFRAG_MIN) || !credential_valid(pwd, ICE_PWD_MIN)) {
        g_set_error(error, ICE_AGENT_ERROR, ICE_AGENT_ERROR_REMOTE,
                "ice-ufrag or ice-pwd is missing or malformed");
        return false;
    }
    if (g_strcmp0(ufrag, agent->remote_ufrag) == 0 && g_strcmp0(pwd, agent->remote_pwd) == 0) {
        return true;
    }
    if (agent->remote_ufrag != NULL && !agent->restarted) {
        ice_agent_restart(agent);
    }
    agent->restarted = false;
    g_free(agent->remote_ufrag);
    g_free(agent->remote_pwd);
    agent->remote_ufrag = g_strdup(ufrag);
    agent->remote_pwd = g_strdup(pwd);
    nice_agent_set_remote_credentials(agent->nice, agent->stream, ufrag, pwd);
    return true;
}

static bool give_candidate(IceAgent *agent, const IceCandidate *candidate)
{
    static const NiceCandidateType types[] = {
            [ICE_CANDIDATE_HOST] = NICE_CANDIDATE_TYPE_HOST,
            [ICE_CANDIDATE_SERVER_REFLEXIVE] = NICE_CANDIDATE_TYPE_SERVER_REFLEXIVE,
            [ICE_CANDIDATE_PEER_REFLEXIVE] = NICE_CANDIDATE_TYPE_PEER_REFLEXIVE,
            [ICE_CANDIDATE_RELAYED] = NICE_CANDIDATE_TYPE_RELAYED,
    };
    g_autoptr(NiceCandidate) nice = nice_candidate_new(types[candidate->type]);

    nice->transport = NICE_CANDIDATE_TRANSPORT_UDP;
    nice->stream_id = agent->stream;
    nice->component_id = COMPONENT;
    nice->priority = candidate->priority;
    g_strlcpy(nice->foundation, candidate->foundation, sizeof nice->foundation);
    if (!nice_address_set_from_string(&nice->addr, candidate->address)) {
        return false;
    }
    nice_address_set_port(&nice->addr, candidate->port);
    GSList list = {.data = nice};
    nice_agent_set_remote_candidates(agent->nice, agent->stream, COMPONENT, &list);
    return true;
}

bool ice_agent_add_candidate(IceAgent *agent, const char *text)
{
    IceCandidate candidate;

    net_loop_sources_changed(agent->loop);
    switch (ice_candidate_read(text, &candidate)) {
    case ICE_CANDIDATE_USABLE:
        break;
    case ICE_CANDIDATE_END:
        nice_agent_peer_candidate_gathering_done(agent->nice, agent->stream);
        return true;
    case ICE_CANDIDATE_HIDDEN:
    case ICE_CANDIDATE_OTHER_TRANSPORT:
    case ICE_CANDIDATE_OTHER_COMPONENT:
        return true;
    case ICE_CANDIDATE_BAD:
    default:
        return false;
    }
    if (agent->remote_candidates == ICE_CANDIDATES_MAX) {
        return false;
    }
    agent->remote_candidates++;
    return give_candidate(agent, &candidate);
}

bool ice_agent_has_path(const IceAgent *agent)
{
    return agent->target.socket != NULL;
}

bool ice_agent_send(IceAgent *agent, const uint8_t *packet, size_t size)
{
    uint8_t *room = size <= SEND_BATCH_ONE_MAX ? ice_agent_room(agent) : NULL;

    if (room == NULL) {
        return false;
    }
    memcpy(room, packet, size);
    ice_agent_put(agent, size);
    return true;
}

uint8_t *ice_agent_room(IceAgent *agent)
{
    if (agent->target.socket == NULL) {
        return NULL;
    }
    return send_batch_room(net_loop_batch(agent->loop), &agent->target);
}

void ice_agent_put(IceAgent *agent, size_t size)
{
    send_batch_put(net_loop_batch(agent->loop), size);
}

char *ice_agent_describe(const IceAgent *agent)
{
    const NiceComponentState state =
            nice_agent_get_component_state(agent->nice, agent->stream, COMPONENT);

    return g_strdup_printf("%s %s", nice_component_state_to_string(state), agent->path);
}
