/**
 * meeting_plan: a meeting as it is planned, announced and kept: what it is, who convenes it, and how far it has come.
 *
 *   draft ──► scheduled ──► trial ──► live ──► ended          in person: scheduled ──► ended
 *     │         │  ▲  └───────│────────▲                      as well, registered afterwards
 *     │         │  └──────────┘
 *     └─────────┴─────────────┴──► cancelled
 *
 * Only a meeting on trial or live can be entered; a scheduled one goes on trial by itself an hour before its start.
 *
 * Units       times are microseconds since 1970, UTC.
 * Ownership   as record: the plan owns its texts.
 * Thread      any: no state.
 * Errors      RECORD_ERROR for a field, MEETING_PLAN_ERROR for the rest; messages are Vietnamese.
 * Memory      as the fields' limits.
 */
#ifndef SIGNALING_MEETING_MEETING_PLAN_H
#define SIGNALING_MEETING_MEETING_PLAN_H

#include "signaling/meeting/record.h"
#include "signaling/meeting/working_days.h"

typedef enum MeetingState {
    MEETING_DRAFT,
    MEETING_SCHEDULED,
    MEETING_TRIAL,
    MEETING_LIVE,
    MEETING_ENDED,
    MEETING_CANCELLED,
    MEETING_STATES
} MeetingState;

typedef enum MeetingForm {
    MEETING_ONLINE,
    MEETING_IN_PERSON,
    MEETING_HYBRID,
} MeetingForm;

enum {
    MEETING_TITLE_MAX = 300,       /**< bytes */
    MEETING_SITES_LIMIT_MAX = 500, /**< of the meeting's own limit */
    MEETING_NOTICE_DAYS = 3, /**< QĐ 45/2018/QĐ-TTg, Art. 7: invitations, working days before */
    MEETING_CONCLUSION_DAYS = 5, /**< and the notice of conclusions, after */
};

#define MEETING_TRIAL_BEFORE_US                                                                    \
    INT64_C(3600000000) /**< the hour in which technicians try their lines */
#define MEETING_LENGTH_US     INT64_C(7200000000)   /**< of a meeting whose end is not said */
#define MEETING_LENGTH_MAX_US INT64_C(604800000000) /**< a week */

typedef struct MeetingPlan {
    char *code;
    char *title;
    char *kind;     /**< of the table of kinds; may be empty */
    int form;       /**< MeetingForm */
    char *relation; /**< of the table of relations; may be empty */
    char *unit;     /**< that convenes it; empty for one made on the command line */
    char *chair_name;
    char *chair_title;
    char *chair_account;
    char *secretary_name;
    char *secretary_title;
    char *secretary_account;
    int64_t start_us;
    int64_t end_us;
    char *place;
    char *invite_no;   /**< number and symbol of the invitation */
    char *decided_by;  /**< who chose the form */
    int state;         /**< MeetingState */
    int64_t sites_max; /**< 0: as the installation's */
    bool governed;
    bool waiting_room;
    bool records; /**< the recording begins when the session does */
    bool stems; /**< a recording has each site's sound beside it, unless somebody says otherwise */
    bool calls; /**< the sites' devices are called when its time has come */
    bool nosecret; /**< declared: the content is no state secret */
    bool adhoc;    /**< called without notice */
    char *series;  /**< the same for meetings repeated together; else empty */
    int64_t opened_us;
    int64_t closed_us;
    char *created_by;
    int64_t created_us;
    int64_t changed_us;
    char *cancel_reason;
    char *note;
} MeetingPlan;

extern const RecordType meeting_plan_type;
extern const char *const meeting_state_words[];
extern const char *const meeting_form_words[];

#define MEETING_PLAN_ERROR (meeting_plan_error_quark())
GQuark meeting_plan_error_quark(void);

typedef enum MeetingPlanError {
    MEETING_PLAN_ERROR_SECRET,      /**< the title speaks of a secret */
    MEETING_PLAN_ERROR_DECLARATION, /**< nobody has declared that there is none */
    MEETING_PLAN_ERROR_STEP,        /**< no way from this state to that */
} MeetingPlanError;

void meeting_plan_clear(MeetingPlan *plan);

/** What no single field shows. A draft may lack its start; a meeting with sites needs the declaration. */
bool meeting_plan_check(const MeetingPlan *plan, GError **error);

/** Whether a title speaks of a grade of state secrets, as "(Mật)" or "tài liệu tối mật". */
bool meeting_title_is_secret(const char *title);

/** Whether what is in `to` may be written over `from`: what has begun is not planned anew. */
bool meeting_plan_may_change(const MeetingPlan *from, const MeetingPlan *to, GError **error);

/**
 * Whether a meeting may go on to a state.
 *
 * @param reason  why; must not be empty for MEETING_CANCELLED
 */
bool meeting_plan_may_step(
        const MeetingPlan *plan, MeetingState to, const char *reason, GError **error);

/** Carries out a step that is allowed, with its times. */
void meeting_plan_step(MeetingPlan *plan, MeetingState to, const char *reason, int64_t now_us);

typedef enum MeetingEntrance {
    MEETING_OPEN,
    MEETING_OPENS_NOW, /**< scheduled, and its hour of trial has come: it goes on trial */
    MEETING_TOO_EARLY,
    MEETING_OVER, /**< ended or cancelled, or past its time without having begun */
    MEETING_NOT_ONLINE,
} MeetingEntrance;

MeetingEntrance meeting_plan_entrance(const MeetingPlan *plan, int64_t now_us);

/** When it ends by plan; by the usual length where the plan does not say. */
int64_t meeting_plan_end_us(const MeetingPlan *plan);

/** How many working days the invitation is too late, when it goes out now; 0 for none, or for an ad-hoc meeting. */
int meeting_plan_late_days(const MeetingPlan *plan, const WorkingDays *days, int64_t now_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingPlan, meeting_plan_clear)

#endif
