/**
 * accounts: who may log in, as what, and how that went: rows, wrong tries, locks, passwords of before.
 *
 * User names are kept in lower case. What an account may is in meeting/permission.
 *
 * Units       times are µs since 1970, UTC; 0 for never.
 * Ownership   account_clear() frees a record's texts.
 * Thread      as database.h.
 * Errors      as database.h.
 * Memory      PASSWORD_HISTORY_MAX hashes an account.
 */
#ifndef SIGNALING_STORE_ACCOUNTS_H
#define SIGNALING_STORE_ACCOUNTS_H

#include "signaling/meeting/permission.h"
#include "signaling/meeting/record.h"
#include "signaling/store/database.h"

enum {
    PASSWORD_HISTORY_MAX = 24,
    ACCOUNT_NAME_MAX = 200, /**< bytes of what people see */
};

typedef enum AccountLogin { ACCOUNT_BY_PASSWORD, ACCOUNT_BY_LDAP } AccountLogin;

typedef struct Account {
    char *username;
    char *unit; /**< its code; "" stands above all units */
    char *name;
    int role; /**< index into account_role_words */
    char *site;
    char *email;
    int login; /**< AccountLogin */
    bool disabled;
    bool must_change;
    bool totp;   /**< has a second factor */
    bool locked; /**< for JSON: locked_until is to come */
    int64_t created;
    int64_t last_login;
    int64_t changed; /**< the password */
    int64_t locked_until;
    int64_t swept;  /**< when it was disabled since nobody used it; 0: it was not */
    int64_t active; /**< last login, unlock or creation: from here it counts as unused */
    int64_t tries;  /**< wrong ones in a row */
    char *hash;     /**< of the password; "": none fits */
    char *totp_secret;
    char *totp_pending; /**< shown, not confirmed yet */
    int64_t totp_step;  /**< the last one used */
} Account;

extern const RecordType account_type;

/** The codes of accounts' roles, NULL-terminated. */
extern const char *const account_role_words[];

void account_clear(Account *account);

Role account_role(const Account *account);

/** @return false for a role that no account has */
bool account_set_role(Account *account, Role role);

/** The form in which user names are kept. Free with g_free(). */
char *account_username(const char *typed);

/** Adds a row; fills in when it was created. DATABASE_ERROR_EXISTS if the name is taken. */
bool accounts_add(Database *database, Account *account, int64_t now_us, GError **error);

/** @param account  initialised by record_init() or {0} */
bool accounts_find(Database *database, const char *username, Account *account, bool *ret_found,
        GError **error);

/** How many there are. */
bool accounts_count(Database *database, int64_t *ret_count, GError **error);

typedef struct AccountLock {
    int64_t tries_max; /**< wrong ones in a row: the last one locks */
    int64_t lock_us;
} AccountLock;

/**
 * One more wrong try.
 *
 * @param ret_left  how many are left; 0: it is locked now
 */
bool accounts_note_wrong(Database *database, const char *username, const AccountLock *lock,
        int64_t now_us, int64_t *ret_left, GError **error);

/** The right password. @param totp_step  of the code that was used; 0: none was */
bool accounts_note_login(Database *database, const char *username, int64_t totp_step,
        int64_t now_us, GError **error);

/** User names of those that are open and have not been used since then. Free with g_strfreev(). */
char **accounts_unused(Database *database, int64_t since_us, GError **error);

/** Disables it, since nobody uses it. */
bool accounts_sweep_one(Database *database, const char *username, int64_t now_us, GError **error);

/** No tries counted, no lock, not unused; open again if it was swept. */
bool accounts_unlock(Database *database, const char *username, int64_t now_us, GError **error);

/** A new password; the old one goes into the history. The lock ends. */
bool accounts_set_password(Database *database, const char *username, const char *hash,
        bool must_change, int64_t now_us, GError **error);

/** The newest hashes of passwords, the one in use first. Free with g_strfreev(). */
char **accounts_history(Database *database, const char *username, unsigned count, GError **error);

/** @param secret  "" takes the second factor away */
bool accounts_set_totp(
        Database *database, const char *username, const char *secret, int64_t step, GError **error);
bool accounts_set_totp_pending(
        Database *database, const char *username, const char *secret, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Account, account_clear)

#endif
