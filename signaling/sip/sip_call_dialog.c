#include "signaling/sip/sip_call.h"
#include "signaling/sip/sip_call_parts.h"

enum { SPARE_S = 5 };

void sip_call_settled(SipCall *call)
{
    const SipCallDesk *desk = call->desk;

    call->told_cseq = nta_leg_get_seq(call->leg);
    if (desk->events->settled != NULL) {
        desk->events->settled(call->number, desk->user_data);
    }
}

char *sip_call_uri_text(const url_t *url)
{
    su_home_t home[1] = {SU_HOME_INIT(home)};
    char *text = g_strdup(url_as_string(home, url));

    su_home_deinit(home);
    return text != NULL ? text : g_strdup("");
}

/* ---- to another process ---- */

static char *routes_text(const sip_route_t *route)
{
    GString *text = g_string_new(NULL);

    for (; route != NULL; route = route->r_next) {
        g_autofree char *uri = sip_call_uri_text(route->r_url);
        g_string_append_printf(text, "%s<%s>", text->len > 0 ? ", " : "", uri);
    }
    return g_string_free(text, FALSE);
}

static char *text_or_nothing(const char *text)
{
    return g_strdup(text != NULL ? text : "");
}

bool sip_call_describe(const SipCall *call, SipDialog *ret_dialog)
{
    const sip_route_t *routes = NULL;
    const sip_contact_t *target = NULL;
    const int64_t passed_us = g_get_monotonic_time() - call->timer.since_us;

    if (call->first || nta_leg_get_route(call->leg, &routes, &target) < 0) {
        return false;
    }
    g_auto(SipDialog) dialog = {
            .call_id = g_strdup(call->call_id),
            .local_uri = g_strdup(call->local_uri),
            .local_tag = text_or_nothing(nta_leg_get_tag(call->leg)),
            .remote_uri = g_strdup(call->remote_uri),
            .remote_tag = text_or_nothing(nta_leg_get_rtag(call->leg)),
            .target = target != NULL ? sip_call_uri_text(target->m_url) : g_strdup(""),
            .routes = routes_text(routes),
            .way = text_or_nothing(call->route),
            .contact = g_strdup(call->contact),
            .local_cseq = nta_leg_get_seq(call->leg),
            .remote_cseq = nta_leg_get_rseq(call->leg),
            .outgoing = call->outgoing,
            .updates = call->updates,
            .session_s = call->timer.interval_s,
            .we_refresh = call->timer.ours,
            .refreshed_us = g_get_real_time() - passed_us,
    };
    if (!sip_dialog_check(&dialog, NULL)) {
        return false;
    }
    *ret_dialog = dialog;
    dialog = (SipDialog){0};
    return true;
}

/* ---- from another process ---- */

/*
 * A clock that was set back meanwhile does not make a session longer. One that has run out meanwhile has some seconds yet:
 * to be refreshed, where that was for us to do, and until the floor above knows whose call it is, and calls again.
 */
static SipSessionTimer timer_of(const SipDialog *dialog)
{
    const int64_t now_us = g_get_monotonic_time();
    SipSessionTimer timer = {
            .interval_s = dialog->session_s,
            .ours = dialog->we_refresh,
            .since_us = now_us - MAX(g_get_real_time() - dialog->refreshed_us, 0),
    };

    sip_session_timer_spare(&timer, SPARE_S, now_us);
    return timer;
}

static nta_leg_t *leg_of(SipCall *call, const SipDialog *dialog)
{
    const bool tagged = dialog->remote_tag[0] != '\0';
    const bool routed = dialog->routes[0] != '\0';
    g_autofree char *from = g_strdup_printf("<%s>;tag=%s", dialog->local_uri, dialog->local_tag);
    g_autofree char *to = g_strdup_printf("<%s>%s%s", dialog->remote_uri, tagged ? ";tag=" : "",
            tagged ? dialog->remote_tag : "");
    g_autofree char *cseq = g_strdup_printf("%" G_GINT64_FORMAT,
            MIN(dialog->local_cseq, G_MAXINT32 - SIP_CSEQ_LEAP) + SIP_CSEQ_LEAP);
    g_autofree char *contact = g_strdup_printf("<%s>", dialog->target);
    su_home_t home[1] = {SU_HOME_INIT(home)};
    sip_contact_t *target = sip_contact_make(home, contact);
    sip_record_route_t *routes = routed ? sip_record_route_make(home, dialog->routes) : NULL;
    nta_leg_t *leg = nta_leg_tcreate(call->desk->agent, sip_call_on_request, call,
            SIPTAG_CALL_ID_STR(dialog->call_id), SIPTAG_FROM_STR(from), SIPTAG_TO_STR(to),
            SIPTAG_CSEQ_STR(cseq), NTATAG_REMOTE_CSEQ((unsigned)dialog->remote_cseq), TAG_END());
    const bool whole = leg != NULL && target != NULL && (routes != NULL || !routed) &&
            nta_leg_get_tag(leg) != NULL && nta_leg_server_route(leg, routes, target) == 0;

    su_home_deinit(home);
    if (!whole) {
        nta_leg_destroy(leg);
        return NULL;
    }
    return leg;
}

uint64_t sip_call_restore(SipCallDesk *desk, const SipDialog *dialog)
{
    if (g_hash_table_size(desk->calls) >= SIP_CALLS_MAX) {
        return 0;
    }
    SipCall *call = g_new0(SipCall, 1);
    call->desk = desk;
    call->number = ++desk->last;
    call->outgoing = dialog->outgoing;
    call->updates = dialog->updates;
    call->timer = timer_of(dialog);
    call->call_id = g_strdup(dialog->call_id);
    call->local_uri = g_strdup(dialog->local_uri);
    call->remote_uri = g_strdup(dialog->remote_uri);
    call->lost = sip_dialog_is_connection(dialog->way);
    call->route = call->lost || dialog->way[0] == '\0' ? NULL : g_strdup(dialog->way);
    (void)g_strlcpy(call->contact, dialog->contact, sizeof(call->contact));
    call->leg = leg_of(call, dialog);
    g_hash_table_insert(desk->calls, &call->number, call);
    if (call->leg == NULL) {
        sip_call_forget(call);
        return 0;
    }
    call->told_cseq = nta_leg_get_seq(call->leg);
    if (call->lost) {
        (void)sip_call_seek_peer(call);
    }
    return call->number;
}
