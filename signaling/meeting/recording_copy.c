#include "signaling/meeting/recording_copy.h"

#define COPY(member) offsetof(RecordingCopy, member)

static const char *const forms[] = {"mp4", "webm", "opus", "mp3", "package", NULL};
static const char *const states[] = {"queued", "running", "ready", "failed", NULL};

/* clang-format off */
static const RecordField fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = COPY(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "recording", .kind = RECORD_INTEGER, .offset = COPY(recording), .flags = RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "meeting", .kind = RECORD_TEXT, .offset = COPY(meeting), .flags = RECORD_READ_ONLY | RECORD_CODE, .title = "Mã cuộc họp"},
        {.name = "form", .kind = RECORD_WORD, .offset = COPY(form), .words = forms, .title = "Định dạng"},
        {.name = "from_ms", .kind = RECORD_INTEGER, .offset = COPY(from_ms), .max = RECORDING_COPY_LENGTH_MS_MAX, .title = "Từ"},
        {.name = "to_ms", .kind = RECORD_INTEGER, .offset = COPY(to_ms), .max = RECORDING_COPY_LENGTH_MS_MAX, .title = "Đến"},
        {.name = "mark", .kind = RECORD_FLAG, .offset = COPY(mark), .title = "Đóng dấu tên và giờ"},
        {.name = "recipient", .kind = RECORD_TEXT, .offset = COPY(recipient), .title = "Cấp cho"},
        {.name = "account", .kind = RECORD_TEXT, .offset = COPY(account), .flags = RECORD_READ_ONLY, .title = "Tài khoản"},
        {.name = "name", .kind = RECORD_TEXT, .offset = COPY(name), .flags = RECORD_READ_ONLY, .title = "Người yêu cầu"},
        {.name = "state", .kind = RECORD_WORD, .offset = COPY(state), .flags = RECORD_READ_ONLY, .words = states, .title = "Trạng thái"},
        {.name = "fault", .kind = RECORD_TEXT, .offset = COPY(fault), .flags = RECORD_READ_ONLY, .title = "Lỗi"},
        {.name = "bytes", .kind = RECORD_INTEGER, .offset = COPY(bytes), .flags = RECORD_READ_ONLY, .title = "Dung lượng"},
        {.name = "created", .kind = RECORD_TIME, .offset = COPY(created_us), .flags = RECORD_READ_ONLY, .title = "Yêu cầu lúc"},
        {.name = "finished", .kind = RECORD_TIME, .offset = COPY(finished_us), .flags = RECORD_READ_ONLY, .title = "Xong lúc"},
        {0},
};
/* clang-format on */

const RecordType recording_copy_type = {
        .name = "recording_copy",
        .table = "recording_copies",
        .size = sizeof(RecordingCopy),
        .fields = fields,
};

static const struct {
    const char *suffix;
    const char *media_type;
    bool picture;
} kinds[COPY_FORMS] = {
        [COPY_MP4] = {"mp4", "video/mp4", true},
        [COPY_WEBM] = {"webm", "video/webm", false},
        [COPY_OPUS] = {"opus", "audio/ogg", false},
        [COPY_MP3] = {"mp3", "audio/mpeg", false},
        [COPY_PACKAGE] = {"zip", "application/zip", false},
};

const char *recording_copy_suffix(int form)
{
    g_assert(form >= 0 && form < COPY_FORMS);
    return kinds[form].suffix;
}

const char *recording_copy_media_type(int form)
{
    g_assert(form >= 0 && form < COPY_FORMS);
    return kinds[form].media_type;
}

static bool fail(const char *name, const char *reason, GError **error)
{
    record_set_error(error, record_field(&recording_copy_type, name), reason);
    return false;
}

bool recording_copy_check(const RecordingCopy *copy, GError **error)
{
    if (copy->form == COPY_PACKAGE && (copy->from_ms != 0 || copy->to_ms != 0)) {
        return fail("from_ms", "hồ sơ cuộc họp luôn gồm toàn bộ", error);
    }
    if (copy->to_ms != 0 && copy->to_ms <= copy->from_ms) {
        return fail("to_ms", "phải sau thời điểm bắt đầu", error);
    }
    if (copy->mark && !kinds[copy->form].picture) {
        return fail("mark", "chỉ đóng dấu được vào bản MP4", error);
    }
    return true;
}
