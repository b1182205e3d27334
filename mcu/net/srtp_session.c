#include "mcu/net/srtp_session.h"

#include <srtp2/srtp.h>

#include <string.h>

enum {
    RTP_HEADER = 12,
    RTCP_HEADER = 8,
    RTP_SSRC_AT = 8,
    RTCP_SSRC_AT = 4,
    STREAMS_STEP = 2, /* most peers have few, and SRTP_SSRCS_MAX take 5 kB */
};

/* libsrtp makes a stream for each SSRC that comes and never forgets one by itself, so the list is kept here. */
typedef struct Stream {
    uint32_t ssrc;
    int64_t last_us;
    SrtpGcmStream gcm;
} Stream;

typedef struct Direction {
    SrtpGcm *gcm; /* either this */
    srtp_t srtp;  /* or that */
    Stream *streams;
    size_t count;
    size_t room;
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

static srtp_t open_library(srtp_ssrc_type_t type, SrtpProfile profile, const uint8_t *key)
{
    uint8_t own_key[SRTP_KEY_BYTES_MAX];
    srtp_policy_t policy = {
            .ssrc = {.type = type},
            .key = own_key,
            .window_size = REPLAY_WINDOW_SIZE,
            .allow_repeat_tx = 1,
    };
    srtp_t srtp = NULL;

    init_library();
    memcpy(own_key, key, sizeof own_key); /* libsrtp wants it writable */
    if (profile == SRTP_PROFILE_AES128_CM_SHA1_32) {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
    } else {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
    }
    srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
    const srtp_err_status_t status = srtp_create(&srtp, &policy);
    g_assert(status == srtp_err_status_ok);
    return srtp;
}

static void open_direction(
        Direction *direction, const DtlsSrtpKeys *keys, const uint8_t *key, srtp_ssrc_type_t type)
{
    if (keys->profile == SRTP_PROFILE_AES128_CM_SHA1_80 ||
            keys->profile == SRTP_PROFILE_AES128_CM_SHA1_32) {
        direction->srtp = open_library(type, keys->profile, key);
    } else {
        direction->gcm = srtp_gcm_new(key, keys->size - SRTP_GCM_SALT);
    }
}

static void close_direction(Direction *direction)
{
    if (direction->srtp != NULL) {
        srtp_dealloc(direction->srtp);
    }
    srtp_gcm_free(direction->gcm);
    g_free(direction->streams);
}

SrtpSession *srtp_session_new(const DtlsSrtpKeys *keys)
{
    g_assert(keys->profile != SRTP_PROFILE_NONE);
    SrtpSession *session = g_new0(SrtpSession, 1);
    open_direction(&session->in, keys, keys->remote, ssrc_any_inbound);
    open_direction(&session->out, keys, keys->local, ssrc_any_outbound);
    return session;
}

void srtp_session_free(SrtpSession *session)
{
    if (session == NULL) {
        return;
    }
    close_direction(&session->in);
    close_direction(&session->out);
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
    if (direction->srtp != NULL) {
        srtp_remove_stream(direction->srtp, g_htonl(stream->ssrc)); /* it wants it as on the wire */
    }
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

static void keep_stream(Direction *direction, const Stream *stream)
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
    if (direction->count == direction->room) {
        direction->room += STREAMS_STEP;
        direction->streams = g_renew(Stream, direction->streams, direction->room);
    }
    direction->streams[direction->count++] = *stream;
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

/* One thing to do, by either means. */
typedef struct Work {
    SrtpResult (*gcm)(SrtpGcm *gcm, SrtpGcmStream *stream, uint8_t *packet, size_t *size);
    srtp_err_status_t (*library)(srtp_t srtp, void *packet, int *size);
    size_t header_size;
    size_t ssrc_at;
} Work;

static const Work protect_rtp = {srtp_gcm_protect_rtp, srtp_protect, RTP_HEADER, RTP_SSRC_AT};
static const Work protect_rtcp = {
        srtp_gcm_protect_rtcp, srtp_protect_rtcp, RTCP_HEADER, RTCP_SSRC_AT};
static const Work unprotect_rtp = {srtp_gcm_unprotect_rtp, srtp_unprotect, RTP_HEADER, RTP_SSRC_AT};
static const Work unprotect_rtcp = {
        srtp_gcm_unprotect_rtcp, srtp_unprotect_rtcp, RTCP_HEADER, RTCP_SSRC_AT};

static SrtpResult run(
        const Work *work, Direction *direction, Stream *stream, uint8_t *packet, size_t *size)
{
    if (direction->gcm != NULL) {
        return work->gcm(direction->gcm, &stream->gcm, packet, size);
    }
    int length = (int)*size;
    const SrtpResult result = result_of(work->library(direction->srtp, packet, &length));
    *size = result == SRTP_OK ? (size_t)length : *size;
    return result;
}

static SrtpResult do_work(
        const Work *work, Direction *direction, uint8_t *packet, size_t *size, int64_t now_us)
{
    if (*size < work->header_size) {
        return SRTP_MALFORMED;
    }
    const uint32_t ssrc = read_u32(packet + work->ssrc_at);
    Stream *known = find_stream(direction, ssrc);
    if (known != NULL) {
        const SrtpResult result = run(work, direction, known, packet, size);
        known->last_us = result == SRTP_OK ? now_us : known->last_us;
        return result;
    }
    if (!has_room(direction, now_us)) {
        return SRTP_SSRC_REFUSED;
    }
    Stream fresh = {.ssrc = ssrc, .last_us = now_us};
    const SrtpResult result = run(work, direction, &fresh, packet, size);
    if (result == SRTP_OK) { /* only what is authentic opens a stream, here as in libsrtp */
        keep_stream(direction, &fresh);
    }
    return result;
}

SrtpResult srtp_session_protect_rtp(SrtpSession *session, uint8_t *packet, size_t *size)
{
    return do_work(&protect_rtp, &session->out, packet, size, 0);
}

SrtpResult srtp_session_protect_rtcp(SrtpSession *session, uint8_t *packet, size_t *size)
{
    return do_work(&protect_rtcp, &session->out, packet, size, 0);
}

SrtpResult srtp_session_unprotect_rtp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us)
{
    return do_work(&unprotect_rtp, &session->in, packet, size, now_us);
}

SrtpResult srtp_session_unprotect_rtcp(
        SrtpSession *session, uint8_t *packet, size_t *size, int64_t now_us)
{
    return do_work(&unprotect_rtcp, &session->in, packet, size, now_us);
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
            [SRTP_PROFILE_AES128_CM_SHA1_32] = "AES128_CM_SHA1_32",
            [SRTP_PROFILE_AEAD_AES_128_GCM] = "AEAD_AES_128_GCM",
            [SRTP_PROFILE_AEAD_AES_256_GCM] = "AEAD_AES_256_GCM",
    };
    return names[profile];
}
