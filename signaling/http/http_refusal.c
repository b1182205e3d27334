#include "signaling/http/http_refusal.h"

#include <string.h>

static const struct {
    unsigned status;
    const char *code;
    const char *title;
} refusals[] = {
        {400, "bad_request", "Yêu cầu không đúng dạng."},
        {403, "forbidden", "Không được phép truy cập địa chỉ này."},
        {404, "not_found", "Không tìm thấy nội dung tại địa chỉ này."},
        {405, "bad_method", "Địa chỉ này không hỗ trợ thao tác vừa yêu cầu."},
        {411, "no_length", "Yêu cầu thiếu độ dài nội dung (Content-Length)."},
        {413, "too_large", "Nội dung gửi lên quá lớn."},
        {416, "bad_range", "Tệp không có phần được yêu cầu."},
        {426, "websocket_only", "Địa chỉ này chỉ dùng cho kết nối WebSocket."},
        {429, "too_many_connections",
                "Địa chỉ mạng này đang mở quá nhiều kết nối tới máy chủ. Vui lòng báo quản trị "
                "viên."},
        {503, "busy", "Máy chủ đang bận. Vui lòng thử lại sau ít phút."},
        {504, "too_late", "Máy chủ trả lời quá lâu. Vui lòng thử lại."},
};

/* Whether a browser asks for a page: others that take anything get the problem. */
static bool wants_page(const char *accept)
{
    return accept != NULL && strstr(accept, "text/html") != NULL;
}

static char *page_of(const char *title)
{
    return g_strdup_printf(
            "<!doctype html>\n<html lang=\"vi\">\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n"
            "<title>%s</title>\n<h1>%s</h1>\n<p><a href=\"/\">Về trang chủ</a></p>\n",
            title, title);
}

/* The sentences are our own, without what JSON would have to escape. */
static char *problem_of(unsigned status, const char *code, const char *title, const char *sentence)
{
    g_assert(strpbrk(sentence, "\"\\\n") == NULL);
    return g_strdup_printf(
            "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%u,\"code\":\"%s\","
            "\"detail\":\"%s\"}\n",
            title, status, code, sentence);
}

void http_refusal_dress(HttpResponse *response, const char *accept)
{
    const char *sentence = http_response_sentence(response);
    const unsigned status = http_response_status(response);
    size_t i = 0;

    while (i < G_N_ELEMENTS(refusals) && refusals[i].status != status) {
        i++;
    }
    if (sentence == NULL || i == G_N_ELEMENTS(refusals)) {
        return;
    }
    const bool page = wants_page(accept);
    char *text = page ? page_of(refusals[i].title)
                      : problem_of(status, refusals[i].code, refusals[i].title, sentence);
    g_autoptr(GBytes) body = g_bytes_new_take(text, strlen(text));
    http_response_set_body(
            response, page ? "text/html; charset=utf-8" : "application/problem+json", body);
    http_response_set_header(response, "Vary", "Accept");
}
