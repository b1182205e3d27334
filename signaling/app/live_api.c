#include "signaling/app/live_api.h"

#include "signaling/app/http_problem.h"
#include "signaling/http/range_file.h"

#include <fcntl.h>

struct LiveApi {
    StreamKeeper *keeper;
    JoinGuard *guard;
};

static HttpResponse *no_stream(void)
{
    return http_problem_new(404, "no_stream", "Cuộc họp này hiện không có hình phát trực tiếp.",
            "the meeting is not streamed now");
}

static HttpResponse *respond(const LiveApi *api, HttpRequest *request)
{
    const char *file = http_request_param(request, "file");
    g_auto(AuthToken) token = {0};
    const ClientError error = join_guard_open_token(
            api->guard, http_request_peer(request), http_request_param(request, "token"), &token);

    if (error != CLIENT_ERROR_NONE) {
        return http_problem_of(error, NULL);
    }
    if (!permission_allows(token.role, PERMISSION_WATCH)) {
        return http_problem_of(CLIENT_ERROR_FORBIDDEN, "the token's role may not do this");
    }
    g_autofree char *path = stream_keeper_path(api->keeper, token.meeting, file);
    const int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0) {
        return no_stream();
    }
    const bool playlist = g_str_has_suffix(file, ".m3u8");
    return range_file_respond(request, fd,
            &(RangeFileInfo){
                    .content_type = playlist ? "application/vnd.apple.mpegurl" : "video/mp2t",
                    .cache_control = playlist ? "no-store" : "private, max-age=60",
            });
}

static void on_get(HttpRequest *request, void *user_data)
{
    http_request_answer(request, respond(user_data, request));
}

LiveApi *live_api_new(StreamKeeper *keeper, JoinGuard *guard)
{
    LiveApi *api = g_new0(LiveApi, 1);
    api->keeper = keeper;
    api->guard = guard;
    return api;
}

void live_api_free(LiveApi *api)
{
    g_free(api);
}

void live_api_add_routes(LiveApi *api, HttpRouter *router)
{
    http_router_add(router, HTTP_GET, "/live/{token}/{file}", on_get, api);
}
