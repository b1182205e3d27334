#include "signaling/app/store_commands.h"

#include "signaling/app/run_folder.h"
#include "signaling/store/database_move.h"
#include "signaling/store/database_open.h"

char *store_command_move(const Settings *settings, const char *to, GError **error)
{
    const char *data_dir = settings_text(settings, "data.dir");
    DatabaseMoveResult moved;

    if (settings_text(settings, "store.url")[0] != '\0') {
        g_set_error_literal(error, DATABASE_ERROR, DATABASE_ERROR_REFUSED,
                "store.url is set: the data is not in SQLite");
        return NULL;
    }
    /* A server that runs would go on writing into what was moved. */
    RunFolder *alone = run_folder_new(data_dir, error);
    if (alone == NULL) {
        return NULL;
    }
    g_autoptr(Database) from = database_open(data_dir, "", error);
    g_autoptr(Database) target = from != NULL ? database_open(data_dir, to, error) : NULL;
    const bool good = target != NULL && database_move(from, target, &moved, error);
    run_folder_free(alone);
    return good ? g_strdup_printf("moved %" G_GINT64_FORMAT " rows of %" G_GINT64_FORMAT
                                  " tables; intact: audit log of %" G_GINT64_FORMAT
                                  " rows, events of %" G_GINT64_FORMAT
                                  " meetings\nNow set store.url to the new database.\n",
                          moved.rows, moved.tables, moved.audit_rows, moved.meetings)
                : NULL;
}
