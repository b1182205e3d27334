#include "signaling/meeting/site_redial.h"

#include <glib.h>

const char *redial_cause_name(RedialCause cause)
{
    static const char *const names[REDIAL_CAUSES] = {
            [REDIAL_DROPPED] = "dropped",
            [REDIAL_BUSY] = "busy",
            [REDIAL_NO_ANSWER] = "no_answer",
            [REDIAL_UNREACHABLE] = "unreachable",
            [REDIAL_HUNG_UP] = "hung_up",
            [REDIAL_DECLINED] = "declined",
            [REDIAL_NOT_FOUND] = "not_found",
            [REDIAL_NO_CODEC] = "no_codec",
            [REDIAL_NO_ENCRYPTION] = "no_encryption",
            [REDIAL_NO_ADDRESS] = "no_address",
            [REDIAL_BAD_OFFER] = "bad_offer",
            [REDIAL_NO_TLS] = "no_tls",
            [REDIAL_CERTIFICATE] = "certificate",
    };
    g_assert(cause < REDIAL_CAUSES);
    return names[cause];
}

RedialCause redial_cause_of(int status)
{
    switch (status) {
    case 486:
    case 600:
        return REDIAL_BUSY;
    case 408:
    case 480:
    case 487:
        return REDIAL_NO_ANSWER;
    case 401:
    case 403:
    case 407:
    case 603:
        return REDIAL_DECLINED;
    case 404:
    case 410:
    case 416:
    case 484:
    case 604:
        return REDIAL_NOT_FOUND;
    case 415:
    case 488:
    case 606:
        return REDIAL_NO_CODEC;
    case REDIAL_STATUS_NO_TLS:
        return REDIAL_NO_TLS;
    case REDIAL_STATUS_CERTIFICATE:
        return REDIAL_CERTIFICATE;
    case REDIAL_STATUS_NO_ENCRYPTION:
        return REDIAL_NO_ENCRYPTION;
    case REDIAL_STATUS_NO_ADDRESS:
        return REDIAL_NO_ADDRESS;
    case REDIAL_STATUS_BAD_OFFER:
        return REDIAL_BAD_OFFER;
    default:
        return REDIAL_UNREACHABLE;
    }
}

void site_redial_reset(SiteRedial *redial)
{
    redial->tries = 0;
}

int64_t site_redial_after_s(SiteRedial *redial, RedialCause cause)
{
    static const int64_t waits_s[SITE_REDIAL_TRIES] = {15, 30, 60, 120, 300};

    switch (cause) {
    case REDIAL_DROPPED:
        return 2;
    case REDIAL_HUNG_UP:
        return redial->hang_ups++ < SITE_REDIAL_HANG_UPS ? 30 : 0;
    case REDIAL_BUSY:
    case REDIAL_NO_ANSWER:
    case REDIAL_UNREACHABLE:
    case REDIAL_NO_TLS:
        return redial->tries < SITE_REDIAL_TRIES ? waits_s[redial->tries++] : 0;
    default:
        return 0;
    }
}
