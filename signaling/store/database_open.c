#include "signaling/store/database_open.h"

#include "signaling/store/database_sqlite.h"

Database *database_open(const char *data_dir, GError **error)
{
    return database_sqlite_open(data_dir, error);
}
