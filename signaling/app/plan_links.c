#include "signaling/app/plan_links.h"

#include "signaling/app/base_url.h"
#include "signaling/client/auth_token.h"
#include "signaling/meeting/site_name.h"

enum { SECOND_US = 1000000 };

static const char central_name[] = "Điểm cầu trung tâm";

static json_t *link_of(
        const PlanContext *context, const AuthToken *token, const char *site, bool has_pin)
{
    g_autofree char *text = auth_token_mint(&context->key, token);
    g_autofree char *url = base_url_join_link(context->url, text);

    return json_pack("{s:s, s:s, s:s, s:s, s:b}", "site", site, "name", token->name, "role",
            role_name(token->role), "url", url, "has_pin", has_pin);
}

static bool append_chair(const PlanContext *context, const MeetingPlan *plan, int64_t expires_s,
        json_t *items, GError **error)
{
    g_auto(AuthToken) token = {0};

    if (!auth_token_name(&token, plan->code, central_name, ROLE_CHAIR, error)) {
        return false;
    }
    token.expires_s = expires_s;
    json_array_append_new(items, link_of(context, &token, "", false));
    return true;
}

/* Names that are longer than a token's are no reason to have no link. */
static char *shown_name(const char *name)
{
    char *shown = site_name_normalise(name, NULL);
    g_autofree char *cut = g_utf8_substring(name, 0, MIN(SITE_NAME_MAX, g_utf8_strlen(name, -1)));
    return shown != NULL ? shown : g_steal_pointer(&cut);
}

static void append_site(const PlanContext *context, const MeetingPlan *plan, int64_t expires_s,
        const DatabaseRows *rows, json_t *items)
{
    const char *site = database_rows_text(rows, 0);
    g_auto(AuthToken) token = {
            .meeting = g_strdup(plan->code),
            .identity = site_name_code_identity(site),
            .name = shown_name(database_rows_text(rows, 1)),
            .role = ROLE_SITE,
            .expires_s = expires_s,
            .rate_cap_kbps = database_rows_int(rows, 2),
    };

    json_array_append_new(items, link_of(context, &token, site, database_rows_int(rows, 3) != 0));
}

json_t *plan_links_make(const PlanContext *context, Database *database, const MeetingPlan *plan,
        int64_t now_us, GError **error)
{
    const int64_t last_us = MAX(now_us, meeting_plan_end_us(plan));
    const int64_t expires_s = last_us / SECOND_US + context->token_s;
    g_autoptr(GError) fault = NULL;
    g_autoptr(DatabaseRows) rows = database_query(database,
            "SELECT meeting_sites.site, sites.name, sites.rate_cap_kbps,"
            " CASE WHEN sites.pin_hash <> '' THEN 1 ELSE 0 END"
            " FROM meeting_sites JOIN sites ON sites.code = meeting_sites.site"
            " WHERE meeting_sites.meeting = $1 ORDER BY meeting_sites.position",
            DATABASE_VALUES(database_text(plan->code)), error);

    if (rows == NULL) {
        return NULL;
    }
    json_t *items = json_array();
    bool good = append_chair(context, plan, expires_s, items, error);
    while (good && database_rows_next(rows, &fault)) {
        append_site(context, plan, expires_s, rows, items);
    }
    if (fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&fault));
        good = false;
    }
    if (!good) {
        json_decref(items);
        return NULL;
    }
    return items;
}
