#include "tests/bots/bot_ice.h"

#include <string.h>

enum {
    CHECK_EACH_US = 50000,  /* RFC 8445, 14.2: at least */
    KEEP_EACH_US = 4000000, /* RFC 7675, 5.1: about 5 s */
    UFRAG_SIZE = 8,
    PWD_SIZE = 24,
};

/* RFC 8445, 5.1.2.1: a host candidate of component 1. */
#define PRIORITY (UINT32_C(126) << 24 | UINT32_C(65535) << 8 | 255)

struct BotIce {
    BotIceSend send;
    void *user_data;
    char ufrag[UFRAG_SIZE + 1];
    char pwd[PWD_SIZE + 1];
    uint64_t tie_breaker;
    uint8_t transaction[STUN_TRANSACTION_SIZE]; /* of all checks: the address tells them apart */

    char *remote_pwd; /* NULL until the peer is known */
    char *username;
    StunAddress candidates[BOT_ICE_CANDIDATES_MAX];
    size_t count;
    size_t selected; /* count: none */
    int64_t next_us;
};

static void make_word(char *out, size_t size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (size_t i = 0; i < size; i++) {
        out[i] = letters[g_random_int_range(0, sizeof letters - 1)];
    }
    out[size] = '\0';
}

BotIce *bot_ice_new(BotIceSend send, void *user_data)
{
    BotIce *ice = g_new0(BotIce, 1);
    ice->send = send;
    ice->user_data = user_data;
    ice->selected = SIZE_MAX;
    make_word(ice->ufrag, UFRAG_SIZE);
    make_word(ice->pwd, PWD_SIZE);
    ice->tie_breaker = (uint64_t)g_random_int() << 32 | g_random_int();
    for (size_t i = 0; i < STUN_TRANSACTION_SIZE; i++) {
        ice->transaction[i] = (uint8_t)g_random_int();
    }
    return ice;
}

void bot_ice_free(BotIce *ice)
{
    if (ice == NULL) {
        return;
    }
    g_free(ice->remote_pwd);
    g_free(ice->username);
    g_free(ice);
}

const char *bot_ice_ufrag(const BotIce *ice)
{
    return ice->ufrag;
}

const char *bot_ice_pwd(const BotIce *ice)
{
    return ice->pwd;
}

void bot_ice_set_remote(BotIce *ice, const char *ufrag, const char *pwd)
{
    g_free(ice->remote_pwd);
    g_free(ice->username);
    ice->remote_pwd = g_strdup(pwd);
    ice->username = g_strconcat(ufrag, ":", ice->ufrag, NULL);
}

bool bot_ice_add(BotIce *ice, const StunAddress *address)
{
    if (ice->count == BOT_ICE_CANDIDATES_MAX) {
        return false;
    }
    ice->candidates[ice->count++] = *address;
    return true;
}

static void check(BotIce *ice, const StunAddress *to)
{
    uint8_t bytes[STUN_MESSAGE_SIZE_MAX];
    ByteWriter writer = byte_writer(bytes, sizeof bytes);

    stun_message_write_check(&(StunCheck){.transaction = ice->transaction,
                                     .username = ice->username,
                                     .password = ice->remote_pwd,
                                     .tie_breaker = ice->tie_breaker,
                                     .priority = PRIORITY},
            &writer);
    if (!writer.full) {
        ice->send(bytes, writer.size, to, ice->user_data);
    }
}

void bot_ice_tick(BotIce *ice, int64_t now_us)
{
    if (ice->remote_pwd == NULL || now_us < ice->next_us) {
        return;
    }
    const StunAddress *selected = bot_ice_selected(ice);
    ice->next_us = now_us + (selected != NULL ? KEEP_EACH_US : CHECK_EACH_US);
    for (size_t i = 0; i < ice->count; i++) {
        if (selected == NULL || selected == &ice->candidates[i]) {
            check(ice, &ice->candidates[i]);
        }
    }
}

static bool same_address(const StunAddress *a, const StunAddress *b)
{
    if (a->any.sa_family != b->any.sa_family) {
        return false;
    }
    if (a->any.sa_family == AF_INET) {
        return a->v4.sin_port == b->v4.sin_port && a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
    }
    return a->v6.sin6_port == b->v6.sin6_port &&
            memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof a->v6.sin6_addr) == 0;
}

static bool take_answer(
        BotIce *ice, const uint8_t *bytes, const StunMessage *message, const StunAddress *from)
{
    if (ice->remote_pwd == NULL ||
            memcmp(message->transaction, ice->transaction, sizeof ice->transaction) != 0 ||
            !stun_message_verify(bytes, message, ice->remote_pwd)) {
        return false;
    }
    for (size_t i = 0; i < ice->count && ice->selected >= ice->count; i++) {
        if (same_address(&ice->candidates[i], from)) {
            ice->selected = i;
        }
    }
    return true;
}

bool bot_ice_receive(BotIce *ice, const uint8_t *bytes, size_t size, const StunAddress *from)
{
    StunMessage message;
    uint8_t answer[STUN_MESSAGE_SIZE_MAX];
    ByteWriter writer = byte_writer(answer, sizeof answer);

    if (!stun_message_read(bytes, size, &message)) {
        return false;
    }
    if (message.type == STUN_BINDING_SUCCESS) {
        return take_answer(ice, bytes, &message, from);
    }
    if (message.type != STUN_BINDING_REQUEST || !stun_message_verify(bytes, &message, ice->pwd)) {
        return false;
    }
    stun_message_write_success(message.transaction, from, ice->pwd, &writer);
    ice->send(answer, writer.size, from, ice->user_data);
    return true;
}

const StunAddress *bot_ice_selected(const BotIce *ice)
{
    return ice->selected < ice->count ? &ice->candidates[ice->selected] : NULL;
}
