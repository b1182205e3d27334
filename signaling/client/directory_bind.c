#include "signaling/client/directory_bind.h"

#include <lber.h>
#include <ldap.h>
#include <string.h>
#include <sys/time.h>

G_DEFINE_QUARK(directory - error - quark, directory_error)

static void append_escaped(GString *name, const char *username)
{
    for (const char *at = username; *at != '\0'; at++) {
        if (g_ascii_isalnum(*at) || strchr("._-", *at) != NULL) {
            g_string_append_c(name, *at);
        } else {
            g_string_append_printf(name, "\\%02x", (unsigned char)*at);
        }
    }
}

char *directory_bind_name(const char *user_dn, const char *username)
{
    static const char place[] = "{username}";
    GString *name = g_string_new(NULL);
    const char *at = user_dn;

    for (const char *next = strstr(at, place); next != NULL; next = strstr(at, place)) {
        g_string_append_len(name, at, next - at);
        append_escaped(name, username);
        at = next + strlen(place);
    }
    g_string_append(name, at);
    return g_string_free(name, FALSE);
}

static bool fail(GError **error, const DirectoryConfig *config, int result)
{
    g_set_error(error, DIRECTORY_ERROR, DIRECTORY_ERROR_REACH, "%s: %s", config->url,
            ldap_err2string(result));
    return false;
}

static int prepare(LDAP *ldap, const DirectoryConfig *config)
{
    const int version = LDAP_VERSION3;
    const struct timeval timeout = {.tv_sec = DIRECTORY_TIMEOUT_S};

    (void)ldap_set_option(ldap, LDAP_OPT_PROTOCOL_VERSION, &version);
    (void)ldap_set_option(ldap, LDAP_OPT_NETWORK_TIMEOUT, &timeout);
    (void)ldap_set_option(ldap, LDAP_OPT_TIMEOUT, &timeout);
    (void)ldap_set_option(ldap, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    return config->tls && g_str_has_prefix(config->url, "ldap://")
            ? ldap_start_tls_s(ldap, NULL, NULL)
            : LDAP_SUCCESS;
}

bool directory_bind(const DirectoryConfig *config, const char *username, const char *password,
        bool *ret_fits, GError **error)
{
    g_autofree char *name = directory_bind_name(config->user_dn, username);
    struct berval secret = {.bv_len = strlen(password), .bv_val = (char *)password};
    LDAP *ldap = NULL;

    if (config->url[0] == '\0') {
        g_set_error_literal(error, DIRECTORY_ERROR, DIRECTORY_ERROR_OFF, "ldap.url is empty");
        return false;
    }
    if (password[0] == '\0') {
        *ret_fits = false;
        return true;
    }
    int result = ldap_initialize(&ldap, config->url);
    if (result != LDAP_SUCCESS) {
        return fail(error, config, result);
    }
    result = prepare(ldap, config);
    if (result == LDAP_SUCCESS) {
        result = ldap_sasl_bind_s(ldap, name, LDAP_SASL_SIMPLE, &secret, NULL, NULL, NULL);
    }
    (void)ldap_unbind_ext_s(ldap, NULL, NULL);
    if (result != LDAP_SUCCESS && result != LDAP_INVALID_CREDENTIALS) {
        return fail(error, config, result);
    }
    *ret_fits = result == LDAP_SUCCESS;
    return true;
}
