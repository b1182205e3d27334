#include "signaling/sip/sip_numeric_hosts.h"

#include <glib.h>

#include <netdb.h>
#include <sofia-sip/su_addrinfo.h>

/* Takes the place of the library's function of this name for all who call it, the library itself too: a program's own
   come first. */
int su_getaddrinfo(
        const char *node, const char *service, const su_addrinfo_t *hints, su_addrinfo_t **res)
{
    su_addrinfo_t numeric = hints != NULL ? *hints : (su_addrinfo_t){0};

    numeric.ai_flags |= AI_NUMERICHOST;
    return getaddrinfo(node, service, &numeric, res);
}

void sip_numeric_hosts_use(void)
{
    /* Whoever calls this is linked with the function above. */
    su_addrinfo_t *found = NULL;
    const int fault = su_getaddrinfo("127.0.0.1", NULL, NULL, &found);

    g_assert(fault == 0);
    su_freeaddrinfo(found);
}
