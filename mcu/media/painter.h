/**
 * painter: draws text and simple signs, once, into overlays.
 *
 * Text is Vietnamese in whatever form it comes: composed or decomposed letters look the same, bytes
 * that are no UTF-8 and control characters are replaced. Text that is too wide becomes a little
 * smaller, and if that is not enough its middle is left out: the end of a site's name tells it from
 * its neighbours as often as the beginning.
 *
 * Units       pixels; colours are red, green, blue, alpha from 0 to 1.
 * Ownership   the painter owns the fonts and the drawing in hand; a finished overlay is the caller's.
 * Thread      one thread at a time: the video tick of a view.
 * Errors      nothing here fails; a missing font is replaced by one that is there.
 * Memory      the fonts, about 3 MB; one drawing of at most VIDEO_FRAME_PIXELS_MAX; text is cut
 *             after PAINTER_TEXT_CHARS_MAX characters.
 */
#ifndef MCU_MEDIA_PAINTER_H
#define MCU_MEDIA_PAINTER_H

#include "mcu/media/overlay.h"
#include "mcu/media/rect.h"

enum { PAINTER_TEXT_CHARS_MAX = 160 };

typedef struct Painter Painter;

typedef struct PainterColour {
    double red;
    double green;
    double blue;
    double alpha;
} PainterColour;

typedef struct PainterText {
    const char *text;
    double size_px; /**< of the letters, ascent and descent together about 1.36 of it */
    int width_px;   /**< what the text may take at most */
    int lines;      /**< how many lines it may take at most, at least 1 */
    PainterColour colour;
} PainterText;

typedef enum PainterSign {
    PAINTER_SIGN_MICROPHONE_OFF,
    PAINTER_SIGN_CAMERA_OFF,
    PAINTER_SIGN_LOST, /**< a line that is broken */
} PainterSign;

/** Never NULL; free with painter_free(). */
Painter *painter_new(void);

/** NULL is allowed. */
void painter_free(Painter *painter);

/** The size that a text takes, at most as wide and with as many lines as it says. */
Rect painter_measure(Painter *painter, const PainterText *text);

/** Begins a drawing, all transparent. Sides are even. */
void painter_begin(Painter *painter, int width_px, int height_px);

/** Fills a rectangle with round corners; `radius_px` may be 0. */
void painter_fill(Painter *painter, Rect rect, double radius_px, PainterColour colour);

/** Draws a text; lines are centred in `place` if it is more than one line, else it begins left. */
void painter_write(Painter *painter, const PainterText *text, Rect place, bool centred);

/** Draws a sign as large as the square allows. */
void painter_sign(Painter *painter, PainterSign sign, Rect square, PainterColour colour);

/** Ends the drawing. Returns a new overlay. */
Overlay *painter_end(Painter *painter, bool opaque);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Painter, painter_free)

#endif
