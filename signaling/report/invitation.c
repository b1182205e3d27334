#include "signaling/report/invitation.h"

#include "signaling/meeting/civil_day.h"
#include "signaling/report/official_heading.h"
#include "signaling/report/print_text.h"

static void append(Document *document, const char *text)
{
    document_paragraph(document, &document_style_body, text);
}

static void append_list(Document *document, const char *const *items)
{
    DocumentStyle style = document_style_body;
    style.left_mm = 5;

    for (size_t i = 0; items[i] != NULL; i++) {
        g_autofree char *line = g_strdup_printf("- %s;", items[i]);
        document_paragraph(document, &style, line);
    }
}

static void append_heading(Document *document, const Invitation *invitation)
{
    g_autofree char *number = g_strdup_printf(
            "Số: %s", invitation->number[0] != '\0' ? invitation->number : "…/GM-…");
    g_autofree char *day = civil_day_long_text(civil_day_of(invitation->written_us));
    g_autofree char *date =
            g_strdup_printf("%s, %s", invitation->town[0] != '\0' ? invitation->town : "…", day);

    official_heading_append(document,
            &(OfficialHeading){.parent_agency = invitation->parent_agency,
                    .agency = invitation->agency,
                    .number = number,
                    .date = date,
                    .kind = "GIẤY MỜI",
                    .excerpt = invitation->title});
}

static char *place_text(const Invitation *invitation)
{
    if (!invitation->online) {
        return g_strdup(invitation->place);
    }
    return g_strdup_printf("%s%shọp trực tuyến từ điểm cầu trung tâm đến %d điểm cầu.",
            invitation->place, invitation->place[0] != '\0' ? "; " : "", invitation->sites);
}

static char *time_text(const Invitation *invitation)
{
    g_autofree char *start = print_time_long(invitation->start_us);

    if (invitation->end_us == 0) {
        return g_strconcat(start, ".", NULL);
    }
    const CivilTime end = civil_time_of(invitation->end_us);
    return g_strdup_printf("%s (dự kiến kết thúc lúc %02d giờ %02d).", start, end.hour, end.minute);
}

static void append_body(Document *document, const Invitation *invitation)
{
    g_autofree char *inviting = g_strdup_printf("%s trân trọng kính mời:", invitation->agency);
    g_autofree char *occasion = g_strdup_printf("Tới dự: %s.", invitation->title);
    g_autofree char *chair = g_strdup_printf("%s%s%s", invitation->chair_name,
            invitation->chair_name[0] != '\0' && invitation->chair_title[0] != '\0' ? ", " : "",
            invitation->chair_title);
    g_autofree char *time = time_text(invitation);
    g_autofree char *place = place_text(invitation);

    append(document, inviting);
    append_list(document, invitation->guests);
    append(document, occasion);
    document_labelled(document, "Chủ trì", chair);
    document_labelled(document, "Thời gian", time);
    document_labelled(document, "Địa điểm", place);
    document_labelled(document, "Chương trình", invitation->agenda);
    if (invitation->notes[0] != NULL) {
        append(document, "Các vấn đề cần lưu ý:");
        append_list(document, invitation->notes);
    }
    append(document, "Đề nghị đại biểu tham dự đầy đủ, đúng thành phần, đúng thời gian./.");
}

Document *invitation_document(const Invitation *invitation)
{
    static const char *const recipients[] = {"- Như trên;", "- Lưu: VT, Hồ sơ.", NULL};
    Document *document = document_new("Giấy mời", &document_page_official);

    append_heading(document, invitation);
    append_body(document, invitation);
    official_foot_append(document, recipients,
            &(OfficialSignature){
                    .title = invitation->signer_title, .name = invitation->signer_name});
    return document;
}
