#include "mcu/room/leg_hardware.h"

#include "mcu/wire/sdp_hardware_writer.h"
#include "mcu/wire/telephone_event.h"

#include <string.h>

enum { NOISE_PAYLOAD_TYPE = 13 }; /* RFC 3389: comfort noise, which some send unasked */

struct LegHardware {
    /* set at creation, then constant */
    LegHardwareConfig config;
    char **addresses;
    PlainTransportEvents events;
    void *user_data;

    uint32_t conference; /* of the floor; who knows it and the user is the device */
    uint16_t floor_user;

    PlainTransport *transport;
    BfcpLink *floor; /* NULL: none was agreed on, or offered */
    bool floor_tcp;
    SdpHardware *agreed;  /* NULL until something is */
    SdpHardware *offered; /* NULL: no offer of ours waits for its answer */
    unsigned version;     /* of our o= */
    char *sdp;
    bool sdp_is_offer;
    TelephoneEvents digits;
};

static const PlainMedium media[SDP_ROLES] = {[SDP_ROLE_SOUND] = PLAIN_SOUND,
        [SDP_ROLE_PICTURE] = PLAIN_PICTURE,
        [SDP_ROLE_CAMERA] = PLAIN_CAMERA,
        [SDP_ROLE_SLIDES] = PLAIN_SLIDES};

LegHardware *leg_hardware_new(
        const LegHardwareConfig *config, const PlainTransportEvents *events, void *user_data)
{
    LegHardware *hardware = g_new0(LegHardware, 1);
    hardware->config = *config;
    hardware->addresses = g_strdupv((char **)config->addresses);
    hardware->config.addresses = (const char *const *)hardware->addresses;
    hardware->events = *events;
    hardware->user_data = user_data;
    hardware->conference = g_random_int() >> 1 | 1U; /* some devices take it for a signed number */
    hardware->floor_user = (uint16_t)g_random_int_range(1, INT16_MAX);
    return hardware;
}

void leg_hardware_free(LegHardware *hardware)
{
    if (hardware == NULL) {
        return;
    }
    bfcp_link_free(hardware->floor);
    plain_transport_free(hardware->transport);
    g_strfreev(hardware->addresses);
    g_free(hardware->agreed);
    g_free(hardware->offered);
    g_free(hardware->sdp);
    g_free(hardware);
}

const char *leg_hardware_sdp(const LegHardware *hardware)
{
    return hardware->sdp;
}

const SdpHardware *leg_hardware_agreed(const LegHardware *hardware)
{
    return hardware->agreed;
}

BfcpLink *leg_hardware_floor(const LegHardware *hardware)
{
    return hardware->floor;
}

PlainTransport *leg_hardware_transport(const LegHardware *hardware)
{
    return hardware->transport;
}

const SdpStream *leg_hardware_stream(const LegHardware *hardware, SdpRole role)
{
    return hardware->agreed != NULL ? sdp_agreement_find(&hardware->agreed->agreement, role) : NULL;
}

LegHardwareSound leg_hardware_sort_sound(
        LegHardware *hardware, const uint8_t *packet, const RtpHeader *header, char *ret_digit)
{
    *ret_digit = '\0';
    const size_t index = hardware->agreed != NULL
            ? sdp_hardware_find(hardware->agreed, SDP_ROLE_SOUND)
            : SDP_MEDIA_MAX;
    if (index == SDP_MEDIA_MAX) {
        return LEG_HARDWARE_NOTHING;
    }
    const SdpStream *stream = &hardware->agreed->agreement.streams[index];
    const SdpHardwareLine *line = &hardware->agreed->lines[index];
    if (line->has_digits && header->payload_type == line->digits_payload_type) {
        *ret_digit = telephone_event_take(&hardware->digits, packet + header->payload_offset,
                header->payload_size, header->timestamp_ticks);
        return LEG_HARDWARE_PAUSE;
    }
    if (!stream->receive) {
        return LEG_HARDWARE_NOTHING;
    }
    if (header->payload_type == stream->payload_type) {
        return LEG_HARDWARE_SOUND;
    }
    return header->payload_type == NOISE_PAYLOAD_TYPE ? LEG_HARDWARE_PAUSE : LEG_HARDWARE_NOTHING;
}

static SdpHardwareWishes wishes_of(const LegHardware *hardware)
{
    return (SdpHardwareWishes){
            .plain_rtp = hardware->config.plain_rtp,
            .h264 = hardware->config.h264,
            .slides = hardware->config.slides,
            .prefer_dtls_active = hardware->config.dtls_active,
    };
}

/* ---- the transport ---- */

static bool open_transport(
        LegHardware *hardware, const char *toward, ApiFault *ret_fault, GError **error)
{
    if (hardware->transport != NULL) {
        return true;
    }
    const PlainTransportConfig config = {
            .loop = hardware->config.loop,
            .identity = hardware->config.identity,
            .addresses = hardware->config.addresses,
            .port_min = hardware->config.port_min,
            .port_max = hardware->config.port_max,
            .toward = toward,
    };
    g_autoptr(GError) why = NULL;
    hardware->transport =
            plain_transport_new(&config, &hardware->events, hardware->user_data, &why);
    if (hardware->transport == NULL) {
        const bool full = g_error_matches(why, PLAIN_TRANSPORT_ERROR, PLAIN_TRANSPORT_ERROR_PORTS);
        *ret_fault = full ? API_FAULT_PORTS_EXHAUSTED : API_FAULT_NO_ADDRESS;
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    return true;
}

/* ---- the floor ---- */

static bool open_floor(LegHardware *hardware, bool tcp, ApiFault *ret_fault, GError **error)
{
    if (hardware->floor != NULL && hardware->floor_tcp == tcp) {
        return true;
    }
    const BfcpLinkConfig config = {
            .loop = hardware->config.loop,
            .address = plain_transport_address(hardware->transport),
            .port_min = hardware->config.port_min,
            .port_max = hardware->config.port_max,
            .tcp = tcp,
            .conference = hardware->conference,
            .user = hardware->floor_user,
            .floor = SDP_FLOOR_ID,
    };
    BfcpLink *floor = bfcp_link_new(&config, &hardware->config.floor, hardware->user_data, error);
    if (floor == NULL) {
        *ret_fault = API_FAULT_PORTS_EXHAUSTED;
        return false;
    }
    bfcp_link_free(hardware->floor);
    hardware->floor = floor;
    hardware->floor_tcp = tcp;
    return true;
}

/* What is agreed on, or offered, of a floor. @return whether there are ports for it */
static bool open_all(LegHardware *hardware, const SdpHardware *what, const char *toward,
        ApiFault *ret_fault, GError **error)
{
    const size_t index = sdp_hardware_find(what, SDP_ROLE_FLOOR);
    return open_transport(hardware, toward, ret_fault, error) &&
            (index == SDP_MEDIA_MAX ||
                    open_floor(hardware, what->lines[index].floor.tcp, ret_fault, error));
}

static void set_floor_peer(LegHardware *hardware)
{
    const size_t index = sdp_hardware_find(hardware->agreed, SDP_ROLE_FLOOR);
    if (index == SDP_MEDIA_MAX) {
        g_clear_pointer(&hardware->floor, bfcp_link_free);
        return;
    }
    const SdpHardwareLine *line = &hardware->agreed->lines[index];
    if (hardware->agreed->agreement.streams[index].send) { /* else at no address, on hold */
        bfcp_link_set_peer(hardware->floor, line->address, line->port, line->floor.connects);
    }
}

/* ---- the peer ---- */

static void copy_keys(const SdpHardwareLine *line, PlainPeer *peer)
{
    static const SrtpProfile profiles[SDP_CRYPTO_SUITES] = {
            [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80] = SRTP_PROFILE_AES128_CM_SHA1_80,
            [SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32] = SRTP_PROFILE_AES128_CM_SHA1_32,
            [SDP_CRYPTO_AEAD_AES_128_GCM] = SRTP_PROFILE_AEAD_AES_128_GCM,
    };
    G_STATIC_ASSERT((int)SDP_CRYPTO_KEY_MAX <= (int)SRTP_KEY_BYTES_MAX);
    peer->security = PLAIN_SECURITY_KEYS;
    peer->keys.profile = profiles[line->theirs.suite];
    peer->keys.size = line->theirs.key_size;
    memcpy(peer->keys.remote, line->theirs.key, line->theirs.key_size);
    memcpy(peer->keys.local, line->ours[0].key, line->ours[0].key_size);
}

static void copy_fingerprints(const SdpHardwareLine *line, PlainPeer *peer)
{
    peer->security = PLAIN_SECURITY_DTLS;
    peer->dtls_role = line->dtls_active ? DTLS_ACTIVE : DTLS_PASSIVE;
    for (size_t i = 0; i < line->fingerprint_count && i < DTLS_FINGERPRINTS_MAX; i++) {
        const SdpRemoteFingerprint *from = &line->fingerprints[i];
        DtlsFingerprint *to = &peer->fingerprints[peer->fingerprint_count++];
        g_strlcpy(to->hash, from->hash, sizeof to->hash);
        to->size = from->digest_size;
        memcpy(to->bytes, from->digest, from->digest_size);
    }
}

static PlainPeer peer_of(const SdpStream *stream, const SdpHardwareLine *line)
{
    PlainPeer peer = {
            .used = true,
            .sends = stream->receive && stream->role != SDP_ROLE_CAMERA,
            .port = line->port,
            .rtcp_port = line->rtcp_port,
    };
    g_strlcpy(peer.address, line->address, sizeof peer.address);
    peer.types[peer.type_count++] = stream->payload_type;
    if (line->has_digits) {
        peer.types[peer.type_count++] = line->digits_payload_type;
    }
    if (stream->role == SDP_ROLE_SOUND) {
        peer.types[peer.type_count++] = NOISE_PAYLOAD_TYPE;
    }
    switch (line->security) {
    case SDP_SECURITY_NONE:
        break;
    case SDP_SECURITY_SDES:
        copy_keys(line, &peer);
        break;
    case SDP_SECURITY_DTLS:
        copy_fingerprints(line, &peer);
        break;
    }
    return peer;
}

static void set_peers(LegHardware *hardware)
{
    PlainPeer peers[PLAIN_MEDIA] = {{0}};
    const SdpAgreement *agreement = &hardware->agreed->agreement;
    for (size_t i = 0; i < agreement->stream_count; i++) {
        const SdpStream *stream = &agreement->streams[i];
        if (stream->role == SDP_ROLE_SOUND || stream->role == SDP_ROLE_PICTURE ||
                stream->role == SDP_ROLE_CAMERA || stream->role == SDP_ROLE_SLIDES) {
            peers[media[stream->role]] = peer_of(stream, &hardware->agreed->lines[i]);
        }
    }
    plain_transport_set_peers(hardware->transport, peers);
    set_floor_peer(hardware);
}

/* ---- keys ---- */

static void make_keys(SdpHardwareLine *line)
{
    for (size_t i = 0; i < line->ours_count; i++) {
        plain_transport_make_key(line->ours[i].key, line->ours[i].key_size);
    }
}

/*
 * Ours stay as long as the peer's do. When these change ours must, too: a session that begins anew with the same key
 * would encrypt other packets with what was used already.
 */
static void choose_keys(const SdpHardware *before, SdpHardware *agreed)
{
    for (size_t i = 0; i < agreed->agreement.stream_count; i++) {
        SdpHardwareLine *line = &agreed->lines[i];
        const SdpHardwareLine *old = before != NULL ? &before->lines[i] : NULL;
        if (old != NULL && line->ours_count == 1 && old->ours_count == 1 &&
                sdp_crypto_is_same(&old->theirs, &line->theirs)) {
            memcpy(line->ours[0].key, old->ours[0].key, sizeof line->ours[0].key);
        } else {
            make_keys(line);
        }
    }
}

/* ---- descriptions ---- */

static void write_sdp(LegHardware *hardware, const SdpHardware *what, bool is_offer)
{
    SdpHardwareLocal local = {
            .session_id = hardware->config.session_id,
            .session_version = ++hardware->version,
            .address = plain_transport_address(hardware->transport),
            .fingerprint = dtls_identity_fingerprint(hardware->config.identity),
            .bandwidths_bps = {[SDP_ROLE_PICTURE] = (unsigned)hardware->config.picture_bps,
                    [SDP_ROLE_SLIDES] = (unsigned)hardware->config.picture_bps},
            .floor = {.conference = hardware->conference, .user = hardware->floor_user},
            .is_offer = is_offer,
    };
    local.ports[SDP_ROLE_SOUND] = plain_transport_port(hardware->transport, PLAIN_SOUND);
    local.ports[SDP_ROLE_PICTURE] = plain_transport_port(hardware->transport, PLAIN_PICTURE);
    local.ports[SDP_ROLE_CAMERA] = plain_transport_port(hardware->transport, PLAIN_CAMERA);
    local.ports[SDP_ROLE_SLIDES] = plain_transport_port(hardware->transport, PLAIN_SLIDES);
    local.floor.port = hardware->floor != NULL ? bfcp_link_port(hardware->floor) : 0;
    g_free(hardware->sdp);
    hardware->sdp = sdp_hardware_write(what, &local);
    hardware->sdp_is_offer = is_offer;
}

static bool fail(GError *why, ApiFault *ret_fault, GError **error)
{
    static const struct {
        SdpError code;
        ApiFault fault;
    } faults[] = {
            {SDP_ERROR_NO_CODEC, API_FAULT_NO_CODEC},
            {SDP_ERROR_NO_ADDRESS, API_FAULT_NO_ADDRESS},
            {SDP_ERROR_NO_ENCRYPTION, API_FAULT_NO_ENCRYPTION},
    };
    *ret_fault = API_FAULT_BAD_OFFER;
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        if (g_error_matches(why, SDP_ERROR, (int)faults[i].code)) {
            *ret_fault = faults[i].fault;
        }
    }
    g_propagate_error(error, why);
    return false;
}

static bool is_six(const char *address)
{
    return strchr(address, ':') != NULL;
}

/* The transport has one address, and sends to its kind only. */
static bool can_reach(
        const LegHardware *hardware, const SdpHardware *agreed, ApiFault *ret_fault, GError **error)
{
    const char *own = plain_transport_address(hardware->transport);
    for (size_t i = 0; i < agreed->agreement.stream_count; i++) {
        const SdpStream *stream = &agreed->agreement.streams[i];
        const char *theirs = agreed->lines[i].address;
        if (stream->role != SDP_ROLE_NONE && stream->send && is_six(theirs) != is_six(own)) {
            GError *why = g_error_new(SDP_ERROR, SDP_ERROR_NO_ADDRESS,
                    "m=%s is at %s, which cannot be reached from %s", stream->kind_name, theirs,
                    own);
            return fail(why, ret_fault, error);
        }
    }
    return true;
}

static bool make_offer(LegHardware *hardware, ApiFault *ret_fault, GError **error)
{
    const SdpHardwareWishes wishes = wishes_of(hardware);
    g_autofree SdpHardware *offered = g_new0(SdpHardware, 1);
    sdp_hardware_offer(&wishes, offered);
    if (!open_all(hardware, offered, NULL, ret_fault, error)) {
        return false;
    }
    g_free(hardware->offered);
    hardware->offered = g_steal_pointer(&offered);
    for (size_t i = 0; i < hardware->offered->agreement.stream_count; i++) {
        make_keys(&hardware->offered->lines[i]);
    }
    write_sdp(hardware, hardware->offered, true);
    return true;
}

static const char *address_in(const SdpHardware *agreed)
{
    for (size_t i = 0; i < agreed->agreement.stream_count; i++) {
        if (agreed->agreement.streams[i].role != SDP_ROLE_NONE) {
            return agreed->lines[i].address;
        }
    }
    return NULL;
}

bool leg_hardware_offer(
        LegHardware *hardware, const char *offer, ApiFault *ret_fault, GError **error)
{
    if (*offer == '\0') {
        return make_offer(hardware, ret_fault, error);
    }
    const SdpHardwareWishes wishes = wishes_of(hardware);
    g_autoptr(GError) why = NULL;
    g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
    if (!sdp_hardware_agree(offer, &wishes, agreed, &why)) {
        return fail(g_steal_pointer(&why), ret_fault, error);
    }
    /* Our offer is no answer, not even to what it was answered with. */
    const bool is_refresh = hardware->agreed != NULL && !hardware->sdp_is_offer &&
            agreed->origin[0] != '\0' && strcmp(agreed->origin, hardware->agreed->origin) == 0;
    if (is_refresh) {
        return true;
    }
    const char *toward = address_in(agreed);
    if (!open_transport(hardware, toward, ret_fault, error) ||
            !can_reach(hardware, agreed, ret_fault, error) ||
            !open_all(hardware, agreed, toward, ret_fault, error)) {
        return false;
    }
    choose_keys(hardware->agreed, agreed);
    g_free(hardware->agreed);
    hardware->agreed = g_steal_pointer(&agreed);
    g_clear_pointer(&hardware->offered, g_free);
    set_peers(hardware);
    write_sdp(hardware, hardware->agreed, false);
    return true;
}

bool leg_hardware_take_answer(
        LegHardware *hardware, const char *answer, ApiFault *ret_fault, GError **error)
{
    const SdpHardwareWishes wishes = wishes_of(hardware);
    g_autoptr(GError) why = NULL;
    if (hardware->offered == NULL) {
        *ret_fault = API_FAULT_ROOM_STATE;
        g_set_error_literal(error, SDP_ERROR, SDP_ERROR_BAD_TEXT, "no offer waits for an answer");
        return false;
    }
    g_autofree SdpHardware *agreed = g_new0(SdpHardware, 1);
    if (!sdp_hardware_read_answer(hardware->offered, answer, &wishes, agreed, &why)) {
        return fail(g_steal_pointer(&why), ret_fault, error);
    }
    if (!can_reach(hardware, agreed, ret_fault, error)) {
        return false;
    }
    g_free(hardware->agreed);
    hardware->agreed = g_steal_pointer(&agreed);
    g_clear_pointer(&hardware->offered, g_free);
    set_peers(hardware);
    return true;
}
