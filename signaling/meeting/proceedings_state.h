/**
 * proceedings_state: what stands behind `Proceedings`: made and shown here, changed by proceedings_apply.c alone. Nobody
 * else includes this.
 *
 * Units       as proceedings.h.
 * Ownership   everything is the state's own; proceedings_free() lets it go.
 * Thread      as proceedings.h.
 * Errors      none.
 * Memory      as proceedings.h.
 */
#ifndef SIGNALING_MEETING_PROCEEDINGS_STATE_H
#define SIGNALING_MEETING_PROCEEDINGS_STATE_H

#include "signaling/meeting/proceedings.h"

typedef struct ProceedingsFloor {
    char *site; /* never NULL; "": nobody */
    int64_t since_us;
    int64_t limit_s; /* 0: none */
} ProceedingsFloor;

struct Proceedings {
    ProceedingsPhase phase;
    bool stopped;
    int64_t opened_us;
    int64_t closed_us;
    int64_t end_plan_us;
    bool locked;
    bool waiting_room;
    bool governed;
    ProceedingsFloor floor;
    IdentitySet *admitted;
    IdentitySet *muted;
    GHashTable *reasons; /* of the muted: identity -> why the server did it */
    bool auto_mute;
    IdentitySet *presenters;
    char *slides; /* never NULL; "": nobody's */
    PictureOrders *pictures;
    SpeakerQueue *queue;
    AgendaPage *agenda;
    SiteVote *vote; /* the last one, or NULL */
    ChatLog *chat;
    ScreenNotes *notes;
    RollCall *roll;
    SiteHeadsTable *heads;
    PresenceLog *presence;
    ProceedingsRecording recording;
    IdentitySet *told;
    IdentitySet *acknowledged;
};

#endif
