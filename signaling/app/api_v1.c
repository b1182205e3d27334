#include "signaling/app/api_v1.h"

#include "signaling/app/accounts_api.h"
#include "signaling/app/alerts_api.h"
#include "signaling/app/audit_api.h"
#include "signaling/app/bearer_routes.h"
#include "signaling/app/password_api.h"
#include "signaling/app/plan_api.h"
#include "signaling/app/proceedings_api.h"
#include "signaling/app/rest_openapi.h"
#include "signaling/app/site_entry_api.h"
#include "signaling/app/site_groups_api.h"
#include "signaling/app/sites_api.h"
#include "signaling/app/texts_api.h"
#include "signaling/app/units_api.h"

enum { HOUR_S = 3600 };

struct ApiV1 {
    SecurityProfile profile;
    DirectoryConfig directory;
    AlertsContext alerts;
    LoginApi *login;
    SiteEntryApi *site_entry;
    Rest *rest;
    RestOpenapi *openapi;
};

ApiV1 *api_v1_new(const ApiV1Config *config)
{
    const Settings *settings = config->settings;
    ApiV1 *api = g_new0(ApiV1, 1);

    api->profile = security_profile_of(settings);
    api->directory = (DirectoryConfig){
            .url = settings_text(settings, "ldap.url"),
            .user_dn = settings_text(settings, "ldap.user_dn"),
            .tls = g_str_equal(settings_text(settings, "ldap.tls"), "on"),
    };
    api->login = login_api_new(
            &(LoginApiConfig){.profile = &api->profile, .directory = &api->directory});
    api->rest = rest_new(&(RestConfig){
            .store = config->store,
            .router = config->router,
            .key = config->key,
            .login = login_api_check,
            .login_data = api->login,
    });
    login_api_add_routes(api->login, api->rest);
    password_api_add_routes(api->rest, &api->profile);
    accounts_api_add_routes(api->rest, &api->profile);
    texts_api_add_routes(api->rest);
    plan_api_add_routes(config->plans, api->rest);
    proceedings_api_add_routes(config->plans->service, api->rest);
    api->alerts = (AlertsContext){&api->profile, config->certificate_path};
    api->site_entry = site_entry_api_new(
            config->key, settings_number(settings, "meeting.token_hours") * HOUR_S);
    site_entry_api_add_routes(api->site_entry, api->rest);
    alerts_api_add_routes(api->rest, &api->alerts);
    bearer_routes_describe(api->rest);
    units_api_add_routes(api->rest);
    sites_api_add_routes(api->rest);
    site_groups_api_add_routes(api->rest);
    audit_api_add_routes(api->rest);
    api->openapi = rest_openapi_new(api->rest);
    rest_openapi_finish(api->openapi);
    return api;
}

void api_v1_free(ApiV1 *api)
{
    if (api == NULL) {
        return;
    }
    rest_free(api->rest);
    rest_openapi_free(api->openapi);
    login_api_free(api->login);
    site_entry_api_free(api->site_entry);
    g_free(api);
}

void api_v1_set_web_server(ApiV1 *api, WebServer *web_server)
{
    rest_set_web_server(api->rest, web_server);
}

Rest *api_v1_rest(ApiV1 *api)
{
    return api->rest;
}

LoginApi *api_v1_login(ApiV1 *api)
{
    return api->login;
}
