#include "signaling/meeting/line_check.h"

#include "signaling/meeting/site_watch.h"

#include <math.h>
#include <string.h>

/* From here on a line is fair, and poor: what a meeting notices, and what it suffers from. */
static const double fair_loss_percent = 2.0;
static const double poor_loss_percent = 6.0;
static const double fair_rtt_ms = 300.0;
static const double poor_rtt_ms = 600.0;
static const double fair_jitter_ms = 50.0;
static const double poor_jitter_ms = 150.0;

enum {
    VOICE_DBOV = -40, /* somebody has spoken into the microphone … */
    ROOM_DBOV = -55,  /* … or it was only the room */
};

const char *line_check_level_name(LineCheckLevel level)
{
    static const char *const names[] = {"unknown", "good", "fair", "poor"};
    return names[level];
}

const char *line_check_item_name(LineCheckItem item)
{
    static const char *const names[] = {"camera", "microphone", "echo", "line"};
    return names[item];
}

static const char *const devices[] = {"", "ok", "none", "denied", "busy"};

const char *line_check_device_name(LineCheckDevice device)
{
    return devices[device];
}

bool line_check_device_from_name(const char *name, LineCheckDevice *ret_device)
{
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        if (strcmp(devices[i], name) == 0) {
            *ret_device = (LineCheckDevice)i;
            return true;
        }
    }
    return false;
}

static bool has(const LineCheckInput *input, SiteFault fault)
{
    return (input->faults & SITE_FAULT_BIT(fault)) != 0;
}

static LineCheckFinding check_camera(const LineCheckInput *input)
{
    switch (input->own_camera) {
    case LINE_CHECK_DEVICE_NONE:
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_no"};
    case LINE_CHECK_DEVICE_DENIED:
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_denied"};
    case LINE_CHECK_DEVICE_BUSY:
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_busy"};
    case LINE_CHECK_DEVICE_UNSAID:
    case LINE_CHECK_DEVICE_OK:
        break;
    }
    if (!input->camera) {
        return (LineCheckFinding){LINE_CHECK_FAIR, "cam_off"};
    }
    if (has(input, SITE_FAULT_NO_PICTURE)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_no"};
    }
    if (has(input, SITE_FAULT_BLACK)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_black"};
    }
    if (has(input, SITE_FAULT_FROZEN)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "cam_frozen"};
    }
    return input->picture_judged ? (LineCheckFinding){LINE_CHECK_GOOD, "cam_ok"}
                                 : (LineCheckFinding){LINE_CHECK_UNKNOWN, "cam_unknown"};
}

static LineCheckFinding check_microphone(const LineCheckInput *input)
{
    switch (input->own_microphone) {
    case LINE_CHECK_DEVICE_NONE:
        return (LineCheckFinding){LINE_CHECK_POOR, "mic_no"};
    case LINE_CHECK_DEVICE_DENIED:
        return (LineCheckFinding){LINE_CHECK_POOR, "mic_denied"};
    case LINE_CHECK_DEVICE_BUSY:
        return (LineCheckFinding){LINE_CHECK_POOR, "mic_busy"};
    case LINE_CHECK_DEVICE_UNSAID:
    case LINE_CHECK_DEVICE_OK:
        break;
    }
    if (!input->mic) {
        return (LineCheckFinding){LINE_CHECK_UNKNOWN, "mic_off"};
    }
    if (has(input, SITE_FAULT_SILENT)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "mic_silent"};
    }
    if (has(input, SITE_FAULT_HOWLING)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "mic_howling"};
    }
    if (has(input, SITE_FAULT_CLIPPING)) {
        return (LineCheckFinding){LINE_CHECK_FAIR, "mic_clipping"};
    }
    if (input->peak_dbov > VOICE_DBOV) {
        return (LineCheckFinding){LINE_CHECK_GOOD, "mic_ok"};
    }
    return input->peak_dbov > ROOM_DBOV ? (LineCheckFinding){LINE_CHECK_FAIR, "mic_low"}
                                        : (LineCheckFinding){LINE_CHECK_UNKNOWN, "mic_quiet"};
}

static LineCheckFinding check_echo(const LineCheckInput *input)
{
    if (has(input, SITE_FAULT_ECHO)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "echo_found"};
    }
    return input->mic && input->echo_judged
            ? (LineCheckFinding){LINE_CHECK_GOOD, "echo_ok"}
            : (LineCheckFinding){LINE_CHECK_UNKNOWN, "echo_unknown"};
}

static LineCheckFinding check_line(const LineCheckInput *input)
{
    if (input->loss_percent >= poor_loss_percent || input->rtt_ms >= poor_rtt_ms ||
            input->jitter_ms >= poor_jitter_ms || has(input, SITE_FAULT_LINE)) {
        return (LineCheckFinding){LINE_CHECK_POOR, "net_bad"};
    }
    if (input->loss_percent >= fair_loss_percent || input->rtt_ms >= fair_rtt_ms ||
            input->jitter_ms >= fair_jitter_ms) {
        return (LineCheckFinding){LINE_CHECK_FAIR, "net_fair"};
    }
    return (LineCheckFinding){LINE_CHECK_GOOD, "net_ok"};
}

LineCheck line_check_make(const LineCheckInput *input)
{
    LineCheck check = {
            .loss_percent = input->loss_percent,
            .jitter_ms = input->jitter_ms,
            .rtt_ms = input->rtt_ms,
            .up_bps = input->up_bps,
            .down_bps = input->down_bps,
            .peak_dbov = input->peak_dbov,
    };

    if (!input->connected) {
        for (size_t i = 0; i < LINE_CHECK_ITEMS; i++) {
            check.items[i] = (LineCheckFinding){LINE_CHECK_UNKNOWN, "absent"};
        }
        check.items[LINE_CHECK_LINE].level = check.level = LINE_CHECK_POOR;
        return check;
    }
    check.items[LINE_CHECK_CAMERA] = check_camera(input);
    check.items[LINE_CHECK_MICROPHONE] = check_microphone(input);
    check.items[LINE_CHECK_ECHO] = check_echo(input);
    check.items[LINE_CHECK_LINE] = check_line(input);
    for (size_t i = 0; i < LINE_CHECK_ITEMS; i++) {
        if (check.items[i].level > check.level) {
            check.level = check.items[i].level;
        }
    }
    return check;
}

bool line_check_same(const LineCheck *one, const LineCheck *other)
{
    for (size_t i = 0; i < LINE_CHECK_ITEMS; i++) {
        if (one->items[i].level != other->items[i].level ||
                strcmp(one->items[i].word, other->items[i].word) != 0) {
            return false;
        }
    }
    return one->level == other->level;
}

static json_t *rounded(double value)
{
    return json_real(round(value * 10) / 10);
}

json_t *line_check_to_json(const LineCheck *check)
{
    json_t *object = json_pack("{s:s, s:o, s:o, s:o, s:I, s:I, s:I}", "level",
            line_check_level_name(check->level), "loss_percent", rounded(check->loss_percent),
            "jitter_ms", rounded(check->jitter_ms), "rtt_ms", rounded(check->rtt_ms), "up_bps",
            (json_int_t)check->up_bps, "down_bps", (json_int_t)check->down_bps, "peak_dbov",
            (json_int_t)check->peak_dbov);

    for (size_t i = 0; i < LINE_CHECK_ITEMS; i++) {
        json_object_set_new(object, line_check_item_name((LineCheckItem)i),
                json_pack("{s:s, s:s}", "level", line_check_level_name(check->items[i].level),
                        "word", check->items[i].word));
    }
    return object;
}
