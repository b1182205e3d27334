#include "signaling/app/snapshot_api.h"

#include "signaling/app/plan_call.h"
#include "signaling/client/join_limit.h"
#include "signaling/meeting/civil_day.h"

struct SnapshotApi {
    ConferenceService *service;
    JoinLimit *limit;
};

char *snapshot_file_name(const char *meeting, int64_t time_us)
{
    const CivilTime time = civil_time_of(time_us);
    return g_strdup_printf("%s_%04d-%02d-%02d_%02d-%02d-%02d.jpg", meeting, time.date.year,
            time.date.month, time.date.day, time.hour, time.minute, time.second);
}

static void answer_none(RestCall *call, const char *detail)
{
    (void)rest_problem(call, 409, "no_picture",
            "Hiện chưa có hình ảnh của cuộc họp để chụp. Vui lòng thử lại sau.", detail);
}

static void on_picture(const McuPicture *picture, void *user_data)
{
    RestCall *call = user_data;

    if (picture->picture == NULL) {
        answer_none(call, picture->reason);
    } else {
        gsize size = 0;
        guchar *jpeg = g_base64_decode(picture->picture->jpeg, &size);
        g_autoptr(GBytes) bytes = g_bytes_new_take(jpeg, size);
        g_autofree char *name = snapshot_file_name(rest_param(call, "code"), rest_now_us(call));
        rest_answer_bytes(call, "image/jpeg", bytes, name);
    }
    rest_release(call);
}

static void shoot(RestCall *call, void *user_data)
{
    const SnapshotApi *api = user_data;
    const char *code = rest_param(call, "code");
    Conference *conference = conference_service_find(api->service, code);
    g_autofree char *key = g_ascii_strdown(code, -1);

    if (conference == NULL) {
        (void)rest_problem(call, 409, "not_running", "Cuộc họp không diễn ra lúc này.", NULL);
    } else if (!join_limit_take(api->limit, key, g_get_monotonic_time())) {
        (void)rest_problem(call, 429, "too_many",
                "Đã chụp quá nhanh. Vui lòng chờ một giây rồi chụp lại.", NULL);
    } else {
        rest_hold(call);
        mcu_room_snapshot(conference_room(conference), API_VIEW_SITES, on_picture, call);
    }
}

static bool take_snapshot(RestCall *call, Database *database, GError **error)
{
    g_auto(MeetingPlan) plan = {0};

    if (!plan_call_find(call, database, PERMISSION_RECORDING_READ, &plan, error) ||
            !plan_call_audit(call, database, "meeting.snapshot", plan.code, NULL, error)) {
        return false;
    }
    rest_answer(call, 204, NULL);
    rest_after(call, shoot, rest_user_data(call));
    return true;
}

SnapshotApi *snapshot_api_new(ConferenceService *service)
{
    SnapshotApi *api = g_new0(SnapshotApi, 1);
    api->service = service;
    api->limit = join_limit_new(
            &(JoinLimitConfig){.burst = 1, .per_second = 1, .keys_max = SNAPSHOT_MEETINGS_MAX});
    return api;
}

void snapshot_api_free(SnapshotApi *api)
{
    if (api != NULL) {
        join_limit_free(api->limit);
        g_free(api);
    }
}

static const RestRoute routes[] = {
        {.method = HTTP_POST,
                .pattern = "/api/v1/meetings/{code}/snapshot",
                .permission = PERMISSION_RECORDING_READ,
                .work = take_snapshot,
                .operation = "takeSnapshot",
                .summary = "A still picture of what the sites see now",
                .shape = REST_OTHER,
                .answer_type = "image/jpeg"},
};

void snapshot_api_add_routes(SnapshotApi *api, Rest *rest)
{
    rest_add(rest, routes, G_N_ELEMENTS(routes), api);
}
