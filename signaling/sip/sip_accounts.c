#include "signaling/sip/sip_accounts.h"

#include "signaling/sip/sip_digest.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <string.h>
#include <sys/stat.h>

struct SipAccounts {
    GKeyFile *file; /* NULL: there are none */
};

/* ---- the file ---- */

static bool check_mode(const char *path, GError **error)
{
    GStatBuf found;

    if (g_stat(path, &found) == 0 && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                "%s: others than its owner may read it; chmod 600 takes that away", path);
        return false;
    }
    return true;
}

static bool check_accounts(GKeyFile *file, const char *path, GError **error)
{
    gsize count = 0;
    g_auto(GStrv) realms = g_key_file_get_groups(file, &count);

    if (count > SIP_ACCOUNTS_MAX) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: more than %d realms", path,
                SIP_ACCOUNTS_MAX);
        return false;
    }
    for (gsize i = 0; i < count; i++) {
        if (!g_key_file_has_key(file, realms[i], "username", NULL) ||
                !g_key_file_has_key(file, realms[i], "password", NULL)) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                    "%s: [%s] needs a username and a password", path, realms[i]);
            return false;
        }
    }
    return true;
}

SipAccounts *sip_accounts_load(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = path[0] != '\0' ? g_key_file_new() : NULL;

    if (file != NULL &&
            (!check_mode(path, error) ||
                    !g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error) ||
                    !check_accounts(file, path, error))) {
        return NULL;
    }
    SipAccounts *accounts = g_new0(SipAccounts, 1);
    accounts->file = g_steal_pointer(&file);
    return accounts;
}

void sip_accounts_free(SipAccounts *accounts)
{
    if (accounts != NULL) {
        g_clear_pointer(&accounts->file, g_key_file_unref);
        g_free(accounts);
    }
}

/* ---- challenges ---- */

char *sip_accounts_answer(
        const SipAccounts *accounts, const char *const *params, const char *method, const char *uri)
{
    g_auto(SipChallenge) challenge = {0};

    if (accounts->file == NULL || !sip_challenge_read(params, &challenge)) {
        return NULL;
    }
    g_autofree char *username =
            g_key_file_get_string(accounts->file, challenge.realm, "username", NULL);
    g_autofree char *password =
            g_key_file_get_string(accounts->file, challenge.realm, "password", NULL);
    if (username == NULL || password == NULL || strpbrk(username, "\"\\") != NULL ||
            strpbrk(uri, "\"\\") != NULL) {
        return NULL;
    }
    g_autofree char *cnonce = g_uuid_string_random();
    return sip_digest_answer(&challenge,
            &(SipDigestQuestion){.username = username,
                    .password = password,
                    .method = method,
                    .uri = uri,
                    .cnonce = cnonce});
}
