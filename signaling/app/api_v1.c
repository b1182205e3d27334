#include "signaling/app/api_v1.h"

#include "signaling/app/account_sweep.h"
#include "signaling/app/accounts_api.h"
#include "signaling/app/alerts_api.h"
#include "signaling/app/attendance_document_api.h"
#include "signaling/app/audit_api.h"
#include "signaling/app/bearer_routes.h"
#include "signaling/app/copies_api.h"
#include "signaling/app/line_checks_api.h"
#include "signaling/app/line_report_api.h"
#include "signaling/app/minutes_api.h"
#include "signaling/app/operation_log_api.h"
#include "signaling/app/password_api.h"
#include "signaling/app/plan_api.h"
#include "signaling/app/proceedings_api.h"
#include "signaling/app/recording_dir.h"
#include "signaling/app/recordings_api.h"
#include "signaling/app/rest_openapi.h"
#include "signaling/app/sip_calls_api.h"
#include "signaling/app/site_devices_api.h"
#include "signaling/app/site_entry_api.h"
#include "signaling/app/site_groups_api.h"
#include "signaling/app/sites_api.h"
#include "signaling/app/snapshot_api.h"
#include "signaling/app/statistics_api.h"
#include "signaling/app/stills_api.h"
#include "signaling/app/texts_api.h"
#include "signaling/app/units_api.h"
#include "signaling/app/webhooks_api.h"
#include "signaling/app/word_lists_api.h"

enum { HOUR_S = 3600 };

struct ApiV1 {
    SecurityProfile profile;
    DirectoryConfig directory;
    AlertsContext alerts;
    AccountSweep *sweep;
    LoginApi *login;
    SiteEntryApi *site_entry;
    SnapshotApi *snapshots;
    char *stills_dir;
    char *recordings_dir;
    RecordingContext recordings;
    SitesContext sites;
    SipCallsContext sip_calls;
    Rest *rest;
    RestOpenapi *openapi;
};

ApiV1 *api_v1_new(const ApiV1Config *config)
{
    const Settings *settings = config->settings;
    ApiV1 *api = g_new0(ApiV1, 1);

    api->profile = security_profile_of(settings);
    api->sweep = account_sweep_new(config->store, &api->profile);
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
    minutes_api_add_routes(config->plans, api->rest);
    proceedings_api_add_routes(config->plans->service, api->rest);
    line_checks_api_add_routes(config->plans->service, api->rest);
    api->alerts = (AlertsContext){
            &api->profile, config->certificate_path, settings_text(config->settings, "data.dir")};
    api->site_entry = site_entry_api_new(
            config->key, settings_number(settings, "meeting.token_hours") * HOUR_S);
    site_entry_api_add_routes(api->site_entry, api->rest);
    api->snapshots = snapshot_api_new(config->plans->service);
    snapshot_api_add_routes(api->snapshots, api->rest);
    api->stills_dir = g_build_filename(settings_text(settings, "data.dir"), "stills", NULL);
    stills_api_add_routes(api->stills_dir, api->rest);
    api->recordings_dir = recording_dir_of(settings);
    api->recordings = (RecordingContext){.folder = api->recordings_dir,
            .thumbnails = thumbnail_maker_new(api->recordings_dir),
            .copies = config->copies};
    recordings_api_add_routes(&api->recordings, api->rest);
    recording_erasures_finish(config->store, api->recordings_dir);
    alerts_api_add_routes(api->rest, &api->alerts);
    bearer_routes_describe(api->rest);
    units_api_add_routes(api->rest);
    word_lists_api_add_routes(api->rest);
    api->sites = (SitesContext){config->sites, settings_text(settings, "sip.realm")};
    sites_api_add_routes(api->rest, &api->sites);
    site_groups_api_add_routes(api->rest);
    site_devices_api_add_routes(api->rest, config->dialler);
    api->sip_calls = (SipCallsContext){config->plans->service, config->dialler};
    sip_calls_api_add_routes(api->rest, &api->sip_calls);
    audit_api_add_routes(api->rest, settings_text(settings, "data.dir"));
    statistics_api_add_routes(api->rest);
    line_report_api_add_routes(api->rest);
    operation_log_api_add_routes(config->plans, api->rest);
    attendance_document_api_add_routes(config->plans, api->rest);
    copies_api_add_routes(config->copies, api->rest);
    webhooks_api_add_routes(api->rest, config->webhooks);
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
    account_sweep_free(api->sweep);
    rest_openapi_free(api->openapi);
    login_api_free(api->login);
    site_entry_api_free(api->site_entry);
    snapshot_api_free(api->snapshots);
    g_free(api->stills_dir);
    thumbnail_maker_free(api->recordings.thumbnails);
    g_free(api->recordings_dir);
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
