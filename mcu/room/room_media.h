/**
 * room_media: the machines of a room and the wires between them: legs, sound, picture, each on its own thread.
 *
 *      leg_table ── sound packets ──> room_sound ── mixed ticks ───────┐
 *          │  └──── picture frames ─> sources ──> room_view ── one frame a rung, split into packets once
 *          ├<──────────────────────────────────────────────────────────┘
 *          └─ slides of one leg ─> all other legs, unmixed; a source for the views; their sound ─> room_sound
 *
 * The room commands it from the main thread, and hears there what became of it.
 *
 * Units       times are microseconds of the monotonic clock.
 * Ownership   owns the machines; texts and reports in events are borrowed for the call.
 * Thread      the main thread, events too.
 * Errors      new fails when a machine refuses its settings.
 * Memory      that of the machines.
 */
#ifndef MCU_ROOM_ROOM_MEDIA_H
#define MCU_ROOM_ROOM_MEDIA_H

#include "mcu/room/leg_table.h"
#include "mcu/room/room_recording.h"
#include "mcu/room/room_sound.h"
#include "mcu/room/room_stream.h"
#include "mcu/room/room_view.h"
#include "mcu/room/scene.h"

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct RoomMedia RoomMedia;

typedef struct RoomMediaConfig {
    const char *const *addresses; /**< borrowed for as long as it lives */
    uint16_t port_min, port_max;
    bool dtls_active;
    PictureLadder ladder; /**< of each view */
    int fps;
    RoomSoundConfig sound;
} RoomMediaConfig;

typedef struct RoomMediaEvents {
    /** An offer of a leg was answered, or (answer NULL) refused. */
    void (*answered)(
            uint32_t leg, const char *answer, ApiFault fault, const char *reason, void *user_data);
    void (*connected)(uint32_t leg, void *user_data);
    void (*closed)(uint32_t leg, ApiLegEnd why, void *user_data);
    /** Hardware: a key was pressed; a key frame is needed of it, and RTCP cannot say so. */
    void (*digit)(uint32_t leg, char digit, void *user_data);
    void (*fast_update_wanted)(uint32_t leg, void *user_data);
    /** Hardware asks to present, or does not any more. */
    void (*floor)(uint32_t leg, bool wanted, void *user_data);
    /** Another leg speaks; 0: nobody does. */
    void (*speaker)(uint32_t leg, void *user_data);
    void (*reports)(const LegReport *reports, size_t count, void *user_data);
    /** Once a second, by their legs. */
    void (*sound_health)(const SoundHealth *sources, size_t count, void *user_data);
    /** Other legs receive pictures of a view than before, or none does any more. */
    void (*watched)(unsigned view, unsigned receivers, void *user_data);
    /** Whether a leg takes slides as a stream of their own; it does not until this is told. */
    void (*takes_slides)(uint32_t leg, bool takes, void *user_data);
    /** What a view showed when room_media_shoot() asked; NULL: it is not seen any more. Borrowed for the call. */
    void (*shot)(unsigned view, const VideoFrame *picture, void *user_data);
    /** Who read the live stream is gone. */
    void (*stream_ended)(void *user_data);
    /** A recording is over. @param reason  NULL: it was asked to end, and is whole */
    /** @param fault  "": it was asked to end; else as ApiRecorded, with a reason */
    void (*recorded)(const char *fault, const char *reason, void *user_data);
} RoomMediaEvents;

RoomMedia *room_media_new(const RoomMediaConfig *config, const RoomMediaEvents *events,
        void *user_data, GError **error);

/** Ends all threads; no event comes afterwards. NULL is allowed. */
void room_media_free(RoomMedia *media);

/** A new leg: answers its offer, mixes its sound. @return its picture, a new reference */
PictureSource *room_media_add(RoomMedia *media, uint32_t leg, const ApiLegAdd *add);

/** It hears this alone, and is not heard, until it has heard all of it: from when it is connected. */
void room_media_greet(RoomMedia *media, uint32_t leg, SoundClip *clip);
void room_media_greet_begin(RoomMedia *media, uint32_t leg);

/** Takes it out of the mix; `close` also closes its connection, which may have ended by itself. */
void room_media_remove(RoomMedia *media, uint32_t leg, bool close);

void room_media_offer_again(RoomMedia *media, uint32_t leg, const char *offer);

/** Hardware answers our offer: `answered` comes with "". */
void room_media_take_answer(RoomMedia *media, uint32_t leg, const char *answer);

/** The leg asks for a key frame by other means than RTCP. */
void room_media_fast_update(RoomMedia *media, uint32_t leg);

/** Hardware: its camera, as leg_table. */
void room_media_move_camera(RoomMedia *media, uint32_t leg, const H281Move *move, int64_t for_us);
void room_media_camera_preset(RoomMedia *media, uint32_t leg, uint8_t preset, bool store);

void room_media_candidate(RoomMedia *media, uint32_t leg, const char *candidate);
void room_media_mute(RoomMedia *media, uint32_t leg, bool muted);

/** The sound of the slides that a leg shows; it does nothing when the leg shows none. */
void room_media_mute_slides(RoomMedia *media, uint32_t leg, bool muted);
void room_media_set_sight(RoomMedia *media, uint32_t leg, LegSight sight);

/** Which view a leg watches. */
void room_media_set_view(RoomMedia *media, uint32_t leg, unsigned view, bool at_once);

/**
 * Who presents slides, 0 for nobody: they go to all others that can take them, and their sound into the mix.
 *
 * @return  their picture, for the composed views; a new reference, NULL for nobody
 */
PictureSource *room_media_present(RoomMedia *media, uint32_t leg);

/** Hardware that asked to present must not. */
void room_media_deny_floor(RoomMedia *media, uint32_t leg);

/** Whether a composed view shows the slides: only then are they decoded here. */
void room_media_show_slides(RoomMedia *media, bool visible);
/** What may be sent to it at most, sound and pictures together; 0 for no limit. */
void room_media_set_cap(RoomMedia *media, uint32_t leg, int64_t cap_bps);

/** How many rungs a view may have at most; 0: all. */
void room_media_set_rungs_max(RoomMedia *media, unsigned most);

/** What a view shows. Takes the reference over. */
void room_media_set_scene(RoomMedia *media, unsigned view, Scene *scene);

/** As room_view_shoot(). */
bool room_media_shoot(RoomMedia *media, unsigned view);

/** As room_view_moved_us(). */
int64_t room_media_moved_us(RoomMedia *media, unsigned view);

/** The recording of the meeting; to be started, paused and ended, but not stopped: `recorded` does that. */
RoomRecording *room_media_recording(RoomMedia *media);

/** The live stream of the meeting; to be started and stopped, also after `stream_ended`. */
RoomStream *room_media_stream(RoomMedia *media);

/** As room_sound_play(). */
void room_media_play(RoomMedia *media, SoundClip *clip);

/** As room_sound_tap(): for a recording with stems. */
void room_media_tap_sound(RoomMedia *media, bool on);

RoomSoundStats room_media_sound_stats(RoomMedia *media);
RoomViewLoad room_media_view_load(RoomMedia *media, unsigned view);
RoomSoundLoad room_media_sound_load(RoomMedia *media);
RoomViewStats room_media_view_stats(RoomMedia *media, unsigned view);

/** Frames of sources that could not be decoded in time. */
uint64_t room_media_frames_dropped(RoomMedia *media);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomMedia, room_media_free)

#endif
