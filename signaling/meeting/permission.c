#include "signaling/meeting/permission.h"

#include <glib.h>

static const char *const names[ROLE_COUNT] = {
        [ROLE_CHAIR] = "chair",
        [ROLE_SITE] = "site",
        [ROLE_VIEWER] = "viewer",
        [ROLE_SECRETARY] = "secretary",
        [ROLE_OPERATOR] = "operator",
        [ROLE_ADMIN] = "admin",
        [ROLE_CLERK] = "clerk",
};

static const char *const codes[ROLE_COUNT] = {
        [ROLE_CHAIR] = "chu_toa",
        [ROLE_SITE] = "ky_thuat",
        [ROLE_VIEWER] = "",
        [ROLE_SECRETARY] = "thu_ky",
        [ROLE_OPERATOR] = "van_hanh",
        [ROLE_ADMIN] = "quan_tri",
        [ROLE_CLERK] = "van_thu",
};

static const char *const scope_names[] = {
        [SCOPE_NONE] = "none",
        [SCOPE_OWN_SITE] = "own_site",
        [SCOPE_NAMED] = "named",
        [SCOPE_UNIT] = "unit",
        [SCOPE_SUBTREE] = "subtree",
};

/* Short, so that the table below is one to look at. */
#define NO    SCOPE_NONE
#define OWN   SCOPE_OWN_SITE
#define NAMED SCOPE_NAMED
#define UNIT  SCOPE_UNIT
#define BELOW SCOPE_SUBTREE

/* clang-format off */
static const struct {
    const char *name;
    Scope scope[ROLE_COUNT];
} matrix[PERMISSION_COUNT] = {
                                                            /* chair  site   viewer secret. oper.  admin  clerk */
    /* in a meeting */
    [PERMISSION_WATCH]               = {"watch",              {NAMED, OWN,   OWN,   NAMED, BELOW, NO,    NO}},
    [PERMISSION_PUBLISH]             = {"publish",            {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_SET_OWN]             = {"set_own",            {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_ASK]                 = {"ask",                {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_VOTE]                = {"vote",               {NAMED, OWN,   NO,    NO,    NO,    NO,    NO}},
    [PERMISSION_CHAT]                = {"chat",               {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_PRESENT]             = {"present",            {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_PREEMPT]             = {"preempt",            {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_LAYOUT]              = {"layout",             {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_FLOOR]               = {"floor",              {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_MUTE]                = {"mute",               {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_HELP]                = {"help",               {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_MESSAGE]             = {"message",            {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_BALLOT]              = {"ballot",             {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_ROLL]                = {"roll",               {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_HEADS]               = {"heads",              {NAMED, OWN,   NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_ADMIT]               = {"admit",              {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_RUN]                 = {"run",                {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    [PERMISSION_RECORD]              = {"record",             {NAMED, NO,    NO,    NAMED, BELOW, NO,    NO}},
    /* about meetings */
    [PERMISSION_MEETING_READ]        = {"meeting_read",       {UNIT,  OWN,   NO,    UNIT,  BELOW, NO,    UNIT}},
    [PERMISSION_MEETING_EDIT]        = {"meeting_edit",       {UNIT,  NO,    NO,    UNIT,  BELOW, NO,    NO}},
    [PERMISSION_ATTENDANCE_READ]     = {"attendance_read",    {UNIT,  NO,    NO,    UNIT,  NO,    NO,    UNIT}},
    [PERMISSION_ATTENDANCE_EDIT]     = {"attendance_edit",    {NAMED, NO,    NO,    NAMED, NO,    NO,    NO}},
    [PERMISSION_MINUTES_READ]        = {"minutes_read",       {UNIT,  NO,    NO,    UNIT,  NO,    NO,    UNIT}},
    [PERMISSION_MINUTES_WRITE]       = {"minutes_write",      {NO,    NO,    NO,    NAMED, NO,    NO,    NO}},
    [PERMISSION_MINUTES_APPROVE]     = {"minutes_approve",    {NAMED, NO,    NO,    NO,    NO,    NO,    NO}},
    [PERMISSION_MINUTES_FILE]        = {"minutes_file",       {NO,    NO,    NO,    NO,    NO,    NO,    UNIT}},
    [PERMISSION_RECORDING_READ]      = {"recording_read",     {UNIT,  NO,    NO,    UNIT,  BELOW, NO,    UNIT}},
    [PERMISSION_RECORDING_SHARE]     = {"recording_share",    {UNIT,  NO,    NO,    UNIT,  NO,    NO,    UNIT}},
    [PERMISSION_RECORDING_DISPOSE]   = {"recording_dispose",  {NO,    NO,    NO,    NO,    NO,    NO,    UNIT}},
    [PERMISSION_RECORDING_DELETE]    = {"recording_delete",   {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_STATISTICS]          = {"statistics",         {BELOW, NO,    NO,    BELOW, NO,    NO,    BELOW}},
    /* about the installation */
    [PERMISSION_UNIT_READ]           = {"unit_read",          {BELOW, NO,    NO,    BELOW, BELOW, BELOW, UNIT}},
    [PERMISSION_UNIT_EDIT]           = {"unit_edit",          {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_SITE_READ]           = {"site_read",          {BELOW, OWN,   NO,    BELOW, BELOW, BELOW, NO}},
    [PERMISSION_SITE_EDIT]           = {"site_edit",          {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_ACCOUNT_READ]        = {"account_read",       {NO,    NO,    NO,    NO,    BELOW, BELOW, NO}},
    [PERMISSION_ACCOUNT_EDIT]        = {"account_edit",       {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_ACCOUNT_UNLOCK]      = {"account_unlock",     {NO,    NO,    NO,    NO,    BELOW, BELOW, NO}},
    [PERMISSION_ACCOUNT_OWN]         = {"account_own",        {OWN,   OWN,   NO,    OWN,   OWN,   OWN,   OWN}},
    [PERMISSION_SETTINGS]            = {"settings",           {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_AUDIT]               = {"audit",              {NO,    NO,    NO,    NO,    NO,    BELOW, NO}},
    [PERMISSION_ALERTS]              = {"alerts",             {NO,    NO,    NO,    NO,    BELOW, BELOW, NO}},
};
/* clang-format on */

const char *role_name(Role role)
{
    g_assert(role < ROLE_COUNT);
    return names[role];
}

bool role_from_name(const char *name, Role *ret_role)
{
    for (Role role = 0; role < ROLE_COUNT; role++) {
        if (g_str_equal(name, names[role])) {
            *ret_role = role;
            return true;
        }
    }
    return false;
}

bool role_fits_link(Role role)
{
    return role == ROLE_CHAIR || role == ROLE_SITE || role == ROLE_VIEWER;
}

const char *role_code(Role role)
{
    g_assert(role < ROLE_COUNT);
    return codes[role];
}

bool role_from_code(const char *code, Role *ret_role)
{
    for (Role role = 0; role < ROLE_COUNT; role++) {
        if (code[0] != '\0' && g_str_equal(code, codes[role])) {
            *ret_role = role;
            return true;
        }
    }
    return false;
}

Scope permission_scope(Role role, Permission permission)
{
    g_assert(role < ROLE_COUNT && permission < PERMISSION_COUNT);
    return matrix[permission].scope[role];
}

bool permission_allows(Role role, Permission permission)
{
    return permission_scope(role, permission) != SCOPE_NONE;
}

const char *permission_name(Permission permission)
{
    g_assert(permission < PERMISSION_COUNT);
    return matrix[permission].name;
}

const char *scope_name(Scope scope)
{
    g_assert(scope <= SCOPE_SUBTREE);
    return scope_names[scope];
}
