#include "signaling/app/document_answer.h"

#include "signaling/report/document_html.h"
#include "signaling/report/document_rtf.h"

#include <string.h>

void document_answer_text(RestCall *call, const char *type, char *text, const char *file_name)
{
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, strlen(text));
    rest_answer_bytes(call, type, bytes, file_name);
}

void document_answer_html(RestCall *call, const Document *document)
{
    g_autofree char *policy = document_html_policy(document);

    document_answer_text(call, DOCUMENT_HTML_TYPE, document_html(document), NULL);
    rest_header(call, "Content-Security-Policy", policy);
}

void document_answer_rtf(RestCall *call, const Document *document, const char *file_name)
{
    document_answer_text(call, DOCUMENT_RTF_TYPE, document_rtf(document), file_name);
}

void document_answer_file(
        RestCall *call, const char *type, GBytes *file, const char *file_name, const GError *fault)
{
    if (file == NULL) {
        (void)rest_problem(call, 500, "failed", "Không tạo được tệp, máy chủ có thể đã đầy đĩa.",
                fault != NULL ? fault->message : NULL);
        return;
    }
    rest_answer_bytes(call, type, file, file_name);
}
