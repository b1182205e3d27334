#include "signaling/report/csv_writer.h"
#include "signaling/report/local_time.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/operation_log.h"
#include "signaling/report/print_text.h"

enum { TABLE_PT = 12 };

/* ---- JSON ---- */

static json_t *trials_json(const OperationLog *log)
{
    json_t *list = json_array();

    for (guint i = 0; i < log->trials->len; i++) {
        const OperationTrial *trial = g_ptr_array_index(log->trials, i);
        json_array_append_new(list,
                json_pack("{s:s, s:I, s:b, s:f, s:f, s:f, s:f, s:s, s:s}", "site", trial->site,
                        "samples", (json_int_t)trial->samples, "measured", (int)trial->measured,
                        "in_kbps", trial->in_kbps, "out_kbps", trial->out_kbps, "loss_percent",
                        trial->loss_percent, "rtt_ms", trial->rtt_ms, "picture", trial->picture,
                        "sound", trial->sound));
    }
    return list;
}

json_t *operation_log_json(const OperationLog *log)
{
    json_t *incidents = json_array();

    for (guint i = 0; i < log->incidents->len; i++) {
        json_array_append_new(incidents,
                record_to_json(&operation_incident_type, g_ptr_array_index(log->incidents, i)));
    }
    return json_pack("{s:s, s:o, s:o, s:o}", "title", log->report->title, "notes",
            record_to_json(&operation_notes_type, &log->notes), "trials", trials_json(log),
            "incidents", incidents);
}

/* ---- CSV ---- */

static const char *const heads[] = {"phan", "thoi_diem", "diem_cau", "hien_tuong", "nguyen_nhan",
        "xu_ly", "ket_thuc", "nguoi_ghi", "kbps_len", "kbps_xuong", "mat_goi", "tre_ms", "hinh",
        "tieng", NULL};

static char *decimal(double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(digits, sizeof digits, "%.2f", value));
}

static char *time_or_nothing(int64_t time_us)
{
    return time_us != 0 ? local_time_text(time_us) : g_strdup("");
}

static void write_note(GString *out, const char *part, const char *text)
{
    const char *const cells[] = {part, "", "", text, "", "", "", "", "", "", "", "", "", "", NULL};
    if (text[0] != '\0') {
        csv_writer_row(out, cells);
    }
}

static void write_trial(GString *out, const OperationTrial *trial)
{
    g_autofree char *in = trial->measured ? decimal(trial->in_kbps) : g_strdup("");
    g_autofree char *sent = trial->measured ? decimal(trial->out_kbps) : g_strdup("");
    g_autofree char *loss = trial->measured ? decimal(trial->loss_percent) : g_strdup("");
    g_autofree char *rtt = trial->measured ? decimal(trial->rtt_ms) : g_strdup("");
    const char *const cells[] = {"thu_ket_noi", "", trial->site, "", "", "", "", "", in, sent, loss,
            rtt, trial->picture, trial->sound, NULL};
    csv_writer_row(out, cells);
}

static void write_incident(GString *out, const OperationIncident *incident)
{
    g_autofree char *time = time_or_nothing(incident->time_us);
    g_autofree char *end = time_or_nothing(incident->end_us);
    const char *const cells[] = {"su_co", time, incident->site, incident->symptom, incident->cause,
            incident->handling, end, incident->account[0] != '\0' ? incident->account : "he_thong",
            "", "", "", "", "", "", NULL};
    csv_writer_row(out, cells);
}

char *operation_log_csv(const OperationLog *log)
{
    GString *out = g_string_new(CSV_BYTE_ORDER_MARK);

    csv_writer_row(out, heads);
    write_note(out, "kip_truc", log->notes.crew);
    write_note(out, "thiet_bi", log->notes.devices);
    for (guint i = 0; i < log->trials->len; i++) {
        write_trial(out, g_ptr_array_index(log->trials, i));
    }
    for (guint i = 0; i < log->incidents->len; i++) {
        write_incident(out, g_ptr_array_index(log->incidents, i));
    }
    write_note(out, "kien_nghi", log->notes.advice);
    return g_string_free(out, FALSE);
}

/* ---- the document ---- */

/* @param cells  each taken */
static void add_row(Document *document, char **cells, size_t count)
{
    document_row(document, (const char *const *)cells);
    for (size_t i = 0; i < count; i++) {
        g_free(cells[i]);
    }
}

static void append_note(Document *document, const char *title, const char *text)
{
    static const DocumentStyle style = {.align = DOCUMENT_LEFT, .before_pt = 4, .first_mm = 0};

    official_part_append(document, title);
    document_paragraph(document, &style, text[0] != '\0' ? text : "(không có)");
}

static void append_trials(Document *document, const OperationLog *log)
{
    static const DocumentColumn columns[] = {
            {"STT", 1, DOCUMENT_CENTRE},
            {"Điểm cầu", 5, DOCUMENT_LEFT},
            {"Hình", 3, DOCUMENT_LEFT},
            {"Tiếng", 3, DOCUMENT_LEFT},
            {"Lên (kbit/s)", 2, DOCUMENT_RIGHT},
            {"Xuống (kbit/s)", 2, DOCUMENT_RIGHT},
            {"Mất gói", 2, DOCUMENT_RIGHT},
            {"Trễ (ms)", 2, DOCUMENT_RIGHT},
    };

    official_part_append(document, "3. Thử kết nối");
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (guint i = 0; i < log->trials->len; i++) {
        const OperationTrial *trial = g_ptr_array_index(log->trials, i);
        char *cells[] = {print_number((int64_t)i + 1), g_strdup(trial->site),
                g_strdup(trial->picture), g_strdup(trial->sound),
                trial->measured ? print_decimal(trial->in_kbps, 0) : g_strdup(""),
                trial->measured ? print_decimal(trial->out_kbps, 0) : g_strdup(""),
                trial->measured ? print_percent(trial->loss_percent, 2) : g_strdup(""),
                trial->measured ? print_decimal(trial->rtt_ms, 0) : g_strdup("")};
        add_row(document, cells, G_N_ELEMENTS(cells));
    }
    document_table_end(document);
}

static void append_incidents(Document *document, const OperationLog *log)
{
    static const DocumentColumn columns[] = {
            {"STT", 1, DOCUMENT_CENTRE},
            {"Thời điểm", 2.4, DOCUMENT_LEFT},
            {"Điểm cầu", 4, DOCUMENT_LEFT},
            {"Hiện tượng", 4, DOCUMENT_LEFT},
            {"Nguyên nhân", 4, DOCUMENT_LEFT},
            {"Xử lý", 4, DOCUMENT_LEFT},
            {"Kết thúc", 2.4, DOCUMENT_LEFT},
            {"Người ghi", 2.4, DOCUMENT_LEFT},
    };

    official_part_append(document, "4. Sự cố");
    document_table(document, columns, G_N_ELEMENTS(columns), TABLE_PT);
    for (guint i = 0; i < log->incidents->len; i++) {
        const OperationIncident *incident = g_ptr_array_index(log->incidents, i);
        char *cells[] = {print_number((int64_t)i + 1), print_time(incident->time_us),
                g_strdup(incident->site), g_strdup(incident->symptom), g_strdup(incident->cause),
                g_strdup(incident->handling), print_time(incident->end_us),
                g_strdup(incident->account[0] != '\0' ? incident->account : "Hệ thống")};
        add_row(document, cells, G_N_ELEMENTS(cells));
    }
    document_table_end(document);
}

Document *operation_log_document(const OperationLog *log)
{
    const AttendanceReport *report = log->report;
    g_autofree char *opened = print_time(report->opened_us);
    g_autofree char *closed = print_time(report->closed_us);
    Document *document = document_new("Nhật ký vận hành phiên họp", &document_page_wide);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = report->parent_agency,
                    .agency = report->agency,
                    .kind = "Nhật ký vận hành phiên họp",
                    .excerpt = report->title});
    document_labelled(document, "Mã cuộc họp", report->meeting);
    document_labelled(document, "Mở phiên họp", opened);
    document_labelled(document, "Kết thúc phiên họp", closed);
    append_note(document, "1. Kíp trực", log->notes.crew);
    append_note(document, "2. Thiết bị", log->notes.devices);
    append_trials(document, log);
    append_incidents(document, log);
    append_note(document, "5. Kiến nghị", log->notes.advice);
    official_signatures_append(document, &(OfficialSignature){.title = "Người lập"},
            &(OfficialSignature){.title = "Phụ trách kíp trực"});
    return document;
}
