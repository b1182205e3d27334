#include "signaling/meeting/unit.h"

static const char *const block_words[] = {"nha_nuoc", "dang", "doan_the", "", NULL};

enum { POSITION_MAX = 1000000 };

#define FIELD(member) offsetof(Unit, member)

static const RecordField unit_fields[] = {
        {.name = "code",
                .kind = RECORD_TEXT,
                .offset = FIELD(code),
                .flags = RECORD_KEY | RECORD_REQUIRED | RECORD_CODE,
                .title = "Mã đơn vị"},
        {.name = "name",
                .kind = RECORD_TEXT,
                .offset = FIELD(name),
                .flags = RECORD_REQUIRED | RECORD_SEARCH,
                .max = UNIT_NAME_MAX,
                .title = "Tên đơn vị"},
        {.name = "short_name",
                .kind = RECORD_TEXT,
                .offset = FIELD(short_name),
                .flags = RECORD_SEARCH,
                .max = UNIT_NAME_MAX,
                .title = "Tên viết tắt"},
        {.name = "kind",
                .kind = RECORD_TEXT,
                .offset = FIELD(kind),
                .flags = RECORD_REQUIRED | RECORD_CODE,
                .title = "Loại đơn vị"},
        {.name = "block",
                .kind = RECORD_WORD,
                .offset = FIELD(block),
                .words = block_words,
                .title = "Khối"},
        {.name = "parent",
                .kind = RECORD_TEXT,
                .offset = FIELD(parent),
                .flags = RECORD_CODE,
                .title = "Đơn vị cấp trên"},
        {.name = "position",
                .kind = RECORD_INTEGER,
                .offset = FIELD(position),
                .max = POSITION_MAX,
                .title = "Thứ tự"},
        {.name = "valid_from",
                .kind = RECORD_TIME,
                .offset = FIELD(valid_from_us),
                .title = "Hiệu lực từ"},
        {.name = "valid_to",
                .kind = RECORD_TIME,
                .offset = FIELD(valid_to_us),
                .title = "Hiệu lực đến"},
        {.name = "successor",
                .kind = RECORD_TEXT,
                .offset = FIELD(successor),
                .flags = RECORD_CODE,
                .title = "Đơn vị kế thừa"},
        {.name = "address", .kind = RECORD_TEXT, .offset = FIELD(address), .title = "Địa chỉ"},
        {.name = "town", .kind = RECORD_TEXT, .offset = FIELD(town), .title = "Địa danh"},
        {.name = "signer_title",
                .kind = RECORD_TEXT,
                .offset = FIELD(signer_title),
                .title = "Chức vụ người ký"},
        {.name = "signer_name",
                .kind = RECORD_TEXT,
                .offset = FIELD(signer_name),
                .title = "Người ký"},
        {0},
};

const RecordType unit_type = {
        .name = "unit", .table = "units", .size = sizeof(Unit), .fields = unit_fields};

bool unit_is_valid_at(const Unit *unit, int64_t time_us)
{
    return unit->valid_from_us <= time_us &&
            (unit->valid_to_us == 0 || time_us < unit->valid_to_us);
}

void unit_clear(Unit *unit)
{
    record_clear(&unit_type, unit);
}
