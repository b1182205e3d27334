#include "signaling/report/bold_width.h"

#include <glib.h>

enum { FIRST = 0x20, LAST = 0x7e, OTHER = 500 };

/* Thousandths of the size, from the space on (Times Bold's font metrics). */
static const short widths[LAST - FIRST + 1] = {
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, /* to / */
        500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,  /* to ? */
        930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,  /* to O */
        611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, /* to _ */
        333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,  /* to o */
        556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,       /* to ~ */
};

static int width_of(gunichar letter)
{
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

    (void)g_unichar_fully_decompose(letter, FALSE, parts, G_N_ELEMENTS(parts));
    const gunichar base = letter == 0x110 ? 'D' : letter == 0x111 ? 'd' : parts[0]; /* Đ, đ */
    if (g_unichar_ismark(base)) {
        return 0;
    }
    return base >= FIRST && base <= LAST ? widths[base - FIRST] : OTHER;
}

double bold_width_pt(const char *text, double size_pt)
{
    int sum = 0;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        sum += width_of(g_utf8_get_char(at));
    }
    return sum * size_pt / 1000;
}
