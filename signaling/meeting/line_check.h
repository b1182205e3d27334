/**
 * line_check: whether a site is ready for a meeting: camera, microphone, echo and line, each good, fair or poor, with a
 * word for what is the matter, for which the pages have a sentence and the next step.
 *
 * What could not be tried yet - nobody spoke, nobody was spoken to - is unknown and counts neither way.
 *
 * Units       in the names.
 * Ownership   a plain value; words are constants.
 * Thread      any: pure.
 * Errors      none.
 * Memory      fixed.
 */
#ifndef SIGNALING_MEETING_LINE_CHECK_H
#define SIGNALING_MEETING_LINE_CHECK_H

#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum LineCheckLevel {
    LINE_CHECK_UNKNOWN,
    LINE_CHECK_GOOD,
    LINE_CHECK_FAIR,
    LINE_CHECK_POOR,
} LineCheckLevel;

typedef enum LineCheckItem {
    LINE_CHECK_CAMERA,
    LINE_CHECK_MICROPHONE,
    LINE_CHECK_ECHO,
    LINE_CHECK_LINE,
    LINE_CHECK_ITEMS,
} LineCheckItem;

/** What a site's own page found when it opened a device. */
typedef enum LineCheckDevice {
    LINE_CHECK_DEVICE_UNSAID,
    LINE_CHECK_DEVICE_OK,
    LINE_CHECK_DEVICE_NONE,   /**< there is none */
    LINE_CHECK_DEVICE_DENIED, /**< the browser may not use it */
    LINE_CHECK_DEVICE_BUSY,   /**< another program has it, or it does not work */
} LineCheckDevice;

const char *line_check_device_name(LineCheckDevice device);
bool line_check_device_from_name(const char *name, LineCheckDevice *ret_device);

/** What is known of a site when it is checked. */
typedef struct LineCheckInput {
    bool connected;
    bool mic, camera; /**< switched on */
    LineCheckDevice own_camera, own_microphone;
    unsigned faults;     /**< a set of site_watch's */
    bool picture_judged; /**< somebody sees it */
    bool echo_judged;    /**< it was spoken to */
    int64_t peak_dbov;   /**< the loudest of the last half minute */
    double loss_percent, jitter_ms, rtt_ms;
    int64_t up_bps, down_bps; /**< from the site, to the site */
} LineCheckInput;

typedef struct LineCheckFinding {
    LineCheckLevel level;
    const char *word;
} LineCheckFinding;

typedef struct LineCheck {
    LineCheckLevel level; /**< the worst of the known ones */
    LineCheckFinding items[LINE_CHECK_ITEMS];
    double loss_percent, jitter_ms, rtt_ms;
    int64_t up_bps, down_bps, peak_dbov;
} LineCheck;

LineCheck line_check_make(const LineCheckInput *input);

/** Whether the two say the same in words, whatever their figures. */
bool line_check_same(const LineCheck *one, const LineCheck *other);

const char *line_check_level_name(LineCheckLevel level);
const char *line_check_item_name(LineCheckItem item);

/** For clients and the database. A new reference. */
json_t *line_check_to_json(const LineCheck *check);

#endif
