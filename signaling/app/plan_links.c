#include "signaling/app/plan_links.h"

#include "signaling/app/base_url.h"
#include "signaling/client/auth_token.h"
#include "signaling/meeting/site_name.h"

enum { SECOND_US = 1000000 };

static const char central_name[] = "Điểm cầu trung tâm";
static const char watch_name[] = "Xem trực tiếp";

/* A list in the making. */
typedef struct Links {
    const PlanContext *context;
    const MeetingPlan *plan;
    int64_t expires_s;
    json_t *items;
} Links;

static Links links_for(const PlanContext *context, const MeetingPlan *plan, int64_t now_us)
{
    return (Links){
            .context = context,
            .plan = plan,
            .expires_s = MAX(now_us, meeting_plan_end_us(plan)) / SECOND_US + context->token_s,
            .items = json_array(),
    };
}

static void append_link(const Links *links, const AuthToken *token, const char *site, bool has_pin)
{
    g_autofree char *text = auth_token_mint(&links->context->key, token);
    g_autofree char *url = token->role == ROLE_VIEWER
            ? base_url_watch_link(links->context->url, text)
            : base_url_join_link(links->context->url, text);

    json_array_append_new(links->items,
            json_pack("{s:s, s:s, s:s, s:s, s:b}", "site", site, "name", token->name, "role",
                    role_name(token->role), "url", url, "has_pin", (int)has_pin));
}

/* Of nobody who was invited. */
static bool append_named(const Links *links, const char *name, Role role, GError **error)
{
    g_auto(AuthToken) token = {0};

    if (!auth_token_name(&token, links->plan->code, name, role, error)) {
        return false;
    }
    token.expires_s = links->expires_s;
    append_link(links, &token, "", false);
    return true;
}

/* Names that are longer than a token's are no reason to have no link. */
static char *shown_name(const char *name)
{
    char *shown = site_name_normalise(name, NULL);
    g_autofree char *cut = g_utf8_substring(name, 0, MIN(SITE_NAME_MAX, g_utf8_strlen(name, -1)));
    return shown != NULL ? shown : g_steal_pointer(&cut);
}

static void append_site(const Links *links, const DatabaseRows *rows)
{
    const char *site = database_rows_text(rows, 0);
    g_auto(AuthToken) token = {
            .meeting = g_strdup(links->plan->code),
            .identity = site_name_code_identity(site),
            .name = shown_name(database_rows_text(rows, 1)),
            .role = ROLE_SITE,
            .expires_s = links->expires_s,
            .rate_cap_kbps = database_rows_int(rows, 2),
            .network = site_network_from_name(database_rows_text(rows, 4)),
    };

    append_link(links, &token, site, database_rows_int(rows, 3) != 0);
}

/* @param site  "" for all */
static bool append_sites(const Links *links, Database *database, const char *site, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT meeting_sites.site, sites.name, sites.rate_cap_kbps,"
            " CASE WHEN sites.pin_hash <> '' THEN 1 ELSE 0 END, sites.network"
            " FROM meeting_sites JOIN sites ON sites.code = meeting_sites.site"
            " WHERE meeting_sites.meeting = $1 AND ($2 = '' OR meeting_sites.site = $2)"
            " ORDER BY meeting_sites.position",
            DATABASE_VALUES(database_text(links->plan->code), database_text(site)), error);

    if (rows == NULL) {
        return false;
    }
    while (database_rows_next(rows, &fault)) {
        append_site(links, rows);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return true;
}

json_t *plan_links_make(const PlanContext *context, Database *database, const MeetingPlan *plan,
        int64_t now_us, GError **error)
{
    const Links links = links_for(context, plan, now_us);

    if (append_named(&links, central_name, ROLE_CHAIR, error) &&
            append_sites(&links, database, "", error) &&
            (!context->live || append_named(&links, watch_name, ROLE_VIEWER, error))) {
        return links.items;
    }
    json_decref(links.items);
    return NULL;
}

json_t *plan_links_of_site(const PlanContext *context, Database *database, const MeetingPlan *plan,
        const char *site, int64_t now_us, GError **error)
{
    const Links links = links_for(context, plan, now_us);

    if (site[0] == '\0' || append_sites(&links, database, site, error)) {
        return links.items;
    }
    json_decref(links.items);
    return NULL;
}
