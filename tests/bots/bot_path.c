#include "tests/bots/bot_path.h"

#include "mcu/net/dtls_session.h"
#include "mcu/net/srtp_session.h"
#include "mcu/wire/ice_candidate.h"
#include "mcu/wire/packet_kind.h"
#include "tests/bots/bot_ice.h"

#include <gio/gio.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    BATCH = 8, /* messages taken with one system call; one may be many packets of a size, as they were sent */
    MESSAGE_MAX = 1 << 16,
    DATAGRAM_MAX = 1600,
    CONTROL_MAX = 128, /* room for what comes with a message: when, and the size of its packets */
    SOCKET_BUFFER = 1 << 20,
    LOOK_EACH_US = 100000, /* after what is rarely due once it is connected */
};

/* All paths of a thread take turns with it, so that it stays in the processor's cache. */
static _Thread_local uint8_t incoming[BATCH][MESSAGE_MAX];

struct BotPath {
    BotPathEvents events;
    void *user_data;
    int fd;
    BotIce *ice;
    BotPathLocal local;
    char *candidates[2];
    const DtlsIdentity *identity;
    DtlsRole dtls_role;
    DtlsFingerprint fingerprints[DTLS_FINGERPRINTS_MAX];
    size_t fingerprint_count;
    DtlsSession *dtls; /* NULL until there is a way */
    SrtpSession *srtp; /* NULL until the handshake is done */
    int64_t heard_us;
    int64_t look_us;
    bool connected_socket; /* to the selected address: the kernel looks for the way only once */
    bool ended;
};

static socklen_t length_of(const StunAddress *address)
{
    return address->any.sa_family == AF_INET ? sizeof address->v4 : sizeof address->v6;
}

static void send_to(const uint8_t *bytes, size_t size, const StunAddress *to, void *user_data)
{
    const BotPath *path = user_data;
    /* What does not leave is lost, as on any line. */
    (void)sendto(path->fd, bytes, size, MSG_DONTWAIT, &to->any, length_of(to));
}

static void send_selected(const uint8_t *bytes, size_t size, void *user_data)
{
    BotPath *path = user_data;
    const StunAddress *to = bot_ice_selected(path->ice);
    if (path->connected_socket) {
        (void)send(path->fd, bytes, size, MSG_DONTWAIT);
    } else if (to != NULL) {
        send_to(bytes, size, to, path);
    }
}

static bool parse_address(const char *text, uint16_t port, StunAddress *out_address)
{
    StunAddress address = {0};
    if (inet_pton(AF_INET, text, &address.v4.sin_addr) == 1) {
        address.v4.sin_family = AF_INET;
        address.v4.sin_port = htons(port);
    } else if (inet_pton(AF_INET6, text, &address.v6.sin6_addr) == 1) {
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = htons(port);
    } else {
        return false;
    }
    *out_address = address;
    return true;
}

static bool open_socket(BotPath *path, const char *text, GError **error)
{
    const int yes = 1;
    const int buffer = SOCKET_BUFFER;
    StunAddress address;
    socklen_t length = sizeof address;

    if (!parse_address(text, 0, &address)) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is not an address", text);
        return false;
    }
    path->fd = socket(address.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (path->fd < 0 || bind(path->fd, &address.any, length_of(&address)) != 0 ||
            getsockname(path->fd, &address.any, &length) != 0 ||
            setsockopt(path->fd, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "no socket on %s: %s", text,
                g_strerror(errno));
        return false;
    }
    (void)setsockopt(path->fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    (void)setsockopt(path->fd, IPPROTO_UDP, UDP_GRO, &yes, sizeof yes); /* or one by one */
    const uint16_t port =
            ntohs(address.any.sa_family == AF_INET ? address.v4.sin_port : address.v6.sin6_port);
    IceCandidate candidate = {.foundation = "1",
            .priority = UINT32_C(126) << 24 | UINT32_C(65535) << 8 | 255,
            .port = port,
            .type = ICE_CANDIDATE_HOST};
    g_strlcpy(candidate.address, text, sizeof candidate.address);
    path->candidates[0] = ice_candidate_write(&candidate);
    return true;
}

BotPath *bot_path_new(const DtlsIdentity *identity, const char *address,
        const BotPathEvents *events, void *user_data, GError **error)
{
    BotPath *path = g_new0(BotPath, 1);

    path->identity = identity;
    path->events = *events;
    path->user_data = user_data;
    path->ice = bot_ice_new(send_to, path);
    if (!open_socket(path, address, error)) {
        bot_path_free(path);
        return NULL;
    }
    path->local = (BotPathLocal){
            .ufrag = bot_ice_ufrag(path->ice),
            .pwd = bot_ice_pwd(path->ice),
            .fingerprint = dtls_identity_fingerprint(identity),
            .candidates = (const char *const *)path->candidates,
    };
    return path;
}

void bot_path_free(BotPath *path)
{
    if (path == NULL) {
        return;
    }
    if (path->dtls != NULL) {
        dtls_session_close(path->dtls);
    }
    g_clear_pointer(&path->dtls, dtls_session_free);
    g_clear_pointer(&path->srtp, srtp_session_free);
    g_clear_pointer(&path->ice, bot_ice_free);
    if (path->fd >= 0) {
        close(path->fd);
    }
    g_free(path->candidates[0]);
    g_free(path);
}

const BotPathLocal *bot_path_local(const BotPath *path)
{
    return &path->local;
}

bool bot_path_set_remote(BotPath *path, const SdpRemote *remote, bool dtls_active, GError **error)
{
    size_t usable = 0;

    for (size_t i = 0; i < MIN(remote->fingerprint_count, (size_t)DTLS_FINGERPRINTS_MAX); i++) {
        const SdpRemoteFingerprint *said = &remote->fingerprints[i];
        DtlsFingerprint *kept = &path->fingerprints[path->fingerprint_count];
        g_strlcpy(kept->hash, said->hash, sizeof kept->hash);
        memcpy(kept->bytes, said->digest, said->digest_size);
        kept->size = said->digest_size;
        path->fingerprint_count += dtls_fingerprint_valid(kept) ? 1 : 0;
    }
    for (size_t i = 0; i < remote->candidate_count; i++) {
        const IceCandidate *candidate = &remote->candidates[i];
        StunAddress address;
        if (parse_address(candidate->address, candidate->port, &address)) {
            usable += bot_ice_add(path->ice, &address) ? 1 : 0;
        }
    }
    if (usable == 0 || path->fingerprint_count == 0) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                "the answer has no address or no fingerprint that could be used");
        return false;
    }
    path->dtls_role = dtls_active ? DTLS_ACTIVE : DTLS_PASSIVE;
    bot_ice_set_remote(path->ice, remote->ufrag, remote->pwd);
    return true;
}

static void end(BotPath *path, const char *why)
{
    if (!path->ended) {
        path->ended = true;
        path->events.closed(why, path->user_data);
    }
}

/* After any call into the DTLS session. */
static void follow_dtls(BotPath *path)
{
    switch (dtls_session_state(path->dtls)) {
    case DTLS_HANDSHAKE:
        break;
    case DTLS_CONNECTED:
        if (path->srtp == NULL) {
            path->srtp = srtp_session_new(dtls_session_keys(path->dtls));
            path->events.connected(path->user_data);
        }
        break;
    case DTLS_CLOSED:
        end(path, "closed");
        break;
    case DTLS_FAILED:
    case DTLS_WRONG_FINGERPRINT:
        end(path, "dtls");
        break;
    }
}

static void begin_dtls(BotPath *path, int64_t now_us)
{
    const StunAddress *to = bot_ice_selected(path->ice);
    path->connected_socket = connect(path->fd, &to->any, length_of(to)) == 0;
    path->dtls = dtls_session_new(&(DtlsSessionConfig){
            .identity = path->identity,
            .role = path->dtls_role,
            .fingerprints = path->fingerprints,
            .fingerprint_count = path->fingerprint_count,
            .send = send_selected,
            .user_data = path,
    });
    dtls_session_start(path->dtls, now_us);
}

static void take(
        BotPath *path, uint8_t *bytes, size_t size, const StunAddress *from, int64_t now_us)
{
    size_t plain = size;

    switch (packet_kind(bytes, size)) {
    case PACKET_STUN:
        if (bot_ice_receive(path->ice, bytes, size, from)) {
            path->heard_us = now_us;
        }
        break;
    case PACKET_DTLS:
        if (path->dtls != NULL) {
            dtls_session_receive(path->dtls, bytes, size, now_us);
            follow_dtls(path);
        }
        break;
    case PACKET_RTP:
        if (path->srtp != NULL) {
            path->heard_us = now_us;
            path->events.rtp(bytes, size, now_us, path->user_data);
        }
        break;
    case PACKET_RTCP:
        if (path->srtp != NULL &&
                srtp_session_unprotect_rtcp(path->srtp, bytes, &plain, now_us) == SRTP_OK) {
            path->events.rtcp(bytes, plain, now_us, path->user_data);
        }
        break;
    case PACKET_OTHER:
        break;
    }
}

/* What the kernel says of a message. */
typedef struct Tag {
    int64_t at_us;
    size_t packet_size; /* of all its packets, but the last */
} Tag;

/* The kernel stamps packets with the wall clock. */
static Tag read_tag(
        struct msghdr *header, size_t message_size, int64_t now_us, int64_t wall_offset_us)
{
    Tag tag = {.at_us = now_us, .packet_size = message_size};
    for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part != NULL;
            part = CMSG_NXTHDR(header, part)) {
        struct timespec stamp;
        int size = 0;
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_TIMESTAMPNS) {
            memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
            const int64_t at_us =
                    (int64_t)stamp.tv_sec * 1000000 + stamp.tv_nsec / 1000 - wall_offset_us;
            tag.at_us = MIN(at_us, now_us);
        } else if (part->cmsg_level == IPPROTO_UDP && part->cmsg_type == UDP_GRO) {
            memcpy(&size, CMSG_DATA(part), sizeof size);
            tag.packet_size = size > 0 ? (size_t)size : message_size;
        }
    }
    return tag;
}

static void take_message(
        BotPath *path, uint8_t *bytes, size_t size, const StunAddress *from, const Tag *tag)
{
    size_t offset = 0;
    while (offset < size && !path->ended) {
        const size_t packet_size = MIN(tag->packet_size, size - offset);
        take(path, bytes + offset, packet_size, from, tag->at_us);
        offset += packet_size;
    }
}

static void receive_all(BotPath *path, int64_t now_us)
{
    uint8_t controls[BATCH][CONTROL_MAX];
    StunAddress from[BATCH];
    struct iovec parts[BATCH];
    struct mmsghdr messages[BATCH];
    const int64_t wall_offset_us = g_get_real_time() - g_get_monotonic_time();
    int count = BATCH;

    while (count == BATCH && !path->ended) {
        for (size_t i = 0; i < BATCH; i++) {
            parts[i] = (struct iovec){.iov_base = incoming[i], .iov_len = MESSAGE_MAX};
            messages[i].msg_hdr = (struct msghdr){.msg_name = &from[i],
                    .msg_namelen = sizeof from[i],
                    .msg_iov = &parts[i],
                    .msg_iovlen = 1,
                    .msg_control = controls[i],
                    .msg_controllen = CONTROL_MAX};
        }
        count = recvmmsg(path->fd, messages, BATCH, MSG_DONTWAIT, NULL);
        for (int i = 0; i < count && !path->ended; i++) {
            const size_t size = messages[i].msg_len;
            const Tag tag = read_tag(&messages[i].msg_hdr, size, now_us, wall_offset_us);
            take_message(path, incoming[i], size, &from[i], &tag);
        }
    }
}

static void do_what_is_due(BotPath *path, int64_t now_us)
{
    bot_ice_tick(path->ice, now_us);
    if (path->dtls == NULL && bot_ice_selected(path->ice) != NULL) {
        begin_dtls(path, now_us);
    } else if (path->dtls != NULL && now_us >= dtls_session_due_us(path->dtls)) {
        dtls_session_tick(path->dtls, now_us);
        follow_dtls(path);
    }
    if (now_us - path->heard_us > BOT_PATH_LIVENESS_US) {
        end(path, "timeout");
    }
}

void bot_path_poll(BotPath *path, int64_t now_us)
{
    if (path->ended) {
        return;
    }
    if (path->heard_us == 0) {
        path->heard_us = now_us;
    }
    receive_all(path, now_us);
    if (!path->ended && now_us >= path->look_us) {
        path->look_us = path->srtp != NULL ? now_us + LOOK_EACH_US : 0;
        do_what_is_due(path, now_us);
    }
}

bool bot_path_open(BotPath *path, uint8_t *packet, size_t *size, int64_t now_us)
{
    return srtp_session_unprotect_rtp(path->srtp, packet, size, now_us) == SRTP_OK;
}

void bot_path_send_rtp(BotPath *path, const uint8_t *packet, size_t size)
{
    uint8_t bytes[DATAGRAM_MAX + SRTP_TRAILER_MAX];

    if (path->srtp != NULL && size <= DATAGRAM_MAX) {
        memcpy(bytes, packet, size);
        if (srtp_session_protect_rtp(path->srtp, bytes, &size) == SRTP_OK) {
            send_selected(bytes, size, path);
        }
    }
}

void bot_path_send_rtcp(BotPath *path, const uint8_t *packet, size_t size)
{
    uint8_t bytes[DATAGRAM_MAX + SRTP_TRAILER_MAX];

    if (path->srtp != NULL && size <= DATAGRAM_MAX) {
        memcpy(bytes, packet, size);
        if (srtp_session_protect_rtcp(path->srtp, bytes, &size) == SRTP_OK) {
            send_selected(bytes, size, path);
        }
    }
}
