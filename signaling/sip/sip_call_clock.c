#include "signaling/sip/sip_call_parts.h"

static bool has_word(const msg_list_t *list, const char *word)
{
    for (; list != NULL; list = (const msg_list_t *)list->k_next) {
        for (size_t i = 0; list->k_items != NULL && list->k_items[i] != NULL; i++) {
            if (g_ascii_strcasecmp(list->k_items[i], word) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool is_refresher(const sip_session_expires_t *expires, const char *word)
{
    return expires != NULL && expires->x_refresher != NULL &&
            g_ascii_strcasecmp(expires->x_refresher, word) == 0;
}

static void note_allowed(SipCall *call, const sip_t *sip)
{
    if (sip->sip_allow != NULL) {
        call->updates = sip_is_allowed(sip->sip_allow, SIP_METHOD_UPDATE) != 0;
    }
}

bool sip_call_agree_on_time(SipCall *call, const sip_t *sip)
{
    const sip_session_expires_t *expires = sip->sip_session_expires;
    const SipTimerAsked asked = {
            .supported =
                    has_word(sip->sip_supported, "timer") || has_word(sip->sip_require, "timer"),
            .interval_s = expires != NULL ? (int64_t)expires->x_delta : 0,
            .min_s = sip->sip_min_se != NULL ? (int64_t)sip->sip_min_se->min_delta : 0,
            .we_refresh = is_refresher(expires, "uas"),
    };
    note_allowed(call, sip);
    return sip_session_timer_agree(&call->timer, &asked, g_get_monotonic_time());
}

void sip_call_note_time(SipCall *call, const sip_t *sip)
{
    const sip_session_expires_t *expires = sip->sip_session_expires;

    note_allowed(call, sip);
    sip_session_timer_answered(&call->timer, expires != NULL ? (int64_t)expires->x_delta : 0,
            !is_refresher(expires, "uas"), g_get_monotonic_time());
}

char *sip_call_time_text(const SipCall *call)
{
    return call->timer.interval_s == 0
            ? g_strdup("")
            : g_strdup_printf("%" G_GINT64_FORMAT ";refresher=%s", call->timer.interval_s,
                      call->timer.ours ? "uas" : "uac");
}

void sip_call_reply_too_brief(nta_incoming_t *transaction)
{
    g_autofree char *least = g_strdup_printf("%d", SIP_SESSION_MIN_S);
    (void)nta_incoming_treply(transaction, SIP_422_SESSION_TIMER_TOO_SMALL,
            SIPTAG_MIN_SE_STR(least), SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
}

static int on_refreshed(SipCall *call, nta_outgoing_t *transaction, const sip_t *sip)
{
    const int status = sip != NULL && sip->sip_status != NULL ? sip->sip_status->st_status : 408;

    (void)transaction;
    if (status < 200) {
        return 0;
    }
    nta_outgoing_destroy(g_steal_pointer(&call->refresh));
    if (status < 300) {
        sip_session_timer_refreshed(&call->timer, g_get_monotonic_time());
        sip_call_settled(call);
    }
    return 0; /* what failed is tried again, until the time is over */
}

/* Who does not take UPDATE is asked for an offer anew, which is the one it made before. */
static void refresh(SipCall *call)
{
    g_autofree char *text =
            g_strdup_printf("%" G_GINT64_FORMAT ";refresher=uac", call->timer.interval_s);

    if (call->refresh != NULL || call->asked != NULL || call->ours != NULL) {
        return;
    }
    if (!call->updates) {
        sip_call_ask_again(call);
        return;
    }
    call->refresh = nta_outgoing_tcreate(call->leg, on_refreshed, call, (url_string_t *)call->route,
            SIP_METHOD_UPDATE, NULL, SIPTAG_SESSION_EXPIRES_STR(text),
            SIPTAG_SUPPORTED_STR("timer"), SIPTAG_CONTACT_STR(call->contact),
            SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME), TAG_END());
}

bool sip_call_tick_session(SipCall *call, int64_t now_us)
{
    switch (call->first ? SIP_TIMER_NOTHING : sip_session_timer_due(&call->timer, now_us)) {
    case SIP_TIMER_OVER:
        return false;
    case SIP_TIMER_REFRESH:
        refresh(call);
        return true;
    case SIP_TIMER_NOTHING:
        break;
    }
    return true;
}
