#include "signaling/meeting/meeting.h"

#include "signaling/meeting/identity_set.h"

#include <string.h>

typedef struct Member {
    Participant shown; /* its texts point to the three below */
    char *identity;
    char *name;
    char *leg;
    bool media_once;       /* it was connected before: the next time it is a return */
    int64_t held_until_us; /* 0 while the seat is not running out */
    int64_t flow_until_us; /* without a session: silence beyond this means that it is gone */
} Member;

struct Meeting {
    char *code;
    char *title;
    MeetingConfig config;
    const MeetingEvents *events;
    void *user_data;
    GPtrArray *members;      /* Member, in order of the seats */
    GHashTable *by_identity; /* the same; the keys are theirs */
    GHashTable *by_leg;      /* of these who have one; the keys are theirs */
    IdentitySet *invited;
    GHashTable *orders; /* identity → order, of all who were ever here */
    int next_chair;
    int next_site;
};

static const char *const attendance_names[] = {
        [ATTENDANCE_JOINED] = "joined",
        [ATTENDANCE_CONNECTED] = "connected",
        [ATTENDANCE_LOST] = "lost",
        [ATTENDANCE_RETURNED] = "returned",
        [ATTENDANCE_LEFT] = "left",
};

const char *attendance_event_name(AttendanceEvent event)
{
    return attendance_names[event];
}

static void member_free(gpointer data)
{
    Member *member = data;
    g_free(member->identity);
    g_free(member->name);
    g_free(member->leg);
    g_free(member);
}

/* Events; every one of them may be left out. */

static void say_changed(Meeting *meeting, const Member *member)
{
    if (meeting->events->changed != NULL) {
        meeting->events->changed(&member->shown, meeting->user_data);
    }
}

static void say_attendance(
        Meeting *meeting, const Member *member, AttendanceEvent event, const char *why)
{
    if (meeting->events->attendance != NULL) {
        meeting->events->attendance(&member->shown, event, why, meeting->user_data);
    }
}

static void say_replaced(Meeting *meeting, uint64_t session)
{
    if (meeting->events->replaced != NULL) {
        meeting->events->replaced(session, meeting->user_data);
    }
}

static void say_drop_leg(Meeting *meeting, const char *leg, bool keep_seat)
{
    if (meeting->events->drop_leg != NULL) {
        meeting->events->drop_leg(leg, keep_seat, meeting->user_data);
    }
}

/* Members. */

static gint by_order(gconstpointer a, gconstpointer b)
{
    const Member *const *left = a;
    const Member *const *right = b;
    return (*left)->shown.order - (*right)->shown.order;
}

static Member *member_at(const Meeting *meeting, size_t n)
{
    return g_ptr_array_index(meeting->members, n);
}

static Member *member_of(const Meeting *meeting, const char *identity)
{
    return g_hash_table_lookup(meeting->by_identity, identity);
}

/* Asked for each report of each leg: with a thousand of them, looking one after the other takes a tenth of the time. */
static Member *member_of_leg(const Meeting *meeting, const char *leg)
{
    return leg != NULL ? g_hash_table_lookup(meeting->by_leg, leg) : NULL;
}

static Member *member_of_session(const Meeting *meeting, uint64_t session)
{
    for (size_t i = 0; session != 0 && i < meeting->members->len; i++) {
        if (member_at(meeting, i)->shown.session == session) {
            return member_at(meeting, i);
        }
    }
    return NULL;
}

/* The seat of an identity: the one it had before, or the next. */
static int order_of(Meeting *meeting, const char *identity, Role role)
{
    gconstpointer known = g_hash_table_lookup(meeting->orders, identity);
    if (known != NULL) {
        return GPOINTER_TO_INT(known) - 1;
    }
    const int order = role == ROLE_CHAIR ? meeting->next_chair++ : meeting->next_site++;
    if (g_hash_table_size(meeting->orders) < MEETING_ORDERS_MAX) {
        g_hash_table_insert(meeting->orders, g_strdup(identity), GINT_TO_POINTER(order + 1));
    }
    return order;
}

static Member *member_add(Meeting *meeting, const MeetingEntry *entry)
{
    Member *member = g_new0(Member, 1);

    member->identity = g_strdup(entry->identity);
    member->shown = (Participant){
            .identity = member->identity,
            .order = order_of(meeting, entry->identity, entry->role),
            .mic = entry->role != ROLE_VIEWER,
            .camera = entry->role != ROLE_VIEWER,
    };
    g_ptr_array_add(meeting->members, member);
    g_hash_table_insert(meeting->by_identity, member->identity, member);
    g_ptr_array_sort(meeting->members, by_order);
    return member;
}

static void member_describe(Member *member, const MeetingEntry *entry)
{
    g_free(member->name);
    member->name = g_strdup(entry->name);
    member->shown.name = member->name;
    member->shown.role = entry->role;
    member->shown.kind = entry->kind;
    member->shown.by_link = entry->by_link;
    member->shown.rate_cap_bps = entry->rate_cap_bps;
    member->shown.network = entry->network;
}

static void member_set_leg(Meeting *meeting, Member *member, const char *leg)
{
    char *copy = g_strdup(leg);
    if (member->leg != NULL) {
        g_hash_table_remove(meeting->by_leg, member->leg);
    }
    g_free(member->leg);
    member->leg = copy;
    member->shown.leg = copy;
    if (copy != NULL) {
        g_hash_table_insert(meeting->by_leg, copy, member);
    }
}

/* Without a session nothing else would ever end an entry whose media never comes. */
static int64_t connect_deadline(const Member *member, int64_t now_us)
{
    return member->shown.session != 0 ? 0 : now_us + MEETING_CONNECT_GRACE_US;
}

/* Its media is no more. A short break is a loss too: the report decides what it bridges. */
static void media_ended(Meeting *meeting, Member *member, ParticipantState state, const char *why)
{
    const bool was_connected = member->shown.state == PARTICIPANT_CONNECTED;

    member->shown.state = state;
    member->shown.speaking = false;
    member->shown.quality = QUALITY_GOOD;
    if (was_connected) {
        say_attendance(meeting, member, ATTENDANCE_LOST, why);
    }
}

static void drop_leg(Meeting *meeting, Member *member, bool keep_seat)
{
    if (member->leg != NULL) {
        g_autofree char *leg = g_strdup(member->leg);
        member_set_leg(meeting, member, NULL);
        say_drop_leg(meeting, leg, keep_seat);
    }
}

static void remove_member(Meeting *meeting, Member *member, const char *why)
{
    drop_leg(meeting, member, false);
    member->shown.state = PARTICIPANT_NONE;
    member->shown.speaking = false;
    say_attendance(meeting, member, ATTENDANCE_LEFT, why);
    guint at = 0;
    g_assert(g_ptr_array_find(meeting->members, member, &at));
    g_ptr_array_steal_index(meeting->members, at);
    g_hash_table_remove(meeting->by_identity, member->identity);
    if (meeting->events->gone != NULL) {
        meeting->events->gone(&member->shown, meeting->user_data);
    }
    member_free(member);
}

/* Media broke: hold the seat when there was one, and when nothing else keeps the member, let it go. */
static void lose(Meeting *meeting, Member *member, const char *why, int64_t now_us)
{
    if (!member->media_once && member->shown.session == 0) {
        remove_member(meeting, member, why);
        return;
    }
    if (!member->media_once) {
        media_ended(meeting, member, PARTICIPANT_CONNECTING, why);
    } else {
        media_ended(meeting, member, PARTICIPANT_LOST, why);
        member->held_until_us = now_us + meeting->config.seat_hold_us;
    }
    say_changed(meeting, member);
}

Meeting *meeting_new(const char *code, const char *title, const MeetingConfig *config,
        const MeetingEvents *events, void *user_data)
{
    Meeting *meeting = g_new0(Meeting, 1);

    g_assert(config->sites_max > 0 && config->seat_hold_us >= 0);
    meeting->code = g_strdup(code);
    meeting->title = g_strdup(title);
    meeting->config = *config;
    meeting->events = events;
    meeting->user_data = user_data;
    meeting->members = g_ptr_array_new_with_free_func(member_free);
    meeting->by_identity = g_hash_table_new(g_str_hash, g_str_equal);
    meeting->by_leg = g_hash_table_new(g_str_hash, g_str_equal);
    meeting->orders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    meeting->invited = identity_set_new();
    meeting->next_chair = MEETING_CHAIR_ORDER;
    meeting->next_site = MEETING_SITE_ORDER;
    return meeting;
}

void meeting_free(Meeting *meeting)
{
    if (meeting == NULL) {
        return;
    }
    g_hash_table_unref(meeting->by_leg);
    g_hash_table_unref(meeting->by_identity);
    g_ptr_array_unref(meeting->members);
    g_hash_table_unref(meeting->orders);
    identity_set_free(meeting->invited);
    g_free(meeting->code);
    g_free(meeting->title);
    g_free(meeting);
}

const char *meeting_code(const Meeting *meeting)
{
    return meeting->code;
}

const char *meeting_title(const Meeting *meeting)
{
    return meeting->title;
}

static bool resumes(const Member *member, const MeetingEntry *entry)
{
    return entry->resume_leg != NULL && member->leg != NULL &&
            member->shown.state == PARTICIPANT_CONNECTED &&
            g_str_equal(entry->resume_leg, member->leg);
}

static bool is_taken(const Member *member, const MeetingEntry *entry)
{
    return !entry->by_link && member->shown.by_link &&
            (member->shown.session != 0 || member->shown.state == PARTICIPANT_CONNECTED);
}

/* An identity that is known comes in again: the newest device wins, and keeps seat and history. */
static MeetingJoin rejoin(
        Meeting *meeting, Member *member, const MeetingEntry *entry, int64_t now_us)
{
    const uint64_t older = member->shown.session;
    if (entry->session == 0) {
        return MEETING_JOINED;
    }
    const bool resumed = resumes(member, entry);

    member_describe(member, entry);
    member->shown.session = entry->session;
    if (older != 0 && older != entry->session) {
        say_replaced(meeting, older);
    }
    if (!resumed) {
        media_ended(meeting, member, PARTICIPANT_CONNECTING, "replaced");
        drop_leg(meeting, member, true);
    }
    member->held_until_us = resumed ? 0 : connect_deadline(member, now_us);
    say_changed(meeting, member);
    return resumed ? MEETING_RESUMED : MEETING_JOINED;
}

MeetingJoin meeting_join(Meeting *meeting, const MeetingEntry *entry, int64_t now_us)
{
    Member *member = member_of(meeting, entry->identity);

    if (member != NULL) {
        return is_taken(member, entry) ? MEETING_TAKEN : rejoin(meeting, member, entry, now_us);
    }
    if (meeting->members->len >= (guint)meeting->config.sites_max) {
        return MEETING_FULL;
    }
    member = member_add(meeting, entry);
    member_describe(member, entry);
    member->shown.session = entry->session;
    member->shown.state = PARTICIPANT_CONNECTING;
    member->held_until_us = connect_deadline(member, now_us);
    say_attendance(meeting, member, ATTENDANCE_JOINED, "");
    say_changed(meeting, member);
    return MEETING_JOINED;
}

/* The seats after those that are taken are the next ones. */
static void remember_order(Meeting *meeting, const char *identity, int order)
{
    g_hash_table_replace(meeting->orders, g_strdup(identity), GINT_TO_POINTER(order + 1));
    if (order < MEETING_SITE_ORDER) {
        meeting->next_chair = MAX(meeting->next_chair, order + 1);
    } else {
        meeting->next_site = MAX(meeting->next_site, order + 1);
    }
}

void meeting_reserve(Meeting *meeting, const char *identity, int position)
{
    g_assert(position >= 0);
    if (g_hash_table_size(meeting->orders) < MEETING_ORDERS_MAX) {
        remember_order(meeting, identity, MEETING_SITE_ORDER + position);
        (void)identity_set_add(meeting->invited, identity);
    }
}

bool meeting_is_invited(const Meeting *meeting, const char *identity)
{
    return identity_set_has(meeting->invited, identity);
}

size_t meeting_invited_size(const Meeting *meeting)
{
    return identity_set_size(meeting->invited);
}

const char *meeting_nth_invited(const Meeting *meeting, size_t n)
{
    return identity_set_nth(meeting->invited, n);
}

int meeting_sites_max(const Meeting *meeting)
{
    return meeting->config.sites_max;
}

void meeting_adopt(Meeting *meeting, const MeetingAdoption *adoption, int64_t now_us)
{
    const MeetingEntry *entry = &adoption->entry;

    g_assert(entry->session == 0 && adoption->order >= 0);
    remember_order(meeting, entry->identity, adoption->order);
    Member *member = member_of(meeting, entry->identity);
    if (member == NULL) {
        member = member_add(meeting, entry);
    }
    member_describe(member, entry);
    member_set_leg(meeting, member, adoption->leg);
    member->shown.state = adoption->connected ? PARTICIPANT_CONNECTED : PARTICIPANT_CONNECTING;
    member->media_once = adoption->connected;
    member->flow_until_us = now_us + MEETING_ADOPT_GRACE_US;
    member->held_until_us = adoption->connected ? 0 : connect_deadline(member, now_us);
    say_changed(meeting, member);
}

void meeting_leave(Meeting *meeting, const char *identity, const char *why)
{
    Member *member = member_of(meeting, identity);

    if (member != NULL) {
        remove_member(meeting, member, why);
    }
}

void meeting_session_gone(Meeting *meeting, uint64_t session, int64_t now_us)
{
    Member *member = member_of_session(meeting, session);

    if (member == NULL) {
        return; /* it was replaced */
    }
    member->shown.session = 0;
    if (member->shown.state == PARTICIPANT_CONNECTED) {
        member->flow_until_us = now_us +
                (member->shown.role == ROLE_VIEWER ? MEETING_VIEWER_GRACE_US
                                                   : MEETING_FLOW_GRACE_US);
        return;
    }
    if (!member->media_once || member->shown.state == PARTICIPANT_NONE) {
        remove_member(meeting, member, "vanished");
        return;
    }
    drop_leg(meeting, member, true);
    if (member->shown.state != PARTICIPANT_LOST || member->held_until_us == 0) {
        lose(meeting, member, "vanished", now_us);
    }
}

bool meeting_leg_started(
        Meeting *meeting, const MeetingEntry *entry, const char *leg, int64_t now_us)
{
    Member *member = member_of(meeting, entry->identity);

    if (member == NULL || (entry->session != 0 && entry->session != member->shown.session)) {
        return false;
    }
    const uint64_t older = member->shown.session;
    member_describe(member, entry);
    member->shown.session = entry->session;
    if (older != entry->session) {
        say_replaced(meeting, older);
    }
    media_ended(meeting, member, PARTICIPANT_CONNECTING, "replaced");
    drop_leg(meeting, member, true);
    member_set_leg(meeting, member, leg);
    member->held_until_us = connect_deadline(member, now_us);
    say_changed(meeting, member);
    return true;
}

void meeting_leg_connected(Meeting *meeting, const char *leg, int64_t now_us)
{
    Member *member = member_of_leg(meeting, leg);

    if (member == NULL || member->shown.state == PARTICIPANT_CONNECTED) {
        return;
    }
    member->shown.state = PARTICIPANT_CONNECTED;
    member->held_until_us = 0;
    member->flow_until_us = now_us + MEETING_FLOW_GRACE_US;
    say_attendance(
            meeting, member, member->media_once ? ATTENDANCE_RETURNED : ATTENDANCE_CONNECTED, "");
    member->media_once = true;
    say_changed(meeting, member);
}

uint64_t meeting_leg_closed(Meeting *meeting, const char *leg, const char *why, int64_t now_us)
{
    Member *member = member_of_leg(meeting, leg);

    if (member == NULL) {
        return 0; /* it was replaced, or dropped by us */
    }
    const uint64_t session = member->shown.session;
    member_set_leg(meeting, member, NULL);
    lose(meeting, member, why, now_us);
    return session;
}

void meeting_leg_report(
        Meeting *meeting, const char *leg, ParticipantQuality quality, bool flows, int64_t now_us)
{
    Member *member = member_of_leg(meeting, leg);

    if (member == NULL) {
        return;
    }
    if (flows) {
        member->flow_until_us = MAX(member->flow_until_us, now_us + MEETING_FLOW_GRACE_US);
    }
    if (member->shown.quality != quality) {
        member->shown.quality = quality;
        say_changed(meeting, member);
    }
}

void meeting_legs_lost(Meeting *meeting, int64_t now_us)
{
    for (size_t i = meeting->members->len; i-- > 0;) {
        Member *member = member_at(meeting, i);
        if (member->leg == NULL) {
            continue;
        }
        member_set_leg(meeting, member, NULL);
        if (member->shown.session == 0) {
            lose(meeting, member, "media server restarted", now_us);
        } else {
            media_ended(meeting, member, PARTICIPANT_CONNECTING, "media server restarted");
            say_changed(meeting, member);
        }
    }
}

void meeting_set_own(Meeting *meeting, const char *identity, bool mic, bool camera)
{
    Member *member = member_of(meeting, identity);

    if (member == NULL || (member->shown.mic == mic && member->shown.camera == camera)) {
        return;
    }
    member->shown.mic = mic;
    member->shown.camera = camera;
    say_changed(meeting, member);
}

void meeting_set_speaker(Meeting *meeting, const char *identity)
{
    for (size_t i = 0; i < meeting->members->len; i++) {
        Member *member = member_at(meeting, i);
        member->shown.speaking = identity != NULL && g_str_equal(member->identity, identity);
    }
}

/* Publishers and onlookers over HTTP never have a session: their leg's own liveness in the MCU decides. Room hardware
 * has its call, which ends when the device is gone, and may be held for as long as it likes. */
static bool lives_otherwise(ParticipantKind kind)
{
    return kind == PARTICIPANT_WHIP || kind == PARTICIPANT_WHEP || kind == PARTICIPANT_SIP;
}

/* Without a session, only flowing media proves that somebody is still there. */
static bool has_vanished(const Member *member, int64_t now_us)
{
    return member->shown.session == 0 && member->shown.state == PARTICIPANT_CONNECTED &&
            !lives_otherwise(member->shown.kind) && now_us > member->flow_until_us;
}

void meeting_tick(Meeting *meeting, int64_t now_us)
{
    for (size_t i = meeting->members->len; i-- > 0;) {
        Member *member = member_at(meeting, i);
        if (has_vanished(member, now_us)) {
            drop_leg(meeting, member, true);
            lose(meeting, member, "vanished", now_us);
        } else if (member->held_until_us != 0 && now_us > member->held_until_us) {
            member->held_until_us = 0;
            if (member->shown.session == 0) {
                remove_member(meeting, member, "did not come back");
            } else {
                member->shown.state = PARTICIPANT_NONE;
                say_changed(meeting, member);
            }
        }
    }
}

size_t meeting_size(const Meeting *meeting)
{
    return meeting->members->len;
}

const Participant *meeting_nth(const Meeting *meeting, size_t n)
{
    return &member_at(meeting, n)->shown;
}

const Participant *meeting_find(const Meeting *meeting, const char *identity)
{
    const Member *member = member_of(meeting, identity);
    return member != NULL ? &member->shown : NULL;
}

const Participant *meeting_find_leg(const Meeting *meeting, const char *leg)
{
    const Member *member = member_of_leg(meeting, leg);
    return member != NULL ? &member->shown : NULL;
}

const Participant *meeting_find_session(const Meeting *meeting, uint64_t session)
{
    const Member *member = member_of_session(meeting, session);
    return member != NULL ? &member->shown : NULL;
}
