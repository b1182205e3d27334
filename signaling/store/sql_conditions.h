/**
 * sql_conditions: the conditions of a question to the database, put together one by one with their values.
 *
 *     sql_conditions_add(&conditions, "AND", "unit = $?", database_text(unit));
 *
 * Units       none.
 * Ownership   texts given by sql_conditions_own() live as long as the conditions; others are lent by the caller.
 * Thread      one at a time.
 * Errors      none: more than DATABASE_VALUES_MAX values are a programmer's mistake.
 * Memory      DATABASE_VALUES_MAX values.
 */
#ifndef SIGNALING_STORE_SQL_CONDITIONS_H
#define SIGNALING_STORE_SQL_CONDITIONS_H

#include "signaling/store/database.h"

typedef struct SqlConditions {
    GString *sql;     /**< "WHERE 1 = 1 AND …" */
    GPtrArray *texts; /**< that the values lend */
    DatabaseValue values[DATABASE_VALUES_MAX];
    size_t count;
} SqlConditions;

void sql_conditions_init(SqlConditions *conditions);
void sql_conditions_clear(SqlConditions *conditions);

/** @param sql  has $? where the value's number belongs, which may stand there several times */
void sql_conditions_add(
        SqlConditions *conditions, const char *word, const char *sql, DatabaseValue value);

/** A text that the conditions take, as a value. */
DatabaseValue sql_conditions_own(SqlConditions *conditions, char *text);

/** Who looks: any of these lets a row be seen. NULL and "" let nobody. */
typedef struct SqlReach {
    bool everything;
    const char *unit;    /**< rows of this unit, */
    bool below;          /**< and of the units below it, */
    const char *account; /**< those in which this account is named, */
    const char *site;    /**< and those to which this site is invited */
} SqlReach;

/** Leaves only rows that may be seen, of a question in which a meeting's columns stand under their own names. */
void sql_conditions_add_reach(SqlConditions *conditions, const SqlReach *reach);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SqlConditions, sql_conditions_clear)

#endif
