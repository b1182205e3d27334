#include "signaling/meeting/meeting_annex.h"

enum { MINUTES_MAX = 1440, PAPER_NAME_MAX = 200 };

#define SITE(member)   offsetof(MeetingSite, member)
#define AGENDA(member) offsetof(AgendaItem, member)
#define PAPER(member)  offsetof(MeetingPaper, member)

/* clang-format off */
static const RecordField site_fields[] = {
        {.name = "site", .kind = RECORD_TEXT, .offset = SITE(site), .flags = RECORD_KEY | RECORD_CODE | RECORD_REQUIRED, .title = "Mã điểm cầu"},
        {.name = "name", .kind = RECORD_TEXT, .offset = SITE(name), .flags = RECORD_READ_ONLY, .title = "Điểm cầu"},
        {.name = "position", .kind = RECORD_INTEGER, .offset = SITE(position), .flags = RECORD_READ_ONLY, .title = "Thứ tự"},
        {0},
};

static const RecordField agenda_fields[] = {
        {.name = "position", .kind = RECORD_INTEGER, .offset = AGENDA(position), .max = MEETING_AGENDA_MAX, .title = "Thứ tự"},
        {.name = "title", .kind = RECORD_TEXT, .offset = AGENDA(title), .flags = RECORD_REQUIRED, .title = "Nội dung"},
        {.name = "minutes", .kind = RECORD_INTEGER, .offset = AGENDA(minutes), .max = MINUTES_MAX, .title = "Số phút"},
        {.name = "speaker_unit", .kind = RECORD_TEXT, .offset = AGENDA(speaker_unit), .title = "Đơn vị trình bày"},
        {0},
};

static const RecordField paper_fields[] = {
        {.name = "id", .kind = RECORD_INTEGER, .offset = PAPER(id), .flags = RECORD_KEY | RECORD_READ_ONLY, .title = "Số"},
        {.name = "meeting", .kind = RECORD_TEXT, .offset = PAPER(meeting), .flags = RECORD_READ_ONLY | RECORD_CODE, .title = "Mã cuộc họp"},
        {.name = "name", .kind = RECORD_TEXT, .offset = PAPER(name), .flags = RECORD_REQUIRED, .max = PAPER_NAME_MAX, .title = "Tên tệp"},
        {.name = "size", .kind = RECORD_INTEGER, .offset = PAPER(size), .flags = RECORD_READ_ONLY, .title = "Dung lượng"},
        {.name = "sha256", .kind = RECORD_TEXT, .offset = PAPER(sha256), .flags = RECORD_READ_ONLY, .title = "Mã kiểm tra toàn vẹn (SHA-256)"},
        {.name = "declared_by", .kind = RECORD_TEXT, .offset = PAPER(declared_by), .flags = RECORD_READ_ONLY, .title = "Người cam kết"},
        {.name = "time", .kind = RECORD_TIME, .offset = PAPER(time_us), .flags = RECORD_READ_ONLY, .title = "Tải lên lúc"},
        {0},
};
/* clang-format on */

const RecordType meeting_site_type = {
        .name = "meeting_site",
        .table = "meeting_sites",
        .size = sizeof(MeetingSite),
        .fields = site_fields,
};

const RecordType agenda_item_type = {
        .name = "agenda_item",
        .table = "meeting_agenda",
        .size = sizeof(AgendaItem),
        .fields = agenda_fields,
};

const RecordType meeting_paper_type = {
        .name = "meeting_paper",
        .table = "meeting_papers",
        .size = sizeof(MeetingPaper),
        .fields = paper_fields,
};
