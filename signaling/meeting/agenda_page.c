#include "signaling/meeting/agenda_page.h"

#include "signaling/meeting/utc_time.h"

struct AgendaPage {
    int64_t number; /* 0: none */
    char *text;     /* never NULL */
    int64_t since_us;
};

AgendaPage *agenda_page_new(void)
{
    AgendaPage *page = g_new0(AgendaPage, 1);
    page->text = g_strdup("");
    return page;
}

void agenda_page_free(AgendaPage *page)
{
    if (page != NULL) {
        g_free(page->text);
        g_free(page);
    }
}

static void turn(AgendaPage *page, int64_t number, const char *text, int64_t since_us)
{
    char *copy = g_strdup(text);
    g_free(page->text);
    *page = (AgendaPage){.number = number, .text = copy, .since_us = since_us};
}

void agenda_page_apply(AgendaPage *page, const json_t *event)
{
    const int64_t number = json_integer_value(json_object_get(event, "number"));
    const char *text = json_string_value(json_object_get(event, "text"));

    if (number <= 0 || text == NULL) {
        agenda_page_close(page);
        return;
    }
    turn(page, number, text, json_integer_value(json_object_get(event, "time_us")));
}

void agenda_page_close(AgendaPage *page)
{
    turn(page, 0, "", 0);
}

json_t *agenda_page_to_json(const AgendaPage *page)
{
    g_autofree char *since = utc_time_text(page->since_us);
    return json_pack("{s:I, s:s, s:s}", "number", (json_int_t)page->number, "text", page->text,
            "since", since);
}

bool agenda_page_is(const AgendaPage *page, int64_t number, const char *text)
{
    return page->number == number && g_str_equal(page->text, text);
}
