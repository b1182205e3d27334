#include "signaling/report/attendance_row.h"

static const struct {
    const char *name;
    size_t offset;
} fields[ATTENDANCE_FIELDS] = {
        [ATTENDANCE_CONVENED] = {"convened", offsetof(AttendanceRow, convened)},
        [ATTENDANCE_PRESENT] = {"present", offsetof(AttendanceRow, present)},
        [ATTENDANCE_EXCUSED] = {"excused", offsetof(AttendanceRow, excused)},
        [ATTENDANCE_UNEXCUSED] = {"unexcused", offsetof(AttendanceRow, unexcused)},
        [ATTENDANCE_RESPONSIBLE] = {"responsible", offsetof(AttendanceRow, responsible)},
        [ATTENDANCE_TECHNICIAN] = {"technician", offsetof(AttendanceRow, technician)},
        [ATTENDANCE_NOTE] = {"note", offsetof(AttendanceRow, note)},
};

const char *attendance_field_name(AttendanceField field)
{
    g_assert(field < ATTENDANCE_FIELDS);
    return fields[field].name;
}

bool attendance_field_from_name(const char *name, AttendanceField *ret_field)
{
    for (AttendanceField field = 0; field < ATTENDANCE_FIELDS; field++) {
        if (g_str_equal(fields[field].name, name)) {
            *ret_field = field;
            return true;
        }
    }
    return false;
}

static int64_t *number_of(const AttendanceRow *row, AttendanceField field)
{
    g_assert(field < ATTENDANCE_NUMBER_FIELDS);
    return (int64_t *)((char *)row + fields[field].offset);
}

static char **text_of(const AttendanceRow *row, AttendanceField field)
{
    g_assert(field >= ATTENDANCE_NUMBER_FIELDS && field < ATTENDANCE_FIELDS);
    return (char **)((char *)row + fields[field].offset);
}

void attendance_set_text(char **place, const char *text)
{
    char *copy = g_strdup(text != NULL ? text : "");
    g_free(*place);
    *place = copy;
}

static void correction_free(gpointer data)
{
    AttendanceCorrection *correction = data;

    g_free(correction->account);
    g_free(correction->field);
    g_free(correction->value);
    g_free(correction->note);
    g_free(correction);
}

AttendanceRow *attendance_row_new(const char *identity, const char *code, const char *name)
{
    AttendanceRow *row = g_new(AttendanceRow, 1);

    *row = (AttendanceRow){
            .identity = g_strdup(identity),
            .code = g_strdup(code),
            .name = g_strdup(name),
            .unit_kind = g_strdup(""),
            .block = g_strdup(""),
            .connection = g_strdup(""),
            .spans = g_array_new(FALSE, FALSE, sizeof(AttendanceSpan)),
            .roll = g_strdup(""),
            .convened = -1,
            .present = -1,
            .excused = -1,
            .unexcused = -1,
            .responsible = g_strdup(""),
            .technician = g_strdup(""),
            .note = g_strdup(""),
            .corrections = g_ptr_array_new_with_free_func(correction_free),
    };
    return row;
}

void attendance_row_free(AttendanceRow *row)
{
    if (row == NULL) {
        return;
    }
    g_free(row->identity);
    g_free(row->code);
    g_free(row->name);
    g_free(row->unit_kind);
    g_free(row->block);
    g_free(row->connection);
    g_array_unref(row->spans);
    g_free(row->roll);
    g_free(row->responsible);
    g_free(row->technician);
    g_free(row->note);
    g_ptr_array_unref(row->corrections);
    g_free(row);
}

void attendance_delegate_free(AttendanceDelegate *delegate)
{
    if (delegate != NULL) {
        g_free(delegate->name);
        g_free(delegate->title);
        g_free(delegate->unit);
        g_free(delegate->site);
        g_free(delegate->how);
        g_free(delegate->substitute_for);
        g_free(delegate->note);
        g_free(delegate);
    }
}

void attendance_row_first_number(AttendanceRow *row, AttendanceField field, int64_t value)
{
    *number_of(row, field) = value;
}

void attendance_row_first_text(AttendanceRow *row, AttendanceField field, const char *value)
{
    attendance_set_text(text_of(row, field), value);
}

void attendance_row_correct(AttendanceRow *row, const AttendanceCorrection *correction)
{
    AttendanceCorrection *copy = g_new(AttendanceCorrection, 1);

    *copy = (AttendanceCorrection){
            .time_us = correction->time_us,
            .account = g_strdup(correction->account),
            .field = g_strdup(correction->field),
            .value = g_strdup(correction->value),
            .note = g_strdup(correction->note),
            .after_freeze = correction->after_freeze,
    };
    if (row->corrections->len >= ATTENDANCE_CORRECTIONS_MAX) {
        g_ptr_array_remove_index(row->corrections, 0);
    }
    g_ptr_array_add(row->corrections, copy);
}

/* The last thing that was said of a field after the first, or NULL. */
static const char *last_correction(const AttendanceRow *row, AttendanceField field)
{
    for (guint i = row->corrections->len; i-- > 0;) {
        const AttendanceCorrection *correction = g_ptr_array_index(row->corrections, i);
        if (g_str_equal(correction->field, fields[field].name)) {
            return correction->value;
        }
    }
    return NULL;
}

int64_t attendance_row_people(const AttendanceRow *row, AttendanceField field)
{
    const char *corrected = last_correction(row, field);
    return corrected != NULL ? g_ascii_strtoll(corrected, NULL, 10) : *number_of(row, field);
}

const char *attendance_row_text(
        const AttendanceRow *row, AttendanceField field, char *digits, size_t size)
{
    if (field < ATTENDANCE_NUMBER_FIELDS) {
        const int64_t number = attendance_row_people(row, field);
        if (number < 0) {
            return "";
        }
        (void)g_snprintf(digits, size, "%" G_GINT64_FORMAT, number);
        return digits;
    }
    const char *corrected = last_correction(row, field);
    return corrected != NULL ? corrected : *text_of(row, field);
}

const char *attendance_row_state(const AttendanceRow *row)
{
    return row->figures.present ? "Có mặt" : "Vắng mặt";
}

char *attendance_row_flags(const AttendanceRow *row)
{
    const AttendanceFigures *figures = &row->figures;
    const char *words[4] = {NULL};
    size_t count = 0;

    if (figures->late) {
        words[count++] = "Vào muộn";
    }
    if (figures->early) {
        words[count++] = "Rời sớm";
    }
    if (figures->broken) {
        words[count++] = "Gián đoạn";
    }
    if (figures->trial_only) {
        words[count++] = "chỉ kết nối phiên thử";
    }
    /* Who was only on trial was not there: no other word fits it, so there is always a NULL behind. */
    g_assert(count < G_N_ELEMENTS(words));
    return g_strjoinv("; ", (char **)words);
}

const char *attendance_row_roll(const AttendanceRow *row)
{
    static const struct {
        const char *answer;
        const char *text;
    } answers[] = {
            {"present", "Có mặt"},
            {"picture_only", "Có hình không tiếng"},
            {"sound_only", "Có tiếng không hình"},
            {"no_answer", "Không trả lời"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        if (g_str_equal(row->roll, answers[i].answer)) {
            return answers[i].text;
        }
    }
    return "Chưa điểm danh";
}

char *attendance_row_remark(const AttendanceRow *row)
{
    if (!row->by_name) {
        return g_strdup(row->note);
    }
    return g_strconcat(row->note, row->note[0] != '\0' ? "; " : "",
            "Vào bằng tên, không bằng đường dẫn của điểm cầu", NULL);
}
