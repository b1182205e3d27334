#include "signaling/meeting/recording_annex.h"

#include "signaling/meeting/civil_day.h"

enum { WHOM_MAX = 500, TITLE_MAX = 200, HASH_MAX = 64 };

#define MARK(member)    offsetof(RecordingMark, member)
#define ACCESS(member)  offsetof(RecordingAccess, member)
#define SHARE(member)   offsetof(RecordingShare, member)
#define ERASURE(member) offsetof(RecordingErasure, member)
#define KEEPING(member) offsetof(RecordingKeeping, member)
#define CLASS(member)   offsetof(RetentionClass, member)
#define KIND(member)    offsetof(RetentionKind, member)

static const char *const access_words[] = {
        "view", "download", "shared_view", "shared_download", "copy", NULL};
static const char *const erasure_words[] = {"requested", "refused", "withdrawn", "done", NULL};
static const char *const basis_words[] = {"forever", "years", "minutes", NULL};

/* clang-format off */
static const RecordField mark_fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = MARK(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "recording", .kind = RECORD_INTEGER, .offset = MARK(recording), .flags = RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "title", .kind = RECORD_TEXT, .offset = MARK(title), .flags = RECORD_REQUIRED, .max = TITLE_MAX, .title = "Tên mốc"},
        {.name = "from_ms", .kind = RECORD_INTEGER, .offset = MARK(from_ms), .max = RECORDING_LENGTH_MS_MAX, .title = "Từ"},
        {.name = "to_ms", .kind = RECORD_INTEGER, .offset = MARK(to_ms), .max = RECORDING_LENGTH_MS_MAX, .title = "Đến"},
        {.name = "made_by", .kind = RECORD_TEXT, .offset = MARK(made_by), .flags = RECORD_READ_ONLY, .title = "Người đánh dấu"},
        {.name = "made", .kind = RECORD_TIME, .offset = MARK(made_us), .flags = RECORD_READ_ONLY, .title = "Đánh dấu lúc"},
        {0},
};

static const RecordField access_fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = ACCESS(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "recording", .kind = RECORD_INTEGER, .offset = ACCESS(recording), .flags = RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "time", .kind = RECORD_TIME, .offset = ACCESS(time_us), .flags = RECORD_READ_ONLY, .title = "Từ lúc"},
        {.name = "until", .kind = RECORD_TIME, .offset = ACCESS(until_us), .flags = RECORD_READ_ONLY, .title = "Đến lúc"},
        {.name = "account", .kind = RECORD_TEXT, .offset = ACCESS(account), .flags = RECORD_READ_ONLY, .title = "Tài khoản"},
        {.name = "name", .kind = RECORD_TEXT, .offset = ACCESS(name), .flags = RECORD_READ_ONLY, .title = "Họ tên"},
        {.name = "unit", .kind = RECORD_TEXT, .offset = ACCESS(unit), .flags = RECORD_READ_ONLY, .title = "Đơn vị"},
        {.name = "address", .kind = RECORD_TEXT, .offset = ACCESS(address), .flags = RECORD_READ_ONLY, .title = "Địa chỉ mạng"},
        {.name = "kind", .kind = RECORD_WORD, .offset = ACCESS(kind), .flags = RECORD_READ_ONLY, .words = access_words, .title = "Việc"},
        {.name = "whom", .kind = RECORD_TEXT, .offset = ACCESS(whom), .flags = RECORD_READ_ONLY, .max = WHOM_MAX, .title = "Cho ai, để làm gì"},
        {.name = "share", .kind = RECORD_INTEGER, .offset = ACCESS(share), .flags = RECORD_READ_ONLY, .title = "Liên kết"},
        {0},
};

static const RecordField share_fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = SHARE(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "recording", .kind = RECORD_INTEGER, .offset = SHARE(recording), .flags = RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "key", .kind = RECORD_TEXT, .offset = SHARE(key), .flags = RECORD_SECRET, .max = HASH_MAX, .title = "Khóa"},
        {.name = "agency", .kind = RECORD_TEXT, .offset = SHARE(agency), .flags = RECORD_REQUIRED, .max = TITLE_MAX, .title = "Cơ quan nhận"},
        {.name = "purpose", .kind = RECORD_TEXT, .offset = SHARE(purpose), .flags = RECORD_REQUIRED, .title = "Mục đích"},
        {.name = "download", .kind = RECORD_FLAG, .offset = SHARE(download), .title = "Cho tải về"},
        {.name = "created", .kind = RECORD_TIME, .offset = SHARE(created_us), .flags = RECORD_READ_ONLY, .title = "Tạo lúc"},
        {.name = "created_by", .kind = RECORD_TEXT, .offset = SHARE(created_by), .flags = RECORD_READ_ONLY, .title = "Người tạo"},
        {.name = "expires", .kind = RECORD_TIME, .offset = SHARE(expires_us), .flags = RECORD_REQUIRED, .title = "Hết hạn"},
        {.name = "revoked", .kind = RECORD_TIME, .offset = SHARE(revoked_us), .flags = RECORD_READ_ONLY, .title = "Thu hồi lúc"},
        {.name = "revoked_by", .kind = RECORD_TEXT, .offset = SHARE(revoked_by), .flags = RECORD_READ_ONLY, .title = "Người thu hồi"},
        {.name = "opened", .kind = RECORD_INTEGER, .offset = SHARE(opened), .flags = RECORD_READ_ONLY, .title = "Số lần mở"},
        {0},
};

static const RecordField erasure_fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = ERASURE(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "recording", .kind = RECORD_INTEGER, .offset = ERASURE(recording), .flags = RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "asked", .kind = RECORD_TIME, .offset = ERASURE(asked_us), .flags = RECORD_READ_ONLY, .title = "Đề nghị lúc"},
        {.name = "asked_by", .kind = RECORD_TEXT, .offset = ERASURE(asked_by), .flags = RECORD_READ_ONLY, .title = "Người đề nghị"},
        {.name = "reason", .kind = RECORD_TEXT, .offset = ERASURE(reason), .flags = RECORD_REQUIRED, .title = "Lý do"},
        {.name = "state", .kind = RECORD_WORD, .offset = ERASURE(state), .flags = RECORD_READ_ONLY, .words = erasure_words, .title = "Trạng thái"},
        {.name = "decided", .kind = RECORD_TIME, .offset = ERASURE(decided_us), .flags = RECORD_READ_ONLY, .title = "Quyết định lúc"},
        {.name = "decided_by", .kind = RECORD_TEXT, .offset = ERASURE(decided_by), .flags = RECORD_READ_ONLY, .title = "Người quyết định"},
        {.name = "decision", .kind = RECORD_TEXT, .offset = ERASURE(decision), .flags = RECORD_READ_ONLY, .title = "Lý do quyết định"},
        {0},
};

static const RecordField keeping_fields[] = {
        {.name = "recording", .kind = RECORD_INTEGER, .offset = KEEPING(recording), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Bản ghi"},
        {.name = "retention", .kind = RECORD_TEXT, .offset = KEEPING(retention), .flags = RECORD_CODE, .title = "Thời hạn lưu trữ"},
        {.name = "due", .kind = RECORD_TIME, .offset = KEEPING(due_us), .flags = RECORD_READ_ONLY, .title = "Đến hạn xử lý"},
        {.name = "hold", .kind = RECORD_FLAG, .offset = KEEPING(hold), .title = "Tạm dừng xử lý"},
        {.name = "hold_reason", .kind = RECORD_TEXT, .offset = KEEPING(hold_reason), .title = "Lý do tạm dừng"},
        {.name = "hold_by", .kind = RECORD_TEXT, .offset = KEEPING(hold_by), .flags = RECORD_READ_ONLY, .title = "Người tạm dừng"},
        {.name = "held", .kind = RECORD_TIME, .offset = KEEPING(hold_us), .flags = RECORD_READ_ONLY, .title = "Tạm dừng lúc"},
        {.name = "filed", .kind = RECORD_FLAG, .offset = KEEPING(filed), .title = "Lưu hồ sơ"},
        {0},
};

static const RecordField class_fields[] = {
        {.name = "code", .kind = RECORD_TEXT, .offset = CLASS(code), .flags = RECORD_KEY | RECORD_CODE | RECORD_REQUIRED, .title = "Mã"},
        {.name = "name", .kind = RECORD_TEXT, .offset = CLASS(name), .flags = RECORD_REQUIRED, .max = TITLE_MAX, .title = "Thời hạn lưu trữ"},
        {.name = "basis", .kind = RECORD_WORD, .offset = CLASS(basis), .words = basis_words, .title = "Cách tính"},
        {.name = "years", .kind = RECORD_INTEGER, .offset = CLASS(years), .max = RETENTION_YEARS_MAX, .title = "Số năm"},
        {.name = "position", .kind = RECORD_INTEGER, .offset = CLASS(position), .max = 1000, .title = "Thứ tự"},
        {0},
};

static const RecordField kind_fields[] = {
        {.name = "kind", .kind = RECORD_TEXT, .offset = KIND(kind), .flags = RECORD_KEY | RECORD_CODE | RECORD_REQUIRED, .title = "Loại cuộc họp"},
        {.name = "retention", .kind = RECORD_TEXT, .offset = KIND(retention), .flags = RECORD_CODE, .title = "Thời hạn lưu trữ"},
        {0},
};
/* clang-format on */

const RecordType recording_mark_type = {.name = "recording_mark",
        .table = "recording_marks",
        .size = sizeof(RecordingMark),
        .fields = mark_fields};
const RecordType recording_access_type = {.name = "recording_access",
        .table = "recording_access",
        .size = sizeof(RecordingAccess),
        .fields = access_fields};
const RecordType recording_share_type = {.name = "recording_share",
        .table = "recording_shares",
        .size = sizeof(RecordingShare),
        .fields = share_fields};
const RecordType recording_erasure_type = {.name = "recording_erasure",
        .table = "recording_erasures",
        .size = sizeof(RecordingErasure),
        .fields = erasure_fields};
const RecordType recording_keeping_type = {.name = "recording_keeping",
        .table = "recording_keeping",
        .size = sizeof(RecordingKeeping),
        .fields = keeping_fields};
const RecordType retention_class_type = {.name = "retention_class",
        .table = "retention_classes",
        .size = sizeof(RetentionClass),
        .fields = class_fields};
const RecordType retention_kind_type = {.name = "retention_kind",
        .table = "retention_kinds",
        .size = sizeof(RetentionKind),
        .fields = kind_fields};

bool recording_share_is_open(const RecordingShare *share, int64_t now_us)
{
    return share->id != 0 && share->revoked_us == 0 && now_us < share->expires_us;
}

int64_t retention_due_us(const RetentionClass *class, int64_t end_us, int64_t signed_us)
{
    int64_t day = 0;

    if (class == NULL || end_us == 0) {
        return 0;
    }
    switch ((RetentionBasis) class->basis) {
    case RETENTION_FOREVER:
        return 0;
    case RETENTION_MINUTES:
        return signed_us;
    case RETENTION_YEARS:
        (void)civil_day_from_date(
                civil_time_of(end_us).date.year + 1 + (int)class->years, 1, 1, &day);
        return civil_day_start_us(day);
    }
    g_assert_not_reached();
}
