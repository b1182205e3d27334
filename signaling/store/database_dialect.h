/**
 * database_dialect: words in braces for what SQLite and PostgreSQL spell differently.
 *
 *     {id}                   a column's type: a number that the database gives, never twice
 *     {blob}                 a column's type: bytes
 *     {nocase}               behind TEXT: another case is the same text
 *     {bytewise}             behind TEXT: in order of its bytes
 *     {append_only TABLE}    rows of this table are never changed or deleted
 *     {allow_change TABLE}   takes that rule away
 *
 * Units       none.
 * Ownership   the result is the caller's.
 * Thread      any: no state.
 * Errors      an unknown word is a programmer's mistake.
 * Memory      none.
 */
#ifndef SIGNALING_STORE_DATABASE_DIALECT_H
#define SIGNALING_STORE_DATABASE_DIALECT_H

/** In what stands for a word, `@` becomes the word behind it: the table. */
typedef const char *(*DatabaseWordFn)(const char *word);

/** Free with g_free(). */
char *database_dialect_fill(const char *sql, DatabaseWordFn word);

#endif
