#include "signaling/app/http_problem.h"

#include <jansson.h>

#include <string.h>

enum { RETRY_AFTER_S = 5 };

HttpResponse *http_problem_new(
        unsigned status, const char *code, const char *title, const char *detail)
{
    json_t *json = json_pack("{s:s, s:s, s:i, s:s, s:s*}", "type", "about:blank", "title", title,
            "status", (int)status, "code", code, "detail", detail);
    char *text = json_dumps(json, 0);
    g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
    free(text);
    json_decref(json);
    HttpResponse *response = http_response_new_bytes(status, "application/problem+json", body);
    if (status == 401) {
        http_response_set_header(response, "WWW-Authenticate",
                g_str_equal(code, "no_token")
                        ? "Bearer realm=\"giaoban\""
                        : "Bearer realm=\"giaoban\", error=\"invalid_token\"");
    }
    if (status == 503 || status == 429) {
        g_autofree char *after = g_strdup_printf("%d", RETRY_AFTER_S);
        http_response_set_header(response, "Retry-After", after);
    }
    return response;
}

HttpResponse *http_problem_of(ClientError error, const char *detail)
{
    return http_problem_new((unsigned)client_error_http_status(error), client_error_code(error),
            client_error_text(error), detail);
}

HttpResponse *http_problem_check_token(
        JoinGuard *guard, const HttpRequest *request, Permission permission, AuthToken *ret_token)
{
    const char *bearer = http_request_bearer(request);

    if (bearer == NULL) {
        return http_problem_new(401, "no_token", "Cần có liên kết vào họp (bearer token).",
                "send the join token as a bearer token");
    }
    g_auto(AuthToken) token = {0};
    const ClientError error =
            join_guard_open_token(guard, http_request_peer(request), bearer, &token);
    if (error != CLIENT_ERROR_NONE) {
        return http_problem_of(error, NULL);
    }
    if (g_ascii_strcasecmp(token.meeting, http_request_param(request, "code")) != 0) {
        return http_problem_of(CLIENT_ERROR_FORBIDDEN, "the token is for another meeting");
    }
    if (!permission_allows(token.role, permission)) {
        return http_problem_of(CLIENT_ERROR_FORBIDDEN, "the token's role may not do this");
    }
    *ret_token = token;
    token = (AuthToken){0};
    return NULL;
}
