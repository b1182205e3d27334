#include "signaling/http/range_file.h"

#include "signaling/http/http_range.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Strong: a file of the same size and nanosecond of change is taken for the same bytes. */
static char *etag_of(const struct stat *status, const char *coding)
{
    return g_strdup_printf("\"%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x%09lx%s%s\"",
            (guint64)status->st_size, (guint64)status->st_mtim.tv_sec, status->st_mtim.tv_nsec,
            coding != NULL ? "-" : "", coding != NULL ? coding : "");
}

static void announce(HttpResponse *response, const RangeFileInfo *info, const char *etag)
{
    http_response_set_header(response, "ETag", etag);
    http_response_set_header(response, "Accept-Ranges", "bytes");
    http_response_set_header(response, "Cache-Control",
            info->cache_control != NULL ? info->cache_control : "no-cache");
    if (info->content_type != NULL) {
        http_response_set_header(response, "Content-Type", info->content_type);
    }
    if (info->content_encoding != NULL) {
        http_response_set_header(response, "Content-Encoding", info->content_encoding);
    }
    if (info->download_name != NULL) {
        g_autofree char *name = g_uri_escape_string(info->download_name, NULL, FALSE);
        g_autofree char *value = g_strconcat("attachment; filename*=UTF-8''", name, NULL);
        http_response_set_header(response, "Content-Disposition", value);
    }
}

/* RFC 9110, 13.1.5: a part is wanted only of the same version, by strong comparison. */
static HttpRange wanted_range(const RangeFileAsk *ask, const char *etag, int64_t size)
{
    if (ask->if_range != NULL && strcmp(ask->if_range, etag) != 0) {
        return http_range_parse(NULL, size);
    }
    return http_range_parse(ask->range, size);
}

static HttpResponse *not_satisfiable(int64_t size)
{
    g_autofree char *total = g_strdup_printf("bytes */%" G_GINT64_FORMAT, size);
    HttpResponse *response = http_response_new_text(416, "The file is shorter.");

    http_response_set_header(response, "Content-Range", total);
    return response;
}

HttpResponse *range_file_respond(const HttpRequest *request, int fd, const RangeFileInfo *info)
{
    return range_file_respond_to(
            &(RangeFileAsk){
                    .range = http_request_header(request, HTTP_HEADER_RANGE),
                    .if_range = http_request_header(request, HTTP_HEADER_IF_RANGE),
                    .if_none_match = http_request_header(request, HTTP_HEADER_IF_NONE_MATCH),
            },
            fd, info);
}

HttpResponse *range_file_respond_to(const RangeFileAsk *ask, int fd, const RangeFileInfo *info)
{
    struct stat status;

    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(fd);
        return http_response_new_text(404, "There is nothing at this address.");
    }
    const int64_t size = status.st_size;
    g_autofree char *etag = info->etag != NULL ? g_strdup_printf("\"%s\"", info->etag)
                                               : etag_of(&status, info->content_encoding);
    if (http_etag_listed(ask->if_none_match, etag)) {
        HttpResponse *response = http_response_new(304);
        close(fd);
        announce(response, info, etag);
        return response;
    }
    const HttpRange range = wanted_range(ask, etag, size);
    if (range.kind == HTTP_RANGE_UNSATISFIABLE) {
        close(fd);
        return not_satisfiable(size);
    }
    if (range.kind == HTTP_RANGE_WHOLE) {
        HttpResponse *response = http_response_new(200);
        announce(response, info, etag);
        http_response_take_file(response, fd, 0, size);
        return response;
    }
    HttpResponse *response = http_response_new(206);
    g_autofree char *part =
            g_strdup_printf("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                    range.first, range.last, size);
    announce(response, info, etag);
    http_response_set_header(response, "Content-Range", part);
    http_response_take_file(response, fd, range.first, range.last - range.first + 1);
    return response;
}
