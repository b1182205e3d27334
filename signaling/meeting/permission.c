#include "signaling/meeting/permission.h"

#include <glib.h>

static const char *const names[ROLE_COUNT] = {
        [ROLE_CHAIR] = "chair",
        [ROLE_SITE] = "site",
        [ROLE_VIEWER] = "viewer",
};

static const bool allowed[ROLE_COUNT][PERMISSION_COUNT] = {
        [ROLE_CHAIR] =
                {
                        [PERMISSION_WATCH] = true,
                        [PERMISSION_PUBLISH] = true,
                        [PERMISSION_SET_OWN] = true,
                        [PERMISSION_LAYOUT] = true,
                        [PERMISSION_FLOOR] = true,
                        [PERMISSION_PRESENT] = true,
                        [PERMISSION_PREEMPT] = true,
                        [PERMISSION_END] = true,
                },
        [ROLE_SITE] =
                {
                        [PERMISSION_WATCH] = true,
                        [PERMISSION_PUBLISH] = true,
                        [PERMISSION_SET_OWN] = true,
                        [PERMISSION_PRESENT] = true,
                },
        [ROLE_VIEWER] =
                {
                        [PERMISSION_WATCH] = true,
                },
};

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

bool permission_allows(Role role, Permission permission)
{
    g_assert(role < ROLE_COUNT && permission < PERMISSION_COUNT);
    return allowed[role][permission];
}
