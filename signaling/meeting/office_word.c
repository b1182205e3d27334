#include "signaling/meeting/office_word.h"

enum { POSITION_MAX = 100000, WORD_NAME_MAX = 300 /* bytes */ };

static const RecordField fields[] = {
        {.name = "code",
                .kind = RECORD_TEXT,
                .offset = offsetof(OfficeWord, code),
                .flags = RECORD_KEY | RECORD_REQUIRED | RECORD_CODE,
                .title = "Mã"},
        {.name = "name",
                .kind = RECORD_TEXT,
                .offset = offsetof(OfficeWord, name),
                .flags = RECORD_REQUIRED,
                .max = WORD_NAME_MAX,
                .title = "Tên"},
        {.name = "position",
                .kind = RECORD_INTEGER,
                .offset = offsetof(OfficeWord, position),
                .max = POSITION_MAX,
                .title = "Thứ tự"},
        {0},
};

const RecordType unit_kind_type = {
        .name = "unit_kind",
        .table = "unit_kinds",
        .size = sizeof(OfficeWord),
        .fields = fields,
};

const RecordType meeting_kind_type = {
        .name = "meeting_kind",
        .table = "meeting_kinds",
        .size = sizeof(OfficeWord),
        .fields = fields,
};

const RecordType meeting_relation_type = {
        .name = "meeting_relation",
        .table = "meeting_relations",
        .size = sizeof(OfficeWord),
        .fields = fields,
};
