#include "signaling/store/database_migration.h"

#include "signaling/store/database_schema.h"

static bool take_steps(Database *database, int newest, GError **error)
{
    int number = 0;

    if (!database->operations->read_form(database, &number, error)) {
        return false;
    }
    while (number < newest) {
        number++;
        if (!database_script(database, database_schema_step(number), error) ||
                !database->operations->write_form(database, number, error)) {
            return false;
        }
    }
    return true;
}

bool database_migrate_to(Database *database, int newest, GError **error)
{
    int number = 0;

    if (!database->operations->read_form(database, &number, error)) {
        return false;
    }
    if (number > newest) {
        g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_NEWER,
                "%s has form %d, written by a newer version; this one knows forms up to %d",
                database->title, number, newest);
        return false;
    }
    if (number == newest) {
        return true;
    }
    /* Two processes may open a new database at once: the steps look again, behind the lock. */
    if (!database_begin(database, error)) {
        return false;
    }
    if (!take_steps(database, newest, error)) {
        database_rollback(database);
        return false;
    }
    return database_commit(database, error);
}

bool database_migrate(Database *database, GError **error)
{
    return database_migrate_to(database, database_schema_newest(), error);
}
