/**
 * database: what the server keeps, as a small table of operations with SQL in it. database_open() gives one.
 *
 * The SQL is what SQLite and PostgreSQL both understand: `$1`, ON CONFLICT, RETURNING, BIGINT, TEXT and DOUBLE
 * PRECISION. Where they differ, database_script() has words for it (database_dialect.h).
 *
 * The operations block: the server calls them on its store thread only (store.h), a command of the command
 * line on its own. Several processes may have the same database open; a transaction from database_begin() is
 * the only one that writes, so what it has read does not change under it.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   values are lent for the time of the call, results until the next row.
 * Thread      one at a time for each open database.
 * Errors      DATABASE_ERROR, with the database's name and the back end's own words. After one, a transaction
 *             can only be rolled back (to a savepoint or whole).
 * Memory      SQLite hands rows out one by one; PostgreSQL holds a result until its rows are freed, so a question
 *             that may have very many rows asks for some thousand at a time. Columns: DATABASE_VALUES_MAX.
 */
#ifndef SIGNALING_STORE_DATABASE_H
#define SIGNALING_STORE_DATABASE_H

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Database Database;
typedef struct DatabaseRows DatabaseRows;

enum { DATABASE_VALUES_MAX = 64 /**< of one statement */ };

#define DATABASE_ERROR (database_error_quark())
GQuark database_error_quark(void);

typedef enum DatabaseError {
    DATABASE_ERROR_OPEN,   /**< no access, no space, or no database */
    DATABASE_ERROR_NEWER,  /**< a newer version of the program has changed its form */
    DATABASE_ERROR_EXISTS, /**< there is such a row already */
    DATABASE_ERROR_REFUSED, /**< a rule of the tables forbids it: a reference to nothing, a log that only grows */
    DATABASE_ERROR_MISSING, /**< there is no such row */
    DATABASE_ERROR_AWAY,    /**< nobody answers: what was wanted may well succeed later */
    DATABASE_ERROR_FAILED, /**< an operation failed: disk full, locked for too long, damaged, wrong SQL */
} DatabaseError;

typedef enum DatabaseValueKind {
    DATABASE_NULL,
    DATABASE_INTEGER,
    DATABASE_REAL,
    DATABASE_TEXT,
    DATABASE_BLOB,
} DatabaseValueKind;

typedef struct DatabaseBytes {
    const void *bytes;
    size_t size;
} DatabaseBytes;

typedef struct DatabaseValue {
    DatabaseValueKind kind;
    union {
        int64_t integer;
        double real;
        DatabaseBytes data; /* TEXT and BLOB */
    };
} DatabaseValue;

DatabaseValue database_null(void);
DatabaseValue database_int(int64_t value);
DatabaseValue database_real(double value);
/** @param text  UTF-8; NULL is the empty text, never NULL of SQL */
DatabaseValue database_text(const char *text);
DatabaseValue database_blob(const void *bytes, size_t size);

/**
 * The pointer and the count of a list of values:
 *     database_run(db, "UPDATE units SET name = $2 WHERE code = $1",
 *             DATABASE_VALUES(database_text(code), database_text(name)), NULL, error)
 */
#define DATABASE_VALUES(...)                                                                       \
    (const DatabaseValue[]){__VA_ARGS__},                                                          \
            sizeof((const DatabaseValue[]){__VA_ARGS__}) / sizeof(DatabaseValue)
#define DATABASE_NO_VALUES NULL, 0

/**
 * Runs one statement that answers no rows.
 *
 * @param ret_changed  how many rows it inserted, changed or deleted; may be NULL
 */
bool database_run(Database *database, const char *sql, const DatabaseValue *values, size_t count,
        int64_t *ret_changed, GError **error);

/** Runs one statement that answers rows. Free them before the transaction ends. */
DatabaseRows *database_query(Database *database, const char *sql, const DatabaseValue *values,
        size_t count, GError **error);

/** Moves to the first, then to the next row. @return false behind the last, or with an error set */
bool database_rows_next(DatabaseRows *rows, GError **error);

/* Columns of the current row count from 0. NULL of SQL is 0, "" and no bytes. */
int64_t database_rows_int(const DatabaseRows *rows, int column);
double database_rows_real(const DatabaseRows *rows, int column);
const char *database_rows_text(
        const DatabaseRows *rows, int column);                    /**< lent until the next row */
GBytes *database_rows_blob(const DatabaseRows *rows, int column); /**< a new reference */

void database_rows_free(DatabaseRows *rows);

/** One number from one row; `fallback` when there is none. @return false when the database failed */
bool database_number(Database *database, const char *sql, const DatabaseValue *values, size_t count,
        int64_t fallback, int64_t *ret_number, GError **error);

/** Runs statements without values, separated by `;`, in which words in braces are the back end's to fill in. */
bool database_script(Database *database, const char *sql, GError **error);

/** What is written between begin and commit is on disk together, or not at all. Waits for other writers. */
bool database_begin(Database *database, GError **error);
/** A commit that fails has rolled back. */
bool database_commit(Database *database, GError **error);
void database_rollback(Database *database);

/** A part of a transaction that can be undone by itself. Not nested. */
bool database_save(Database *database, GError **error);
bool database_release(Database *database, GError **error);
void database_undo(Database *database);

bool database_in_transaction(const Database *database);

/** "SQLite" or "PostgreSQL". */
const char *database_name(const Database *database);

void database_close(Database *database);

/** What a back end fills in; its own struct starts with a Database, its rows with a DatabaseRows. */
typedef struct DatabaseOperations {
    const char *name;
    const char *(*word)(const char *word); /**< what stands for `{word}`; NULL for an unknown one */
    void (*close)(Database *database);
    bool (*run)(Database *database, const char *sql, const DatabaseValue *values, size_t count,
            int64_t *ret_changed, GError **error);
    DatabaseRows *(*query)(Database *database, const char *sql, const DatabaseValue *values,
            size_t count, GError **error);
    bool (*script)(Database *database, const char *sql, GError **error);
    bool (*begin)(Database *database, GError **error);
    bool (*read_form)(Database *database, int *ret_number, GError **error);
    bool (*write_form)(Database *database, int number, GError **error);
    bool (*rows_next)(DatabaseRows *rows, GError **error);
    int64_t (*rows_int)(const DatabaseRows *rows, int column);
    double (*rows_real)(const DatabaseRows *rows, int column);
    const char *(*rows_text)(const DatabaseRows *rows, int column);
    GBytes *(*rows_blob)(const DatabaseRows *rows, int column);
    void (*rows_free)(DatabaseRows *rows);
} DatabaseOperations;

struct Database {
    const DatabaseOperations *operations;
    char *title; /**< for messages: the file, or the server without its password */
    bool in_transaction;
};

struct DatabaseRows {
    Database *database;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DatabaseRows, database_rows_free)

#endif
