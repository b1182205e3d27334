#include "mcu/net/srtp_session.h"

#include <srtp2/srtp.h>

#include <stdbool.h>

enum {
    /* libsrtp's 128 is 0.6 s of a video at 200 packets a second: a retransmission over a long path is older. */
    REPLAY_WINDOW = 1024,
    RTP_HEADER = 12,
    RTCP_HEADER = 8,
    RTP_SSRC_AT = 8,
    RTCP_SSRC_AT = 4,
};

/* libsrtp makes a stream for each SSRC that comes and never forgets one by itself, so the list is kept here. */
typedef struct Stream {
    uint32_t ssrc;
    int64_t last_us;
} Stream;

typedef struct Direction {
    srtp_t srtp;
    Stream streams[SRTP_SSRCS_MAX];
    size_t count;
} Direction;

struct SrtpSession {
    Direction in;
    Direction out;
};

static void *init_once(void *unused)
{
    const srtp_err_status_t status = srtp_init();

    g_assert(status == srtp_err_status_ok);
    return NULL;
}

static void init_library(void)
{
    static GOnce once = G_ONCE_INIT;

    g_once(&once, init_once, NULL);
}

static void set_policies(SrtpProfile profile, srtp_policy_t *policy)
{
    switch (profile) {
    case SRTP_PROFILE_AES128_CM_SHA1_80:
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy->rtp);
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy->rtcp);
        return;
    case SRTP_PROFILE_AEAD_AES_128_GCM:
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy->rtp);
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy->rtcp);
        return;
    case SRTP_PROFILE_AEAD_AES_256_GCM:
        srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy->rtp);
        srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy->rtcp);
        return;
    case SRTP_PROFILE_NONE:
        break;
    }
    g_assert_not_reached();
}

static srtp_t open_direction(SrtpProfile profile, srtp_ssrc_type_t type, const uint8_t *key)
{
    uint8_t own_key[SRTP_KEY_BYTES_MAX];
    srtp_policy_t policy = {
            .ssrc = {.type = type},
            .key = own_key,
            .window_size = REPLAY_WINDOW,
            .allow_repeat_tx = 1,
    };
    srtp_t srtp = NULL;

    for (size_t i = 0; i < sizeof own_key; i++) {
        own_key[i] = key[i]; /* libsrtp wants it writable */
    }
    set_policies(profile, &policy);
    const srtp_err_status_t status = srtp_create(&srtp, &policy);
    g_assert(status == srtp_err_status_ok); /* the profile is one of ours, the keys have its size */
    return srtp;
}

SrtpSession *srtp_session_new(const DtlsSrtpKeys *keys)
{
    init_library();
    SrtpSession *session = g_new0(SrtpSession, 1);
    session->in.srtp = open_direction(keys->profile, ssrc_any_inbound, keys->remote);
    session->out.srtp = open_direction(keys->profile, ssrc_any_outbound, keys->local);
    return session;
}

void srtp_session_free(SrtpSession *session)
{
    if (session == NULL) {
        return;
    }
    srtp_dealloc(session->in.srtp);
    srtp_dealloc(session->out.srtp);
    g_free(session);
}

static uint32_t read_u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static Stream *find_stream(Direction *direction, uint32_t ssrc)
{
    for (size_t i = 0; i < direction->count; i++) {
        if (direction->streams[i].ssrc == ssrc) {
            return &direction->streams[i];
        }
    }
    return NULL;
}

static void drop_stream(Direction *direction, Stream *stream)
{
    srtp_remove_stream(
            direction->srtp, g_htonl(stream->ssrc)); /* this call wants it as on the wire */
    *stream = direction->streams[--direction->count];
}

/* Whether a stream that is not known yet may be opened, now or in place of the one silent for longest. */
static bool has_room(Direction *direction, int64_t now_us)
{
    if (direction->count < SRTP_SSRCS_MAX) {
        return true;
    }
    for (size_t i = 0; i < direction->count; i++) {
        if (now_us - direction->streams[i].last_us > SRTP_SSRC_IDLE_US) {
            return true;
        }
    }
    return false;
}

static void note_stream(Direction *direction, uint32_t ssrc, int64_t now_us)
{
    if (direction->count == SRTP_SSRCS_MAX) {
        Stream *oldest = &direction->streams[0];
        for (size_t i = 1; i < direction->count; i++) {
            if (direction->streams[i].last_us < oldest->last_us) {
                oldest = &direction->streams[i];
            }
        }
        drop_stream(direction, oldest);
    }
    direction->streams[direction->count++] = (Stream){.ssrc = ssrc, .last_us = now_us};
}

static SrtpResult result_of(srtp_err_status_t status)
{
    switch (status) {
    case srtp_err_status_ok:
        return SRTP_OK;
    case srtp_err_status_replay_fail:
    case srtp_err_status_replay_old:
    case srtp_err_status_pkt_idx_old:
        return SRTP_REPLAYED;
    case srtp_err_status_bad_param:
    case srtp_err_status_parse_err:
        return SRTP_MALFORMED;
    default:
        return SRTP_UNAUTHENTICATED;
    }
}

typedef srtp_err_status_t (*SrtpWork)(srtp_t srtp, void *packet, int *size);

static SrtpResult work(Direction *direction, SrtpWork fn, uint8_t *packet, size_t *size,
        uint32_t ssrc, int64_t now_us)
{
    Stream *stream = find_stream(direction, ssrc);
    int length = (int)*size;

    if (stream == NULL && !has_room(direction, now_us)) {
        return SRTP_SSRC_REFUSED;
    }
    const SrtpResult result = result_of(fn(direction->srtp, packet, &length));
    if (result != SRTP_OK) {
        return result; /* libsrtp opens a stream only for what is authentic */
    }
    if (stream == NULL) {
        note_stream(direction, ssrc, now_us);
    } else {
        stream->last_us = now_us;
    }
    *size = (size_t)length;
    return SRTP_OK;
}

SrtpResult srtp_session_protect_rtp(SrtpSession *session, uint8_t *packet, size_t *size)
{
    if (*size < RTP_HEADER) {
        return SRTP_MALFORMED;
    }
    return work(&session->out, srtp_protect, packet, size, read_u32(packet + RTP_SSRC_AT), 0);
}

SrtpResult srtp_session_protect_rtcp(SrtpSession *session, uint8_t *packet, size_t *size)
{
    if (*size < RTCP_HEADER) {
        return SRTP_MALFORMED;
    }
    return work(&session->out, srtp_protect_rtcp, packet, size, read_u32(packet + RTCP_SSRC_AT), 0);
}

SrtpResult srtp_session_unprotect_rtp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us)
{
    if (*size < RTP_HEADER) {
        return SRTP_MALFORMED;
    }
    return work(&session->in, srtp_unprotect, packet, size, read_u32(packet + RTP_SSRC_AT), now_us);
}

SrtpResult srtp_session_unprotect_rtcp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us)
{
    if (*size < RTCP_HEADER) {
        return SRTP_MALFORMED;
    }
    return work(&session->in, srtp_unprotect_rtcp, packet, size, read_u32(packet + RTCP_SSRC_AT),
            now_us);
}

void srtp_session_end_outgoing(SrtpSession *session, uint32_t ssrc)
{
    Stream *stream = find_stream(&session->out, ssrc);

    if (stream != NULL) {
        drop_stream(&session->out, stream);
    }
}

const char *srtp_profile_name(SrtpProfile profile)
{
    static const char *const names[] = {
            [SRTP_PROFILE_NONE] = "none",
            [SRTP_PROFILE_AES128_CM_SHA1_80] = "AES128_CM_SHA1_80",
            [SRTP_PROFILE_AEAD_AES_128_GCM] = "AEAD_AES_128_GCM",
            [SRTP_PROFILE_AEAD_AES_256_GCM] = "AEAD_AES_256_GCM",
    };
    return names[profile];
}
