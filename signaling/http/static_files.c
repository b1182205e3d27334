#include "signaling/http/static_files.h"

#include "signaling/http/range_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES_MAX = 255 };

struct StaticFiles {
    int folder;
};

StaticFiles *static_files_new(const char *folder, GError **error)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        const int saved = errno;
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(saved),
                "cannot open the folder of the pages, %s: %s", folder, g_strerror(saved));
        return NULL;
    }
    StaticFiles *files = g_new0(StaticFiles, 1);
    files->folder = fd;
    return files;
}

void static_files_free(StaticFiles *files)
{
    if (files == NULL) {
        return;
    }
    close(files->folder);
    g_free(files);
}

/* A segment that is empty or begins with a dot is refused: that covers "..", "." and what is hidden. */
bool static_files_path_is_safe(const char *path)
{
    const size_t size = strlen(path);

    if (size == 0 || size > PATH_BYTES_MAX) {
        return false;
    }
    for (const char *segment = path;; segment++) {
        const size_t length = strcspn(segment, "/");
        if (length == 0 || *segment == '.' || memchr(segment, '\\', length) != NULL) {
            return false;
        }
        segment += length;
        if (*segment == '\0') {
            return true;
        }
    }
}

const char *static_files_type(const char *name)
{
    static const struct {
        const char *ending;
        const char *type;
    } types[] = {
            {".html", "text/html; charset=utf-8"},
            {".js", "text/javascript; charset=utf-8"},
            {".mjs", "text/javascript; charset=utf-8"},
            {".css", "text/css; charset=utf-8"},
            {".json", "application/json"},
            {".map", "application/json"},
            {".webmanifest", "application/manifest+json"},
            {".svg", "image/svg+xml"},
            {".png", "image/png"},
            {".jpg", "image/jpeg"},
            {".webp", "image/webp"},
            {".ico", "image/vnd.microsoft.icon"},
            {".woff2", "font/woff2"},
            {".wasm", "application/wasm"},
            {".txt", "text/plain; charset=utf-8"},
            {".csv", "text/csv; charset=utf-8"},
            {".webm", "video/webm"},
            {".mp4", "video/mp4"},
            {".ogg", "audio/ogg"},
            {".wav", "audio/wav"},
            {".pdf", "application/pdf"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (g_str_has_suffix(name, types[i].ending)) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

/* O_NONBLOCK: a FIFO that somebody put there must not hang the loop. */
static int open_file(const StaticFiles *files, const char *path, const char *ending)
{
    g_autofree char *name = g_strconcat(path, ending, NULL);

    return openat(files->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

HttpResponse *static_files_respond(
        const StaticFiles *files, const HttpRequest *request, const char *path)
{
    static const struct {
        const char *coding;
        const char *ending;
    } codings[] = {{"br", ".br"}, {"gzip", ".gz"}};
    RangeFileInfo info = {.content_type = static_files_type(path)};
    int fd = -1;

    if (!static_files_path_is_safe(path)) {
        return http_response_new_text(404, "There is nothing at this address.");
    }
    if (g_str_has_prefix(path, "assets/")) {
        info.cache_control = "public, max-age=31536000, immutable";
    }
    for (size_t i = 0; fd < 0 && i < G_N_ELEMENTS(codings); i++) {
        if (http_request_accepts_coding(request, codings[i].coding)) {
            fd = open_file(files, path, codings[i].ending);
            info.content_encoding = fd >= 0 ? codings[i].coding : NULL;
        }
    }
    if (fd < 0) {
        fd = open_file(files, path, "");
    }
    if (fd < 0) {
        return http_response_new_text(404, "There is nothing at this address.");
    }
    HttpResponse *response = range_file_respond(request, fd, &info);
    http_response_set_header(response, "Vary", "Accept-Encoding");
    return response;
}
