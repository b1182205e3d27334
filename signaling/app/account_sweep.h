/**
 * account_sweep: closes, once a day, the accounts that nobody has used for as long as the security profile allows, and
 * writes that down. An administrator, or who may unlock, opens one again.
 *
 * Units       in the names.
 * Ownership   store and profile are the caller's; the store goes before.
 * Thread      the main loop's.
 * Errors      logged by the store; the next day tries again.
 * Memory      none.
 */
#ifndef SIGNALING_APP_ACCOUNT_SWEEP_H
#define SIGNALING_APP_ACCOUNT_SWEEP_H

#include "signaling/app/security_profile.h"
#include "signaling/store/store.h"

typedef struct AccountSweep AccountSweep;

/** Begins with one at once. */
AccountSweep *account_sweep_new(Store *store, const SecurityProfile *profile);

/** NULL is allowed. */
void account_sweep_free(AccountSweep *sweep);

/** One sweep, in a transaction. @param ret_closed  how many; may be NULL */
bool account_sweep_run(Database *database, int64_t unused_us, int64_t now_us, unsigned *ret_closed,
        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AccountSweep, account_sweep_free)

#endif
