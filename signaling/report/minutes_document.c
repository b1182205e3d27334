#include "signaling/report/minutes_document.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/print_text.h"

static const char *const romans[] = {"I", "II", "III", "IV", "V", "VI"};

static const char *text_of(const json_t *item, const char *member)
{
    const char *text = json_string_value(json_object_get(item, member));
    return text != NULL ? text : "";
}

static int64_t number_of(const json_t *item, const char *member)
{
    return json_integer_value(json_object_get(item, member));
}

static const json_t *list_of(const json_t *lists, MinutesListKind kind)
{
    return json_object_get(lists, minutes_lists[kind].name);
}

/* "a, b", without what is empty. Free with g_free(). */
static char *joined(const char *first, const char *second)
{
    return g_strconcat(first, first[0] != '\0' && second[0] != '\0' ? ", " : "", second, NULL);
}

/* "08 giờ 02"; dots while it is not known. */
static char *clock_text(int64_t time_us)
{
    if (time_us == 0) {
        return g_strdup("… giờ …");
    }
    const CivilTime time = civil_time_of(time_us);
    return g_strdup_printf("%02d giờ %02d", time.hour, time.minute);
}

static char *moment_text(int64_t time_us)
{
    return time_us != 0 ? print_time_long(time_us) : g_strdup("… giờ …, ngày … tháng … năm …");
}

static void paragraph(Document *document, char *text)
{
    document_paragraph(document, &document_style_body, text);
    g_free(text);
}

static void indented(Document *document, char *text)
{
    DocumentStyle style = document_style_body;
    style.left_mm = 5;
    document_paragraph(document, &style, text);
    g_free(text);
}

/* A name of the form, and what it says: upright, as all of the form's body. Free texts are lent. */
static void labelled(Document *document, const char *label, const char *text)
{
    const DocumentRun runs[] = {{.text = label}, {.text = ": "}, {.text = text}};
    document_runs(document, &document_style_body, runs, G_N_ELEMENTS(runs));
}

static void dots(Document *document)
{
    paragraph(document, g_strdup("…"));
}

/* ---- who, when, where ---- */

static void append_start(Document *document, const Minutes *minutes)
{
    g_autofree char *moment = moment_text(minutes->opened_us);
    g_autofree char *planned = clock_text(minutes->planned_us);
    const bool late =
            minutes->planned_us != 0 && minutes->opened_us - minutes->planned_us >= MINUTES_LATE_US;
    g_autofree char *text = late
            ? g_strdup_printf("%s (dự kiến %s; lý do bắt đầu muộn: %s)", moment, planned,
                      minutes->late_reason[0] != '\0' ? minutes->late_reason : "…")
            : g_strdup(moment);
    labelled(document, "Thời gian bắt đầu", text);
}

static void append_place(Document *document, const Minutes *minutes)
{
    g_autofree char *online = minutes->sites > 0
            ? g_strdup_printf("họp trực tuyến từ điểm cầu trung tâm đến %" G_GINT64_FORMAT
                              " điểm cầu",
                      minutes->sites)
            : g_strdup("");
    const bool both = minutes->place[0] != '\0' && online[0] != '\0';
    g_autofree char *text = g_strconcat(minutes->place, both ? "; " : "", online, NULL);
    labelled(document, "Địa điểm", text[0] != '\0' ? text : "…");
}

static void append_attendees(Document *document, const json_t *attendees)
{
    const char *group = "";

    paragraph(document,
            g_strdup_printf(
                    "1. Tại điểm cầu trung tâm:%s", json_array_size(attendees) == 0 ? " …" : ""));
    for (size_t i = 0; i < json_array_size(attendees); i++) {
        const json_t *one = json_array_get(attendees, i);
        const char *named = text_of(one, "group");
        if (named[0] != '\0' && !g_str_equal(named, group)) {
            indented(document, g_strdup_printf("%s:", named));
        }
        group = named;
        g_autofree char *what = joined(text_of(one, "title"), text_of(one, "unit"));
        g_autofree char *who = joined(text_of(one, "name"), what);
        indented(document, g_strdup_printf("- %s;", who));
    }
}

static void append_absences(Document *document, const json_t *absences)
{
    g_autoptr(GString) text = g_string_new("3. Vắng mặt: ");

    for (size_t i = 0; i < json_array_size(absences); i++) {
        const json_t *one = json_array_get(absences, i);
        const char *reason = text_of(one, "text");
        g_string_append_printf(text, "%s%s (%s)", i > 0 ? "; " : "", text_of(one, "site"),
                reason[0] != '\0' ? reason : "lý do: …");
    }
    if (json_array_size(absences) == 0) {
        g_string_append(text, "không");
    }
    g_string_append_c(text, '.');
    document_paragraph(document, &document_style_body, text->str);
}

static void append_people(Document *document, const Minutes *minutes, const json_t *lists)
{
    labelled(document, "Thành phần tham dự", "");
    append_attendees(document, list_of(lists, MINUTES_ATTENDEES));
    paragraph(document,
            g_strdup_printf("2. Tại các điểm cầu thành phần: có mặt %" G_GINT64_FORMAT
                            "/%" G_GINT64_FORMAT " điểm cầu, %" G_GINT64_FORMAT
                            " đại biểu (Phụ lục kèm theo).",
                    minutes->sites_present, minutes->sites, minutes->delegates_present));
    append_absences(document, list_of(lists, MINUTES_ABSENCES));
    g_autofree char *chair = joined(minutes->chair_name, minutes->chair_title);
    g_autofree char *secretary = joined(minutes->secretary_name, minutes->secretary_title);
    labelled(document, "Chủ trì (chủ tọa)", chair[0] != '\0' ? chair : "…");
    labelled(document, "Thư ký (người ghi biên bản)", secretary[0] != '\0' ? secretary : "…");
}

/* ---- the parts ---- */

/* Each line is a paragraph. */
static void append_text(Document *document, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if ((*line)[0] != '\0') {
            document_paragraph(document, &document_style_body, *line);
        }
    }
}

static void append_report(Document *document, const json_t *report, size_t n)
{
    g_autofree char *what = joined(text_of(report, "title"), text_of(report, "unit"));
    paragraph(document, g_strdup_printf("%zu. %s.", n, what));
    append_text(document, text_of(report, "text"));
}

static void append_speech(Document *document, const json_t *speech, size_t n)
{
    int64_t time_us = 0;
    (void)record_time_parse(text_of(speech, "time"), &time_us);
    g_autofree char *clock = clock_text(time_us);
    g_autofree char *who = joined(text_of(speech, "name"), text_of(speech, "title"));
    const char *site = text_of(speech, "site");
    const char *said = text_of(speech, "text");
    g_autofree char *text = g_strdup_printf("%zu. %s%s%s%s: %s%s%s", n,
            site[0] != '\0' ? site : "Chủ tọa", time_us != 0 ? " (" : "", time_us != 0 ? clock : "",
            time_us != 0 ? ")" : "", who, who[0] != '\0' ? ": " : "", said[0] != '\0' ? said : "…");
    append_text(document, text);
}

static void append_vote(Document *document, const json_t *vote, size_t n)
{
    const int64_t total = number_of(vote, "total");
    const int64_t agree = number_of(vote, "agree");
    g_autofree char *share =
            print_percent(total > 0 ? 100.0 * (double)agree / (double)total : 0, 2);

    paragraph(document,
            g_strdup_printf("%zu. %s: tổng số %" G_GINT64_FORMAT "; tán thành %" G_GINT64_FORMAT
                            " (%s); không tán thành %" G_GINT64_FORMAT
                            "; không biểu quyết %" G_GINT64_FORMAT ".",
                    n, text_of(vote, "text"), total, agree, share, number_of(vote, "against"),
                    number_of(vote, "abstain")));
}

static void append_if(GString *text, const char *label, const char *value)
{
    if (value[0] != '\0') {
        g_string_append_printf(text, " %s: %s.", label, value);
    }
}

static void append_conclusion(Document *document, const json_t *conclusion, size_t n)
{
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_printf(text, "%zu. %s", n, text_of(conclusion, "text"));
    append_if(text, "Đơn vị chủ trì", text_of(conclusion, "unit"));
    append_if(text, "Đơn vị phối hợp", text_of(conclusion, "support"));
    append_if(text, "Thời hạn", text_of(conclusion, "deadline"));
    append_text(document, text->str);
}

static void append_incident(Document *document, const json_t *incident, size_t n)
{
    int64_t time_us = 0;
    (void)record_time_parse(text_of(incident, "time"), &time_us);
    g_autofree char *clock = clock_text(time_us);
    g_autofree char *text = g_strdup_printf("%zu. %s%s%s: %s", n, text_of(incident, "site"),
            time_us != 0 ? ", " : "", time_us != 0 ? clock : "", text_of(incident, "text"));
    append_text(document, text);
}

typedef struct Part {
    MinutesListKind kind;
    const char *title;
    bool always; /* also without an item */
    void (*append)(Document *document, const json_t *item, size_t n);
} Part;

static void append_part(Document *document, const json_t *lists, const Part *part, size_t *number)
{
    const json_t *items = list_of(lists, part->kind);

    if (json_array_size(items) == 0 && !part->always) {
        return;
    }
    g_autofree char *title = g_strdup_printf("%s. %s", romans[*number], part->title);
    (*number)++;
    official_part_append(document, title);
    for (size_t i = 0; i < json_array_size(items); i++) {
        part->append(document, json_array_get(items, i), i + 1);
    }
    if (json_array_size(items) == 0) {
        dots(document);
    }
}

static void append_content(Document *document, const Minutes *minutes, const json_t *lists)
{
    static const Part parts[] = {
            {MINUTES_REPORTS, "Báo cáo, tham luận", true, append_report},
            {MINUTES_SPEECHES, "Ý kiến phát biểu", true, append_speech},
            {MINUTES_VOTES, "Biểu quyết", false, append_vote},
            {MINUTES_CONCLUSIONS, "Kết luận của chủ tọa", true, append_conclusion},
            {MINUTES_INCIDENTS, "Sự cố kỹ thuật", false, append_incident},
    };
    g_autofree char *clock = clock_text(minutes->opened_us);
    g_autofree char *opening = g_strdup_printf("%s. Khai mạc (%s)", romans[0], clock);
    size_t number = 1;

    labelled(document, "Nội dung (theo diễn biến cuộc họp/hội nghị/hội thảo)", "");
    official_part_append(document, opening);
    if (minutes->opening[0] != '\0') {
        append_text(document, minutes->opening);
    } else {
        dots(document);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        append_part(document, lists, &parts[i], &number);
    }
}

/* ---- the foot ---- */

static void append_recipients(Document *document, const json_t *recipients)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    for (size_t i = 0; i < json_array_size(recipients); i++) {
        const char *to = text_of(json_array_get(recipients, i), "text");
        g_autofree char *line = g_strdup_printf("- %s;", to);
        if (to[0] != '\0') {
            g_strv_builder_add(builder, line);
        }
    }
    g_strv_builder_add(builder, "- Lưu: VT, Hồ sơ.");
    g_auto(GStrv) lines = g_strv_builder_end(builder);
    official_recipients_append(document, (const char *const *)lines);
}

Document *minutes_document(const Minutes *minutes)
{
    Document *document = document_new(minutes->title, &document_page_official);
    json_t *lists = minutes_lists_json(minutes);
    g_autofree char *written = minutes_number_text(minutes);
    g_autofree char *number = g_strdup_printf("Số: %s", written);
    g_autofree char *end = moment_text(minutes->closed_us);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = minutes->parent_agency,
                    .agency = minutes->agency,
                    .number = number,
                    .kind = "BIÊN BẢN",
                    .excerpt = minutes->title});
    append_start(document, minutes);
    append_place(document, minutes);
    append_people(document, minutes, lists);
    append_content(document, minutes, lists);
    paragraph(document, g_strdup_printf("Cuộc họp (hội nghị, hội thảo) kết thúc vào %s./.", end));
    official_signatures_append(document,
            &(OfficialSignature){
                    .title = "THƯ KÝ", .hint = "(Chữ ký)", .name = minutes->secretary_name},
            &(OfficialSignature){.title = "CHỦ TỌA",
                    .hint = "(Chữ ký của người có thẩm quyền, dấu/chữ ký số của cơ quan, tổ chức "
                            "(nếu có))",
                    .name = minutes->chair_name});
    append_recipients(document, list_of(lists, MINUTES_RECIPIENTS));
    json_decref(lists);
    return document;
}

/* ---- the notice ---- */

static void append_notice_text(Document *document, const Minutes *minutes, const json_t *lists)
{
    const json_t *conclusions = list_of(lists, MINUTES_CONCLUSIONS);
    g_autofree char *day = minutes->opened_us != 0
            ? civil_day_long_text(civil_day_of(minutes->opened_us))
            : g_strdup("ngày … tháng … năm …");
    g_autofree char *chair = joined(minutes->chair_name, minutes->chair_title);

    paragraph(document,
            g_strdup_printf("Ngày họp: %s; chủ trì: %s. Sau khi nghe báo cáo và ý kiến của các đại "
                            "biểu, chủ tọa kết luận như sau:",
                    day, chair));
    for (size_t i = 0; i < json_array_size(conclusions); i++) {
        append_conclusion(document, json_array_get(conclusions, i), i + 1);
    }
    if (json_array_size(conclusions) == 0) {
        dots(document);
    }
    paragraph(document,
            g_strdup_printf(
                    "%s thông báo để các cơ quan, đơn vị biết, thực hiện./.", minutes->agency));
}

Document *minutes_notice_document(const Minutes *minutes, const NoticeHeading *heading)
{
    Document *document = document_new("Thông báo kết luận", &document_page_official);
    json_t *lists = minutes_lists_json(minutes);
    g_autofree char *number = minutes->notice_no[0] != '\0'
            ? g_strdup_printf("Số: %s", minutes->notice_no)
            : g_strdup_printf("Số: …/TB-%s", minutes->symbol[0] != '\0' ? minutes->symbol : "…");
    const int64_t written_us = minutes->notice_us != 0 ? minutes->notice_us : heading->written_us;
    g_autofree char *day = civil_day_long_text(civil_day_of(written_us));
    g_autofree char *date =
            g_strdup_printf("%s, %s", heading->town[0] != '\0' ? heading->town : "…", day);
    g_autofree char *excerpt = g_strdup_printf("Kết luận tại %s", minutes->title);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = minutes->parent_agency,
                    .agency = minutes->agency,
                    .number = number,
                    .date = date,
                    .kind = "THÔNG BÁO",
                    .excerpt = excerpt});
    append_notice_text(document, minutes, lists);
    official_signatures_append(document, &(OfficialSignature){0},
            &(OfficialSignature){.title = heading->signer_title, .name = heading->signer_name});
    append_recipients(document, list_of(lists, MINUTES_RECIPIENTS));
    json_decref(lists);
    return document;
}

/* ---- the sidecar ---- */

/* The lists' English members, as the specification of the minutes calls them. */
static json_t *renamed(const json_t *items, const char *const *names)
{
    json_t *list = json_array();

    for (size_t i = 0; i < json_array_size(items); i++) {
        json_t *one = json_object();
        for (size_t n = 0; names[n] != NULL; n += 2) {
            json_t *value = json_object_get(json_array_get(items, i), names[n]);
            json_object_set(one, names[n + 1], value);
        }
        json_array_append_new(list, one);
    }
    return list;
}

static void add_lists(json_t *sidecar, const json_t *lists)
{
    static const char *const people[] = {
            "group", "thanh_phan", "name", "ho_ten", "title", "chuc_vu", "unit", "don_vi", NULL};
    static const char *const absences[] = {"site", "diem_cau", "text", "ly_do", NULL};
    static const char *const reports[] = {
            "time", "gio", "title", "ten", "unit", "don_vi", "text", "noi_dung", NULL};
    static const char *const speeches[] = {"time", "gio", "site", "diem_cau", "name", "ho_ten",
            "title", "chuc_vu", "text", "y_kien", NULL};
    static const char *const votes[] = {"text", "noi_dung", "total", "tong_so", "agree",
            "tan_thanh", "against", "khong_tan_thanh", "abstain", "khong_bieu_quyet", NULL};
    static const char *const conclusions[] = {
            "text", "noi_dung", "unit", "chu_tri", "support", "phoi_hop", "deadline", "han", NULL};
    static const char *const incidents[] = {
            "time", "gio", "site", "diem_cau", "text", "noi_dung", NULL};
    static const char *const recipients[] = {"text", "noi_nhan", NULL};
    const struct {
        MinutesListKind kind;
        const char *name;
        const char *const *members;
    } rows[] = {
            {MINUTES_ATTENDEES, "dai_bieu", people},
            {MINUTES_ABSENCES, "vang_mat", absences},
            {MINUTES_REPORTS, "bao_cao", reports},
            {MINUTES_SPEECHES, "noi_dung", speeches},
            {MINUTES_VOTES, "bieu_quyet", votes},
            {MINUTES_CONCLUSIONS, "ket_luan", conclusions},
            {MINUTES_INCIDENTS, "su_co", incidents},
            {MINUTES_RECIPIENTS, "noi_nhan", recipients},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        json_object_set_new(
                sidecar, rows[i].name, renamed(list_of(lists, rows[i].kind), rows[i].members));
    }
}

static void add_time(json_t *sidecar, const char *name, int64_t time_us)
{
    g_autofree char *text = record_time_text(time_us);
    json_object_set_new(sidecar, name, json_string(text));
}

json_t *minutes_sidecar(const Minutes *minutes)
{
    json_t *lists = minutes_lists_json(minutes);
    g_autofree char *symbol =
            g_strdup_printf("BB%s%s", minutes->symbol[0] != '\0' ? "-" : "", minutes->symbol);
    json_t *sidecar = json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:I, s:I, s:I}",
            "ten_loai", "Biên bản", "co_quan_chu_quan", minutes->parent_agency, "co_quan",
            minutes->agency, "so", (json_int_t)minutes->number, "ky_hieu", symbol, "trich_yeu",
            minutes->title, "ten_cuoc_hop", minutes->title, "dia_diem", minutes->place,
            "so_diem_cau", (json_int_t)minutes->sites, "so_diem_cau_co_mat",
            (json_int_t)minutes->sites_present, "so_dai_bieu",
            (json_int_t)minutes->delegates_present);

    add_time(sidecar, "ngay", minutes->issued_us);
    add_time(sidecar, "bat_dau", minutes->opened_us);
    add_time(sidecar, "ket_thuc", minutes->closed_us);
    json_object_set_new(sidecar, "chu_tri",
            json_pack(
                    "{s:s, s:s}", "ho_ten", minutes->chair_name, "chuc_vu", minutes->chair_title));
    json_object_set_new(sidecar, "thu_ky",
            json_pack("{s:s, s:s}", "ho_ten", minutes->secretary_name, "chuc_vu",
                    minutes->secretary_title));
    json_object_set_new(
            sidecar, "nguoi_ky", json_pack("[s, s]", minutes->secretary_name, minutes->chair_name));
    json_object_set_new(sidecar, "trang_thai", json_string(minutes_state_words[minutes->state]));
    json_object_set_new(sidecar, "tep_ky_so", json_string(minutes->signed_name));
    json_object_set_new(sidecar, "sha256", json_string(minutes->signed_sha256));
    add_lists(sidecar, lists);
    json_decref(lists);
    return sidecar;
}
