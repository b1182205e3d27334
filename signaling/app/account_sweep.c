#include "signaling/app/account_sweep.h"

#include "signaling/store/audit_log.h"
#include "signaling/store/login_sessions.h"

enum { DAY_S = 86400 };

static const int64_t day_us = INT64_C(86400) * G_USEC_PER_SEC;

struct AccountSweep {
    Store *store;
    int64_t unused_us;
    guint timer;
};

static bool close_account(
        Database *database, const char *username, int64_t unused_us, int64_t now_us, GError **error)
{
    g_autofree char *object = g_strconcat("account:", username, NULL);
    g_autofree char *detail =
            g_strdup_printf("{\"unused_days\":%" G_GINT64_FORMAT "}", unused_us / day_us);

    return accounts_sweep_one(database, username, now_us, error) &&
            login_sessions_remove_of(database, username, "", error) &&
            audit_append(database,
                    &(AuditEntry){.time_us = now_us,
                            .action = "account.sweep",
                            .object = object,
                            .detail = detail},
                    error);
}

bool account_sweep_run(
        Database *database, int64_t unused_us, int64_t now_us, unsigned *ret_closed, GError **error)
{
    g_auto(GStrv) unused = accounts_unused(database, now_us - unused_us, error);

    if (unused == NULL) {
        return false;
    }
    for (size_t i = 0; unused[i] != NULL; i++) {
        if (!close_account(database, unused[i], unused_us, now_us, error)) {
            return false;
        }
    }
    if (ret_closed != NULL) {
        *ret_closed = g_strv_length(unused);
    }
    return true;
}

static bool sweep_work(Database *database, void *data, GError **error)
{
    const int64_t *unused_us = data;
    return account_sweep_run(database, *unused_us, g_get_real_time(), NULL, error);
}

static gboolean on_day(gpointer data)
{
    const AccountSweep *sweep = data;

    (void)store_submit(sweep->store, sweep_work, NULL,
            g_memdup2(&sweep->unused_us, sizeof sweep->unused_us), g_free, NULL);
    return G_SOURCE_CONTINUE;
}

AccountSweep *account_sweep_new(Store *store, const SecurityProfile *profile)
{
    AccountSweep *sweep = g_new0(AccountSweep, 1);

    sweep->store = store;
    sweep->unused_us = profile->unused_us;
    sweep->timer = g_timeout_add_seconds(DAY_S, on_day, sweep);
    (void)on_day(sweep);
    return sweep;
}

void account_sweep_free(AccountSweep *sweep)
{
    if (sweep == NULL) {
        return;
    }
    g_source_remove(sweep->timer);
    g_free(sweep);
}
