/**
 * attendance_rules: the rules of attendance as they are configured: `attendance.*`.
 *
 * Units       as attendance.
 * Ownership   a value.
 * Thread      any: no state.
 * Errors      none: settings are checked when they are read.
 * Memory      none.
 */
#ifndef SIGNALING_APP_ATTENDANCE_RULES_H
#define SIGNALING_APP_ATTENDANCE_RULES_H

#include "config/settings.h"
#include "signaling/meeting/attendance.h"

AttendanceRules attendance_rules_of(const Settings *settings);

#endif
