#include "signaling/store/database_open.h"

#include "signaling/store/database_migration.h"
#include "signaling/store/database_postgresql.h"
#include "signaling/store/database_sqlite.h"

static Database *open_back_end(const char *data_dir, const char *url, GError **error)
{
    if (url == NULL || url[0] == '\0') {
        return database_sqlite_open(data_dir, error);
    }
    if (g_str_has_prefix(url, "postgresql://") || g_str_has_prefix(url, "postgres://")) {
        return database_postgresql_open(url, error);
    }
    g_set_error(error, DATABASE_ERROR, DATABASE_ERROR_OPEN,
            "store.url is neither empty nor postgresql://…");
    return NULL;
}

Database *database_open(const char *data_dir, const char *url, GError **error)
{
    g_autoptr(Database) database = open_back_end(data_dir, url, error);

    if (database == NULL || !database_migrate(database, error)) {
        return NULL;
    }
    return g_steal_pointer(&database);
}
