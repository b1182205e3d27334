#include "signaling/app/rest_scope.h"

bool rest_unit_is_below(
        Database *database, const char *unit, const char *top, bool *ret_below, GError **error)
{
    int64_t found = 0;

    if (top[0] == '\0' || g_str_equal(unit, top)) {
        *ret_below = true;
        return true;
    }
    /* UNION and not UNION ALL: parents that go round in a circle end it too. */
    if (!database_number(database,
                "WITH RECURSIVE above(code) AS (SELECT $1 UNION SELECT u.parent FROM units u JOIN "
                "above a ON u.code = a.code) SELECT COUNT(*) FROM above WHERE code = $2",
                DATABASE_VALUES(database_text(unit), database_text(top)), 0, &found, error)) {
        return false;
    }
    *ret_below = found > 0;
    return true;
}

static bool reaches_unit(const RestActor *actor, Database *database, Permission permission,
        const char *unit, bool *ret_reaches, GError **error)
{
    switch (permission_scope(actor->role, permission)) {
    case SCOPE_SUBTREE:
        return rest_unit_is_below(database, unit, actor->unit, ret_reaches, error);
    case SCOPE_UNIT:
        *ret_reaches = g_str_equal(unit, actor->unit);
        return true;
    case SCOPE_NONE:
    case SCOPE_OWN_SITE:
    case SCOPE_NAMED:
        *ret_reaches = false;
        return true;
    }
    g_assert_not_reached();
}

bool rest_reaches_unit(const RestCall *call, Database *database, Permission permission,
        const char *unit, bool *ret_reaches, GError **error)
{
    return reaches_unit(rest_actor(call), database, permission, unit, ret_reaches, error);
}

static bool is_invited(Database *database, const char *meeting, const char *site, bool *ret_invited,
        GError **error)
{
    int64_t found = 0;

    if (site[0] != '\0' &&
            !database_number(database,
                    "SELECT COUNT(*) FROM meeting_sites WHERE meeting = $1 AND site = $2",
                    DATABASE_VALUES(database_text(meeting), database_text(site)), 0, &found,
                    error)) {
        return false;
    }
    *ret_invited = found > 0;
    return true;
}

bool rest_actor_reaches_meeting(const RestActor *actor, Database *database, Permission permission,
        const RestMeeting *meeting, bool *ret_reaches, GError **error)
{
    const Scope scope = permission_scope(actor->role, permission);

    if (scope == SCOPE_OWN_SITE) {
        return is_invited(database, meeting->code, actor->site, ret_reaches, error);
    }
    if (scope != SCOPE_NONE &&
            (g_strcmp0(meeting->chair, actor->account) == 0 ||
                    g_strcmp0(meeting->secretary, actor->account) == 0)) {
        *ret_reaches = true;
        return true;
    }
    return reaches_unit(actor, database, permission, meeting->unit != NULL ? meeting->unit : "",
            ret_reaches, error);
}

bool rest_reaches_meeting(const RestCall *call, Database *database, Permission permission,
        const RestMeeting *meeting, bool *ret_reaches, GError **error)
{
    return rest_actor_reaches_meeting(
            rest_actor(call), database, permission, meeting, ret_reaches, error);
}

bool rest_need_unit(
        RestCall *call, Database *database, Permission permission, const char *unit, GError **error)
{
    bool reaches = false;

    return rest_reaches_unit(call, database, permission, unit, &reaches, error) &&
            (reaches || rest_not_found(call));
}

bool rest_need_meeting(RestCall *call, Database *database, Permission permission,
        const RestMeeting *meeting, GError **error)
{
    bool reaches = false;
    bool sees = false;

    if (!rest_reaches_meeting(call, database, permission, meeting, &reaches, error) ||
            !rest_reaches_meeting(call, database, PERMISSION_MEETING_READ, meeting, &sees, error)) {
        return false;
    }
    if (reaches) {
        return true;
    }
    return sees ? rest_forbidden(call) : rest_not_found(call);
}

char *rest_unit_name(Database *database, const char *unit, GError **error)
{
    g_autoptr(GError) fault = NULL;

    if (unit[0] == '\0') {
        return g_strdup("");
    }
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT name FROM units WHERE code = $1", DATABASE_VALUES(database_text(unit)), error);
    if (rows == NULL) {
        return NULL;
    }
    char *name = g_strdup(database_rows_next(rows, &fault) ? database_rows_text(rows, 0) : "");
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        g_clear_pointer(&name, g_free);
    }
    return name;
}
