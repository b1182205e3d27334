/**
 * stage: what a meeting's pictures show: the layout of each view, who has the floor, who shows slides, what is written
 * over all.
 *
 * The stage is the one place where this is kept. It is told to the media server on each change, to a new media server
 * as a whole, and it is taken over from one that outlived the server.
 *
 *   slides:   share(on) ──► told with the presenter's leg, and again with each new leg of the same session
 *             until: share(off) by the presenter or whoever may preempt, another one takes over, the presenter
 *             leaves, its media is lost, or its page is another one
 *
 * What must be done about the world is said by events; the stage itself touches nothing.
 *
 * Units       in the names.
 * Ownership   texts are copied; what is handed out is good until the next call that is not const.
 * Thread      the main loop's.
 * Errors      STAGE_ERROR, with the field's name in the text.
 * Memory      a layout for each view, two identities, one leg number.
 */
#ifndef SIGNALING_MEETING_STAGE_H
#define SIGNALING_MEETING_STAGE_H

#include "mcu/api/api_message.h"
#include "signaling/meeting/meeting.h"
#include "signaling/meeting/picture_orders.h"

typedef struct Stage Stage;

enum {
    STAGE_VIEWS = PICTURE_ORDERS_VIEWS, /**< that clients know of; single sites' come behind */
};

#define STAGE_ERROR (stage_error_quark())
GQuark stage_error_quark(void);

typedef enum StageError {
    STAGE_ERROR_NOBODY, /**< nobody of that identity, who sends a picture, is here */
    STAGE_ERROR_BUSY,   /**< somebody else shows slides */
    STAGE_ERROR_MEDIA,  /**< without media nobody can show anything */
} StageError;

/** Missing entries are left out. The first four are for the clients, the others for the media server. */
typedef struct StageEvents {
    void (*layouts)(void *user_data);
    void (*floor)(void *user_data);
    void (*share)(void *user_data);
    void (*overlay)(void *user_data);
    void (*tell_layout)(const ApiLayout *layout, void *user_data);
    void (*tell_floor)(const char *identity, void *user_data);
    void (*tell_slides)(const char *leg, void *user_data); /**< "": nobody */
    void (*tell_overlay)(const ApiOverlay *overlay, void *user_data);
} StageEvents;

typedef struct StageConfig {
    ApiLayoutMode modes[STAGE_VIEWS]; /**< by ApiView */
    int64_t rotate_s;
    bool title;
    bool clock;
} StageConfig;

/** @param meeting  who is here; it must outlive the stage */
Stage *stage_new(const StageConfig *config, const Meeting *meeting, const StageEvents *events,
        void *user_data);
void stage_free(Stage *stage);

/**
 * What somebody who may has chosen. `pages` is passed over; a `rotate_s` of 0 stays as it was. Who is pinned need not
 * be here yet.
 */
void stage_set_layout(Stage *stage, const ApiLayout *layout);

/** @param identity  "" for nobody */
bool stage_set_floor(Stage *stage, const char *identity, GError **error);

void stage_set_overlay(Stage *stage, bool title, bool clock);

/** Makes it as it was ordered, where it is not. */
void stage_follow(Stage *stage, const PictureOrders *orders);

/** One view, which was ordered anew, and be it the same again: its page. */
void stage_follow_view(Stage *stage, const PictureOrders *orders, ApiView view);

/**
 * Somebody shows slides, or does not any more. Ending what is not one's own is no error and does nothing.
 *
 * @param preempt  may take it from others
 */
bool stage_share(Stage *stage, const char *identity, bool on, bool preempt, GError **error);

/** A participant is not as it was; the meeting has it already. */
void stage_participant_changed(Stage *stage, const Participant *participant);
void stage_participant_gone(Stage *stage, const char *identity);

/** The media server would not take the slides of this leg. */
void stage_slides_refused(Stage *stage, const char *leg);

/** The media server says how a layout came out: with its pages, and a page that there is. */
void stage_note_layout(Stage *stage, const ApiLayout *layout);

/** There is a new media server, which knows nothing. */
void stage_tell_all(Stage *stage);

/** There is a media server that knows more than we do; its legs are in the meeting already. */
void stage_adopt(Stage *stage, const ApiRoomDescription *description);

/** @param view  below STAGE_VIEWS */
const ApiLayout *stage_layout(const Stage *stage, ApiView view);
const char *stage_floor(const Stage *stage);     /**< "": nobody */
const char *stage_presenter(const Stage *stage); /**< "": nobody */
ApiOverlay stage_overlay(const Stage *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stage, stage_free)

#endif
