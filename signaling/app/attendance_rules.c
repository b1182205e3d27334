#include "signaling/app/attendance_rules.h"

enum { SECOND_US = 1000000 };

AttendanceRules attendance_rules_of(const Settings *settings)
{
    return (AttendanceRules){
            .merge_gap_us = settings_number(settings, "attendance.merge_gap_s") * SECOND_US,
            .late_grace_us = settings_number(settings, "attendance.late_grace_s") * SECOND_US,
            .early_grace_us = settings_number(settings, "attendance.early_grace_s") * SECOND_US,
            .min_share = (double)settings_number(settings, "attendance.min_share_percent") / 100,
    };
}
