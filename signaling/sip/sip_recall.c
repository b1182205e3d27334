#define NTA_OUTGOING_MAGIC_T struct Recall

#include "signaling/sip/sip_recall.h"

#include "signaling/sip/sip_call_desk.h"
#include "signaling/sip/sip_dialog.h"

#include <string.h>

#define SECOND_US INT64_C(1000000)

struct SipRecalls {
    SipRecallsConfig with;
    GHashTable *all; /* Call-ID → Recall */
};

typedef struct Recall {
    SipRecalls *recalls;
    SipRing ring;
    SipHold *hold;          /* of a connection of ours; NULL: it needs none, or there is none */
    char *way;              /* where to; NULL: as the Request-URI leads */
    bool sent;              /* the CANCEL is */
    nta_outgoing_t *cancel; /* and has no answer yet */
    unsigned answers;       /* of devices that have picked up */
    bool told;              /* the floor above knows what has come of it */
    int64_t until_us;
} Recall;

static void recall_free(void *data)
{
    Recall *recall = data;

    nta_outgoing_destroy(recall->cancel);
    sip_outlet_let_go(recall->hold);
    sip_ring_clear(&recall->ring);
    g_free(recall->way);
    g_free(recall);
}

static void tell(Recall *recall, const char *how)
{
    const SipRecallsConfig *with = &recall->recalls->with;

    if (!recall->told && with->events->recalled != NULL) {
        with->events->recalled(&recall->ring, how, with->user_data);
    }
    recall->told = true;
}

/* ---- what is sent ---- */

/* Our end of the dialog that the INVITE would have begun. NULL: the library cannot read it. */
static nta_leg_t *leg_of(const Recall *recall)
{
    const SipRing *ring = &recall->ring;
    g_autofree char *from =
            g_strdup_printf("%s <%s>;tag=%s", ring->name, ring->local_uri, ring->local_tag);
    g_autofree char *to = g_strdup_printf("<%s>", ring->remote_uri);
    g_autofree char *cseq = g_strdup_printf("%" G_GINT64_FORMAT, ring->cseq);
    nta_leg_t *leg = nta_leg_tcreate(recall->recalls->with.agent, NULL, NULL,
            SIPTAG_CALL_ID_STR(ring->call_id), SIPTAG_FROM_STR(from), SIPTAG_TO_STR(to),
            SIPTAG_CSEQ_STR(cseq), TAG_END());

    if (leg != NULL && nta_leg_get_tag(leg) == NULL) {
        nta_leg_destroy(leg);
        return NULL;
    }
    return leg;
}

static bool goes_over_connection(const Recall *recall)
{
    return sip_dialog_is_connection(recall->way != NULL ? recall->way : recall->ring.target);
}

/* The INVITE's first Via: by it and its branch the device knows what is meant (RFC 3261, 17.2.3). NULL: it is unknown. */
static char *via_text(const Recall *recall)
{
    const SipRing *ring = &recall->ring;

    return ring->sent_by[0] == '\0'
            ? NULL
            : g_strdup_printf("SIP/2.0/%s %s;branch=%s;rport",
                      goes_over_connection(recall) ? "TCP" : "UDP", ring->sent_by, ring->branch);
}

static int on_cancelled(Recall *recall, nta_outgoing_t *cancel, const sip_t *sip)
{
    (void)cancel;
    if (sip != NULL && sip->sip_status->st_status < 200) {
        return 0;
    }
    nta_outgoing_destroy(g_steal_pointer(&recall->cancel));
    if (nta_sip_is_internal(sip)) {
        recall->until_us = 0; /* nobody answers, or there is no way: the next tick says so */
    }
    return 0;
}

static void send_cancel(Recall *recall)
{
    const SipRing *ring = &recall->ring;
    g_autofree char *via = via_text(recall);
    nta_leg_t *leg = leg_of(recall);

    recall->sent = true;
    recall->until_us = g_get_monotonic_time() + SIP_RECALL_S * SECOND_US;
    recall->cancel = nta_outgoing_tcreate(leg, on_cancelled, recall, (url_string_t *)recall->way,
            SIP_METHOD_CANCEL, (url_string_t *)ring->target, NTATAG_BRANCH_KEY(ring->branch),
            TAG_IF(via != NULL, SIPTAG_VIA_STR(via)), NTATAG_USER_VIA(via != NULL),
            SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME), TAG_END());
    nta_leg_destroy(leg);
}

/* RFC 3261, 17.1.1.3: of a refusal, with the INVITE's Via. */
static void confirm_refusal(const Recall *recall, const sip_t *sip)
{
    const SipRing *ring = &recall->ring;
    g_autofree char *via = via_text(recall);
    nta_leg_t *leg = leg_of(recall);

    nta_outgoing_destroy(nta_outgoing_tcreate(leg, NULL, NULL, (url_string_t *)recall->way,
            SIP_METHOD_ACK, (url_string_t *)ring->target, SIPTAG_TO(sip->sip_to),
            NTATAG_BRANCH_KEY(ring->branch), NTATAG_ACK_BRANCH(ring->branch),
            TAG_IF(via != NULL, SIPTAG_VIA_STR(via)), NTATAG_USER_VIA(via != NULL),
            NTATAG_STATELESS(1), TAG_END()));
    nta_leg_destroy(leg);
}

/* The same 200 again is the ACK's from then on: the library sends it again. */
static void hang_up(const Recall *recall, const sip_t *sip)
{
    /* Along the proxies that have said so, where they are not at the other end of a connection anyway. */
    const char *way =
            sip->sip_record_route == NULL || goes_over_connection(recall) ? recall->way : NULL;
    nta_leg_t *leg = leg_of(recall);

    (void)nta_leg_rtag(leg, sip->sip_to->a_tag);
    (void)nta_leg_client_route(leg, sip->sip_record_route, sip->sip_contact);
    nta_outgoing_destroy(nta_outgoing_tcreate(leg, NULL, NULL, (url_string_t *)way, SIP_METHOD_ACK,
            NULL, NTATAG_ACK_BRANCH(recall->ring.branch), TAG_END()));
    nta_outgoing_destroy(nta_outgoing_tcreate(leg, NULL, NULL, (url_string_t *)way, SIP_METHOD_BYE,
            NULL, SIPTAG_REASON_STR("SIP;cause=200;text=\"taken back\""),
            SIPTAG_USER_AGENT_STR(SIP_SERVER_NAME), TAG_END()));
    nta_leg_destroy(leg);
}

/* ---- what is heard ---- */

static bool is_of_invite(const SipRing *ring, const sip_t *sip)
{
    return sip->sip_cseq != NULL && sip->sip_cseq->cs_method == sip_method_invite &&
            sip->sip_cseq->cs_seq == (uint32_t)ring->cseq && sip->sip_from != NULL &&
            g_strcmp0(sip->sip_from->a_tag, ring->local_tag) == 0 && sip->sip_to != NULL &&
            sip->sip_to->a_tag != NULL;
}

void sip_recalls_heard(SipRecalls *recalls, const sip_t *sip)
{
    Recall *recall = sip->sip_call_id != NULL
            ? g_hash_table_lookup(recalls->all, sip->sip_call_id->i_id)
            : NULL;
    const int status = sip->sip_status->st_status;

    if (recall == NULL || status < 200 || !is_of_invite(&recall->ring, sip)) {
        return;
    }
    if (status >= 300) {
        confirm_refusal(recall, sip);
        tell(recall, "it rings no more");
    } else if (recall->answers < SIP_RECALL_ANSWERS_MAX) {
        recall->answers++;
        hang_up(recall, sip);
        tell(recall, "it was answered meanwhile, and is hung up");
    }
}

/* ---- by which connection ---- */

static void set_way(Recall *recall, const char *way)
{
    g_free(recall->way);
    recall->way = g_strdup(way);
}

static void on_stands(const char *route, void *user_data)
{
    Recall *recall = user_data;

    set_way(recall, route);
    if (!recall->sent) {
        send_cancel(recall);
    }
}

/* It may come by one of its own. */
static void on_failed(SipOutletFault fault, void *user_data)
{
    Recall *recall = user_data;

    (void)fault;
    g_clear_pointer(&recall->hold, sip_outlet_let_go);
}

void sip_recalls_registered(SipRecalls *recalls, const char *uri, const char *source)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, recalls->all);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        Recall *recall = value;
        if (!recall->sent && g_str_equal(recall->ring.target, uri)) {
            g_clear_pointer(&recall->hold, sip_outlet_let_go);
            set_way(recall, source);
            send_cancel(recall);
        }
    }
}

/* ---- all of them ---- */

/* A connection ended with the process that it was made by. */
static void begin(Recall *recall)
{
    static const SipHoldEvents events = {.stands = on_stands, .failed = on_failed};
    const SipRing *ring = &recall->ring;
    const bool lost = sip_dialog_is_connection(ring->way[0] != '\0' ? ring->way : ring->target);

    if (lost) {
        recall->hold = sip_outlet_take(recall->recalls->with.outlet, ring->target, &events, recall);
        return;
    }
    if (ring->way[0] != '\0') {
        set_way(recall, ring->way);
    }
    send_cancel(recall);
}

bool sip_recalls_take(SipRecalls *recalls, const SipRing *ring)
{
    if (g_hash_table_size(recalls->all) >= SIP_RECALLS_MAX ||
            g_hash_table_contains(recalls->all, ring->call_id)) {
        return false;
    }
    Recall *recall = g_new0(Recall, 1);
    recall->recalls = recalls;
    record_init(&sip_ring_type, &recall->ring);
    record_copy(&sip_ring_type, &recall->ring, ring);
    recall->until_us = g_get_monotonic_time() + SIP_RECALL_WAIT_S * SECOND_US;
    nta_leg_t *leg = leg_of(recall);
    if (leg == NULL) {
        recall_free(recall);
        return false;
    }
    nta_leg_destroy(leg);
    g_hash_table_insert(recalls->all, recall->ring.call_id, recall);
    begin(recall);
    return true;
}

void sip_recalls_tick(SipRecalls *recalls, int64_t now_us)
{
    GHashTableIter iterator;
    gpointer value = NULL;

    g_hash_table_iter_init(&iterator, recalls->all);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        Recall *recall = value;
        if (now_us >= recall->until_us) {
            tell(recall, recall->sent ? "nothing was heard of it" : "it could not be told");
            g_hash_table_iter_remove(&iterator);
        }
    }
}

SipRecalls *sip_recalls_new(const SipRecallsConfig *config)
{
    SipRecalls *recalls = g_new0(SipRecalls, 1);

    recalls->with = *config;
    recalls->all = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, recall_free);
    return recalls;
}

void sip_recalls_free(SipRecalls *recalls)
{
    if (recalls != NULL) {
        g_hash_table_unref(recalls->all);
        g_free(recalls);
    }
}
