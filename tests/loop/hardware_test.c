/*
 * Telephones in a meeting: each hears the others at their level and not itself, in every codec, plain and with keys;
 * keys that are pressed, hold and resume, our own offer, a port that is not the one that was said, strangers.
 */
#include "mcu/media/video_codec_list.h"
#include "tests/loop/hardware_hall.h"
#include "tests/loop/hardware_peer.h"

#include <glib/gstdio.h>

#include <math.h>
#include <string.h>

enum {
    PEERS = 5,
    TICK_MS = 20,
};

static const double near_db = 1.0;
static const double silent_db = -50.0;

typedef struct Hall {
    HardwareHall hall;
    HardwarePeer *peers[PEERS];
    unsigned talks; /* bits, by peer */
    bool (*done)(struct Hall *hall);
} Hall;

static const HardwarePeerConfig configs[PEERS] = {
        {"mu", SOUND_CODEC_PCMU, SDP_CRYPTO_NONE, 440, false},
        {"a", SOUND_CODEC_PCMA, SDP_CRYPTO_AES_CM_128_HMAC_SHA1_32, 800, false},
        {"wide", SOUND_CODEC_G722, SDP_CRYPTO_AES_CM_128_HMAC_SHA1_80, 1000, false},
        {"opus", SOUND_CODEC_OPUS, SDP_CRYPTO_AEAD_AES_128_GCM, 1500, false},
        {"nat", SOUND_CODEC_PCMU, SDP_CRYPTO_NONE, 1900, true},
};

/* ---- the telephones' beat ---- */

static bool beat(void *user_data)
{
    Hall *hall = user_data;
    for (unsigned i = 0; i < PEERS; i++) {
        if (hall->peers[i] != NULL) {
            hardware_peer_tick(hall->peers[i], (hall->talks & 1U << i) != 0);
        }
    }
    return hall->done(hall);
}

/* Talks and listens until it is so. */
static void wait_until(Hall *hall, bool (*done)(Hall *hall))
{
    hall->done = done;
    hardware_hall_beat(&hall->hall, TICK_MS, beat, hall);
}

/* ---- descriptions ---- */

static void invite(Hall *hall, unsigned index)
{
    hall->peers[index] = hardware_peer_new(&configs[index]);
    g_autofree char *offer = hardware_peer_describe(hall->peers[index], "");
    hardware_hall_add(
            &hall->hall, configs[index].name, offer, configs[index].suite == SDP_CRYPTO_NONE);
    g_assert_nonnull(hall->hall.answer);
    hardware_peer_learn(hall->peers[index], hall->hall.answer);
}

static Hall *hall_new(void)
{
    Hall *hall = g_new0(Hall, 1);
    hardware_hall_init(&hall->hall);
    return hall;
}

static void hall_free(Hall *hall)
{
    hardware_hall_clear(&hall->hall);
    for (unsigned i = 0; i < PEERS; i++) {
        hardware_peer_free(hall->peers[i]);
    }
    g_free(hall);
}

/* ---- what is shown ---- */

static bool hears(const Hall *hall, unsigned ear, unsigned mouth)
{
    const double db = hardware_peer_hears(hall->peers[ear], configs[mouth].hz);
    return ABS(db - HARDWARE_PEER_DBFS) <= near_db;
}

static bool hears_not(const Hall *hall, unsigned ear, unsigned mouth)
{
    return hardware_peer_hears(hall->peers[ear], configs[mouth].hz) < silent_db;
}

static bool all_hear_right(Hall *hall)
{
    for (unsigned ear = 0; ear < PEERS; ear++) {
        for (unsigned mouth = 0; mouth < PEERS; mouth++) {
            const bool should = ear != mouth && (hall->talks & 1U << mouth) != 0;
            if (!(should ? hears(hall, ear, mouth) : hears_not(hall, ear, mouth))) {
                return false;
            }
        }
    }
    return true;
}

/* Two talk at a time: more would be turned down together. */
static void test_each_hears_the_others(void)
{
    static const unsigned rounds[] = {1U << 0 | 1U << 2, 1U << 1 | 1U << 3, 1U << 4 | 1U << 2};
    Hall *hall = hall_new();
    for (unsigned i = 0; i < PEERS; i++) {
        invite(hall, i);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rounds); i++) {
        hall->talks = rounds[i];
        wait_until(hall, all_hear_right);
        g_test_message("round %zu: after %u ms", i, hall->hall.ticks * TICK_MS);
    }
    g_assert_cmpuint(hall->hall.connected, ==, PEERS);
    hall_free(hall);
}

/* ---- the notice that the meeting is recorded ---- */

enum { NOTICE_RATE_HZ = 16000, NOTICE_S = 2, NOTICE_HZ = 2500, WAVE_HEAD_BYTES = 44 };

/* A tone in place of the sentence. @return its path; free it and the file */
static char *make_notice(void)
{
    static const uint32_t bytes = sizeof(int16_t) * NOTICE_RATE_HZ * NOTICE_S;
    static const uint8_t head[WAVE_HEAD_BYTES - 4] = "RIFF\x24\xfa\0\0WAVEfmt \x10\0\0\0\1\0\1\0"
                                                     "\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data";
    g_autoptr(GByteArray) wave = g_byte_array_new();
    char *path = NULL;
    const int file = g_file_open_tmp("notice-XXXXXX.wav", &path, NULL);
    g_byte_array_append(wave, head, sizeof head);
    for (int i = 0; i < 4; i++) {
        g_byte_array_append(wave, &(uint8_t){(uint8_t)(bytes >> 8 * i)}, 1);
    }
    for (int i = 0; i < NOTICE_RATE_HZ * NOTICE_S; i++) {
        const double turn = 2 * G_PI * NOTICE_HZ * i / NOTICE_RATE_HZ;
        const int16_t sample = (int16_t)lrint(8000 * sin(turn));
        const uint8_t pair[] = {(uint8_t)(sample & 0xff), (uint8_t)((uint16_t)sample >> 8)};
        g_byte_array_append(wave, pair, sizeof pair);
    }
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, (const char *)wave->data, wave->len, NULL));
    return path;
}

static bool is_told(const Hall *hall, unsigned ear)
{
    return hardware_peer_hears(hall->peers[ear], NOTICE_HZ) > silent_db / 2;
}

static unsigned told_ticks;

/* Nothing of the meeting comes before all of it; who has been here hears neither it nor who is told. */
static bool told_before_it_hears(Hall *hall)
{
    told_ticks += is_told(hall, 2);
    g_assert_false(is_told(hall, 0));
    if (told_ticks * TICK_MS < (NOTICE_S - 1) * 1000) {
        g_assert_true(hears_not(hall, 2, 0));
        g_assert_true(hears_not(hall, 0, 2));
        return false;
    }
    return hears(hall, 2, 0) && hears(hall, 0, 2) && !is_told(hall, 2);
}

/* A device has no page: it is told in words that the meeting is recorded, before it hears and is heard. */
static void test_hears_the_notice_before_the_meeting(void)
{
    Hall *hall = hall_new();
    g_autofree char *notice = make_notice();
    invite(hall, 0);
    hall->talks = 1U << 0 | 1U << 2;
    hall->hall.notice = notice;
    told_ticks = 0;
    invite(hall, 2);
    wait_until(hall, told_before_it_hears);
    g_assert_cmpint(g_unlink(notice), ==, 0);
    hall_free(hall);
}

/* ---- keys ---- */

static bool digits_came(Hall *hall)
{
    return strcmp(hall->hall.digits->str, "mu* mu5 wide# ") == 0;
}

static void test_tells_keys(void)
{
    Hall *hall = hall_new();
    invite(hall, 0);
    invite(hall, 2);
    hardware_peer_press(hall->peers[0], 10);
    hardware_peer_press(hall->peers[0], 5);
    hardware_peer_press(hall->peers[2], 11);
    wait_until(hall, digits_came);
    hall_free(hall);
}

static bool listener_hears(Hall *hall)
{
    return hears(hall, 2, 0);
}

static unsigned packets_before;

static bool nothing_comes_any_more(Hall *hall)
{
    const unsigned packets = hardware_peer_packets(hall->peers[2]);
    const bool quiet = packets == packets_before && hall->hall.ticks > 10;
    packets_before = packets;
    return quiet;
}

static bool hears_anew(Hall *hall)
{
    return hardware_peer_packets(hall->peers[2]) > packets_before + 20 && hears(hall, 2, 0);
}

static void test_holds_and_resumes(void)
{
    Hall *hall = hall_new();
    invite(hall, 0);
    invite(hall, 2);
    hall->talks = 1U << 0;
    wait_until(hall, listener_hears);

    g_autofree char *hold = hardware_peer_describe(hall->peers[2], "a=inactive\r\n");
    hardware_hall_update(&hall->hall, "wide", hold);
    g_assert_nonnull(strstr(hall->hall.answer, "a=inactive\r\n"));
    wait_until(hall, nothing_comes_any_more);

    g_autofree char *resume = hardware_peer_describe(hall->peers[2], "a=sendrecv\r\n");
    hardware_hall_update(&hall->hall, "wide", resume);
    g_autofree char *answer = g_strdup(hall->hall.answer);
    g_assert_nonnull(strstr(answer, "a=sendrecv\r\n"));
    hardware_hall_update(&hall->hall, "wide", resume); /* refreshed: nothing changed */
    g_assert_cmpstr(hall->hall.answer, ==, answer);
    wait_until(hall, hears_anew);

    g_auto(GStrv) parts = g_strsplit(resume, "IN IP4 127.0.0.1\r\nt=", 2); /* the old way to hold */
    g_autofree char *old_hold = g_strjoinv("IN IP4 0.0.0.0\r\nt=", parts);
    old_hold[strlen("v=0\r\no=w")] = 'W'; /* another o= */
    hardware_hall_update(&hall->hall, "wide", old_hold);
    g_assert_nonnull(strstr(hall->hall.answer, "a=recvonly\r\n"));
    wait_until(hall, nothing_comes_any_more);
    g_autofree char *back = hardware_peer_describe(hall->peers[2], "");
    hardware_hall_update(&hall->hall, "wide", back);
    wait_until(hall, hears_anew);

    hardware_hall_update(&hall->hall, "wide", "v=0\r\n"); /* refused: it goes on */
    g_assert_cmpint(hall->hall.fault, ==, API_FAULT_BAD_OFFER);
    wait_until(hall, listener_hears);
    hall_free(hall);
}

/* The same from an address of IPv6. */
static char *in_six(const char *description)
{
    g_auto(GStrv) parts = g_strsplit(description, "IN IP4 127.0.0.1\r\nt=", 2);
    g_assert_nonnull(parts[1]);
    return g_strjoinv("IN IP6 2001:db8::7\r\nt=", parts);
}

/* We offer, and it answers, in the clear or with keys. */
static void test_offers(void)
{
    for (unsigned index = 0; index < 3; index += 2) {
        Hall *hall = hall_new();
        invite(hall, index == 0 ? 2 : 0);
        hall->peers[index] = hardware_peer_new(&configs[index]);
        hardware_hall_add(
                &hall->hall, configs[index].name, "", configs[index].suite == SDP_CRYPTO_NONE);
        g_assert_nonnull(strstr(hall->hall.answer, "m=audio"));
        g_assert_nonnull(strstr(hall->hall.answer, "m=video"));
        g_autofree char *offer = g_strdup(hall->hall.answer);
        g_autofree char *text =
                hardware_peer_describe(hall->peers[index], "m=video 0 RTP/AVP 97\r\n");
        /* A telephone's tags are its own; in an answer it is that of the offer. */
        g_auto(GStrv) parts = g_strsplit(text, "a=crypto:3 ", 2);
        g_autofree char *answer = g_strjoinv("a=crypto:1 ", parts);
        g_autofree char *away =
                in_six(answer); /* what cannot be taken leaves our offer as it was */
        hardware_hall_settle(&hall->hall, configs[index].name, away);
        g_assert_cmpint(hall->hall.fault, ==, API_FAULT_NO_ADDRESS);
        hardware_hall_settle(&hall->hall, configs[index].name, answer);
        g_assert_cmpstr(hall->hall.answer, ==, "");
        hardware_peer_learn(hall->peers[index], offer);
        hall->talks = 1U << 0;
        wait_until(hall, listener_hears);
        hardware_hall_update(&hall->hall, configs[index].name,
                text); /* as it answered: it gets an answer, and the same keys */
        hardware_peer_learn(hall->peers[index], hall->hall.answer);
        g_assert_null(strstr(hall->hall.answer, "a=crypto:2"));
        packets_before = hardware_peer_packets(hall->peers[2]);
        wait_until(hall, hears_anew);
        /* no offer waits for it now */
        hardware_hall_settle(&hall->hall, configs[index].name, answer);
        g_assert_cmpint(hall->hall.fault, ==, API_FAULT_ROOM_STATE);
        hall_free(hall);
    }
}

static bool talker_is_heard_alone(Hall *hall)
{
    hardware_peer_intrude(hall->peers[0]);
    hardware_peer_intrude(hall->peers[0]);
    return hall->hall.ticks > 25 && hears(hall, 2, 0);
}

/* What others send to a port that is taken is not heard, and does not get the sound in its owner's place. */
static void test_passes_over_strangers(void)
{
    Hall *hall = hall_new();
    invite(hall, 0);
    invite(hall, 2);
    hall->talks = 1U << 0;
    wait_until(hall, listener_hears);
    const unsigned packets = hardware_peer_packets(hall->peers[0]);
    wait_until(hall, talker_is_heard_alone);
    g_assert_cmpuint(hardware_peer_packets(hall->peers[0]), >, packets + 5);
    hall_free(hall);
}

static void test_refuses_in_the_clear(void)
{
    Hall *hall = hall_new();
    g_autoptr(HardwarePeer) peer = hardware_peer_new(&configs[0]);
    g_autofree char *offer = hardware_peer_describe(peer, "");
    hardware_hall_add(&hall->hall, configs[0].name, offer, false);
    g_assert_null(hall->hall.answer);
    g_assert_cmpint(hall->hall.fault, ==, API_FAULT_NO_ENCRYPTION);
    g_assert_nonnull(strstr(hall->hall.reason, "must encrypt"));
    g_assert_cmpuint(room_leg_count(hall->hall.room), ==, 0);
    hall_free(hall);
}

/* The room has an address of IPv4 alone. A call that is up goes on as it was. */
static void test_refuses_what_it_cannot_reach(void)
{
    Hall *hall = hall_new();
    g_autoptr(HardwarePeer) peer = hardware_peer_new(&configs[2]);
    g_autofree char *offer = hardware_peer_describe(peer, "");
    g_autofree char *six = in_six(offer);
    hardware_hall_add(&hall->hall, "six", six, false);
    g_assert_null(hall->hall.answer);
    g_assert_cmpint(hall->hall.fault, ==, API_FAULT_NO_ADDRESS);
    g_assert_nonnull(strstr(hall->hall.reason, "2001:db8::7"));
    g_assert_cmpuint(room_leg_count(hall->hall.room), ==, 0);

    invite(hall, 0);
    invite(hall, 2);
    hall->talks = 1U << 0;
    wait_until(hall, listener_hears);
    g_autofree char *again = hardware_peer_describe(hall->peers[2], "");
    g_autofree char *moved = in_six(again);
    moved[strlen("v=0\r\no=w")] = 'W'; /* another o= */
    hardware_hall_update(&hall->hall, "wide", moved);
    g_assert_null(hall->hall.answer);
    g_assert_cmpint(hall->hall.fault, ==, API_FAULT_NO_ADDRESS);
    g_assert_nonnull(strstr(hall->hall.reason, "cannot be reached from 127.0.0.1"));
    packets_before = hardware_peer_packets(hall->peers[2]);
    wait_until(hall, hears_anew);
    hall_free(hall);
}

/* A second of a tone in 16 bits at 8 kHz, which none of the telephones sends. */
static char *write_tone(const char *folder)
{
    enum { RATE_HZ = 8000, TONE_HZ = 2500, HEAD = 44 };
    static const uint8_t head[HEAD] = {'R', 'I', 'F', 'F', 0xa4, 0x3e, 0, 0, 'W', 'A', 'V', 'E',
            'f', 'm', 't', ' ', 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0,
            16, 0, 'd', 'a', 't', 'a', 0x80, 0x3e, 0, 0};
    g_autoptr(GByteArray) wav = g_byte_array_new();
    char *path = g_build_filename(folder, "tone.wav", NULL);

    g_byte_array_append(wav, head, HEAD);
    for (int i = 0; i < RATE_HZ; i++) {
        const int16_t sample = (int16_t)(8000 * sin(2 * G_PI * TONE_HZ * i / RATE_HZ));
        const uint8_t bytes[] = {(uint8_t)(sample & 0xff), (uint8_t)((sample >> 8) & 0xff)};
        g_byte_array_append(wav, bytes, sizeof(bytes));
    }
    g_assert_true(g_file_set_contents(path, (const char *)wav->data, (gssize)wav->len, NULL));
    return path;
}

static bool second_hears_third(Hall *hall)
{
    return hears(hall, 1, 2) && hears(hall, 2, 1);
}

/* It is told something, hears nobody else (but for what its ear makes of so loud a tone), and is not heard. */
static bool second_is_told(Hall *hall)
{
    return hardware_peer_hears(hall->peers[1], 2500) > -25 &&
            hardware_peer_hears(hall->peers[1], configs[2].hz) < -28 && hears_not(hall, 2, 1) &&
            hardware_peer_hears(hall->peers[2], 2500) < silent_db;
}

static void test_speaks_to_one(void)
{
    static const char *const sentences[] = {"dial_meeting", "dial_site", "dial_pin",
            "dial_no_meeting", "dial_not_open", "dial_wrong_pin", "dial_too_often",
            "dial_not_invited", "dial_not_let_in", "dial_busy", "dial_goodbye"};
    g_autofree char *folder = g_dir_make_tmp("speaks-XXXXXX", NULL);
    g_autofree char *tone = write_tone(folder);
    g_autoptr(GError) error = NULL;
    Hall *hall = hall_new();

    invite(hall, 1);
    invite(hall, 2);
    hall->talks = 1U << 1 | 1U << 2;
    wait_until(hall, second_hears_third);
    ApiLegPlay play = {.leg = (char *)configs[1].name, .sound = tone};
    g_assert_cmpint(room_play_to(hall->hall.room, &play, &error), ==, 1000);
    wait_until(hall, second_is_told);
    wait_until(hall, second_hears_third);
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        play.sound = (char *)sentences[i];
        g_assert_cmpint(room_play_to(hall->hall.room, &play, &error), >, 800);
        g_assert_no_error(error);
    }
    play.sound = (char *)"dial_nothing";
    g_assert_cmpint(room_play_to(hall->hall.room, &play, &error), ==, 0);
    g_clear_error(&error);
    play = (ApiLegPlay){.leg = (char *)"nobody", .sound = tone};
    g_assert_cmpint(room_play_to(hall->hall.room, &play, &error), ==, 0);
    hall_free(hall);
    (void)g_unlink(tone);
    (void)g_rmdir(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    video_codec_list_load();
    g_test_add_func("/hardware/each_hears_the_others", test_each_hears_the_others);
    g_test_add_func("/hardware/hears_the_notice_before_the_meeting",
            test_hears_the_notice_before_the_meeting);
    g_test_add_func("/hardware/tells_keys", test_tells_keys);
    g_test_add_func("/hardware/holds_and_resumes", test_holds_and_resumes);
    g_test_add_func("/hardware/offers", test_offers);
    g_test_add_func("/hardware/passes_over_strangers", test_passes_over_strangers);
    g_test_add_func("/hardware/refuses_in_the_clear", test_refuses_in_the_clear);
    g_test_add_func("/hardware/refuses_what_it_cannot_reach", test_refuses_what_it_cannot_reach);
    g_test_add_func("/hardware/speaks_to_one", test_speaks_to_one);
    return g_test_run();
}
