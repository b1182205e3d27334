#include "tests/loop/office_guest.h"

#include "signaling/app/account_commands.h"

#include <stdlib.h>
#include <string.h>

char *office_guest_text(const HttpReply *reply)
{
    gsize size = 0;
    const char *text = g_bytes_get_data(reply->body, &size);
    return g_strndup(text != NULL ? text : "", size);
}

HttpReply office_guest_ask(
        const OfficeGuest *guest, const char *method, const char *path, const char *body)
{
    return http_ask(guest->test,
            &(HttpAsk){.method = method,
                    .path = path,
                    .type = body != NULL ? "application/json" : NULL,
                    .body = body != NULL ? body : "",
                    .cookie = guest->cookie,
                    .csrf = guest->csrf});
}

json_t *office_guest_json(const OfficeGuest *guest, const char *method, const char *path,
        const char *body, unsigned status)
{
    HttpReply reply = office_guest_ask(guest, method, path, body);
    g_autofree char *text = office_guest_text(&reply);
    json_t *answer = json_loads(text, JSON_DECODE_ANY, NULL);

    g_test_message("%s %s: %u %s", method, path, reply.status, text);
    g_assert_cmpuint(reply.status, ==, status);
    http_reply_clear(&reply);
    return answer;
}

static void log_in(OfficeGuest *guest, const char *password)
{
    json_t *login = json_pack("{s:s, s:s}", "username", guest->username, "password", password);
    char *body = json_dumps(login, 0);
    HttpReply reply = office_guest_ask(guest, "POST", "/api/v1/login", body);
    g_autofree char *text = office_guest_text(&reply);
    json_t *answer = json_loads(text, 0, NULL);
    const char *cookie = http_reply_header(&reply, "Set-Cookie");

    g_assert_cmpuint(reply.status, ==, 200);
    guest->cookie = g_strndup(cookie, strcspn(cookie, ";"));
    guest->csrf = g_strdup(json_string_value(json_object_get(answer, "csrf")));
    json_decref(answer);
    json_decref(login);
    free(body);
    http_reply_clear(&reply);
}

OfficeGuest office_guest_new(TestServer *test, const char *role, const char *unit)
{
    g_autoptr(GError) error = NULL;
    OfficeGuest guest = {.test = test, .username = g_strconcat(role, ".", unit, NULL)};
    g_autofree char *told = account_command_create(test->settings,
            &(AccountWish){.username = guest.username, .role = role, .unit = unit, .keeps = true},
            &error);

    g_assert_no_error(error);
    g_auto(GStrv) words = g_strsplit(told, " ", 3);
    log_in(&guest, g_strchomp(words[2]));
    return guest;
}

void office_guest_clear(OfficeGuest *guest)
{
    g_free(guest->username);
    g_free(guest->cookie);
    g_free(guest->csrf);
    *guest = (OfficeGuest){0};
}
