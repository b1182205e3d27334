#include "signaling/sip/sip_register.h"

#include "signaling/sip/sip_call_desk.h"

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

static SipRegistration update(SipRegistrar *registrar, const SipArrival *request)
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
        outcome = sip_registrar_register(registrar, &asked, g_get_monotonic_time());
    }
    su_home_deinit(home);
    return outcome;
}

/* The bindings as Contact headers, one after the other. */
static char *contacts_text(const SipRegistrar *registrar, const char *site)
{
    const int64_t now_us = g_get_monotonic_time();
    SipBinding bindings[SIP_BINDINGS_MAX];
    const size_t count = sip_registrar_find(registrar, site, now_us, bindings, SIP_BINDINGS_MAX);
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(text, "%s<%s>;expires=%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                bindings[i].uri, MAX((bindings[i].until_us - now_us) / G_USEC_PER_SEC, 1));
    }
    return g_string_free(text, FALSE);
}

static void answer(const SipRegistrar *registrar, const SipArrival *request,
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
    g_autofree char *contacts = contacts_text(registrar, request->site);
    (void)nta_incoming_treply(transaction, SIP_200_OK,
            TAG_IF(contacts[0] != '\0', SIPTAG_CONTACT_STR(contacts)),
            SIPTAG_SERVER_STR(SIP_SERVER_NAME), TAG_END());
}

static bool is_registered(const SipRegistrar *registrar, const char *site)
{
    SipBinding binding;
    return sip_registrar_find(registrar, site, g_get_monotonic_time(), &binding, 1) > 0;
}

SipRegisterChange sip_register(nta_agent_t *agent, SipRegistrar *registrar, SipArrival *request)
{
    nta_incoming_t *transaction = nta_incoming_create(agent, NULL, g_steal_pointer(&request->msg),
            (sip_t *)(uintptr_t)request->sip, TAG_END());

    if (transaction == NULL) {
        return SIP_REGISTER_NO_CHANGE;
    }
    const bool was = is_registered(registrar, request->site);
    const SipRegistration outcome = update(registrar, request);
    const bool is = is_registered(registrar, request->site);
    answer(registrar, request, transaction, outcome);
    nta_incoming_destroy(transaction);
    if (was == is) {
        return SIP_REGISTER_NO_CHANGE;
    }
    return is ? SIP_REGISTER_FIRST : SIP_REGISTER_LAST;
}
