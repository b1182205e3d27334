#include "mcu/wire/ice_candidate.h"

#include <glib.h>

#include <arpa/inet.h>
#include <stdbool.h>
#include <string.h>

/*
 *     candidate:foundation component transport priority address port "typ" type
 *               ["raddr" address "rport" port] [name value]...
 */
enum {
    TEXT_SIZE_MAX = 512,
    WORDS_MAX = 40,
    FIXED_WORDS = 8,
    COMPONENT_MAX = 256,
    PRIORITY_MAX = 0x7fffffff, /* RFC 8839, 5.1: 1 to 2^31 - 1 */
};

static const char *const type_names[] = {
        [ICE_CANDIDATE_HOST] = "host",
        [ICE_CANDIDATE_SERVER_REFLEXIVE] = "srflx",
        [ICE_CANDIDATE_PEER_REFLEXIVE] = "prflx",
        [ICE_CANDIDATE_RELAYED] = "relay",
};

/* Cuts a text at its spaces, in place. @return the number of words, WORDS_MAX + 1 for too many */
static size_t split_words(char *text, char *words[WORDS_MAX])
{
    size_t count = 0;
    char *rest = text;
    for (char *word = strsep(&rest, " "); word != NULL; word = strsep(&rest, " ")) {
        if (*word == '\0') {
            continue;
        }
        if (count == WORDS_MAX) {
            return WORDS_MAX + 1;
        }
        words[count++] = word;
    }
    return count;
}

static bool read_number(const char *word, uint64_t max, uint64_t *out_value)
{
    uint64_t value = 0;
    if (*word == '\0') {
        return false;
    }
    for (const char *digit = word; *digit != '\0'; digit++) {
        if (!g_ascii_isdigit(*digit)) {
            return false;
        }
        value = value * 10 + (uint64_t)g_ascii_digit_value(*digit);
        if (value > max) {
            return false;
        }
    }
    *out_value = value;
    return true;
}

static bool read_foundation(const char *word, char out_foundation[ICE_FOUNDATION_MAX + 1])
{
    const size_t size = strlen(word);
    if (size == 0 || size > ICE_FOUNDATION_MAX) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (!g_ascii_isgraph(word[i])) {
            return false;
        }
    }
    memcpy(out_foundation, word, size + 1);
    return true;
}

static bool is_harmless_v4(struct in_addr address)
{
    const uint32_t value = ntohl(address.s_addr);
    const bool is_this_network = value >> 24 == 0;
    const bool is_multicast_or_reserved = value >> 28 >= 14;
    return !is_this_network && !is_multicast_or_reserved;
}

static bool is_harmless_v6(const struct in6_addr *address)
{
    static const struct in6_addr unspecified = IN6ADDR_ANY_INIT;
    return memcmp(address, &unspecified, sizeof unspecified) != 0 && address->s6_addr[0] != 0xff;
}

/* Reads an IP address that a check may be sent to. */
static bool read_address(const char *word, char out_address[ICE_ADDRESS_MAX + 1])
{
    struct in_addr v4;
    struct in6_addr v6;
    if (inet_pton(AF_INET, word, &v4) == 1) {
        return is_harmless_v4(v4) &&
                inet_ntop(AF_INET, &v4, out_address, ICE_ADDRESS_MAX + 1) != NULL;
    }
    if (inet_pton(AF_INET6, word, &v6) == 1) {
        return is_harmless_v6(&v6) &&
                inet_ntop(AF_INET6, &v6, out_address, ICE_ADDRESS_MAX + 1) != NULL;
    }
    return false;
}

static bool read_type(const char *word, IceCandidateType *out_type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(type_names); i++) {
        if (g_ascii_strcasecmp(word, type_names[i]) == 0) {
            *out_type = (IceCandidateType)i;
            return true;
        }
    }
    return false;
}

/* The related address is information only: what cannot be read as one is left out. */
static void read_related(char *const *words, size_t count, IceCandidate *candidate)
{
    for (size_t i = FIXED_WORDS; i + 1 < count; i += 2) {
        uint64_t port = 0;
        if (strcmp(words[i], "raddr") == 0) {
            if (!read_address(words[i + 1], candidate->related_address)) {
                candidate->related_address[0] = '\0';
            }
        } else if (strcmp(words[i], "rport") == 0 && read_number(words[i + 1], UINT16_MAX, &port)) {
            candidate->related_port = (uint16_t)port;
        }
    }
}

static IceCandidateReading read_words(char *const *words, size_t count, IceCandidate *candidate)
{
    uint64_t component = 0;
    uint64_t priority = 0;
    uint64_t port = 0;

    if (count < FIXED_WORDS || count > WORDS_MAX || strcmp(words[6], "typ") != 0 ||
            !read_foundation(words[0], candidate->foundation) ||
            !read_number(words[1], COMPONENT_MAX, &component) || component == 0 ||
            !read_number(words[3], PRIORITY_MAX, &priority) || priority == 0 ||
            !read_number(words[5], UINT16_MAX, &port) || !read_type(words[7], &candidate->type)) {
        return ICE_CANDIDATE_BAD;
    }
    if (g_ascii_strcasecmp(words[2], "udp") != 0) {
        return g_ascii_strcasecmp(words[2], "tcp") == 0 ? ICE_CANDIDATE_OTHER_TRANSPORT
                                                        : ICE_CANDIDATE_BAD;
    }
    if (port == 0) {
        return ICE_CANDIDATE_BAD;
    }
    if (g_str_has_suffix(words[4], ".local")) {
        return ICE_CANDIDATE_HIDDEN;
    }
    if (!read_address(words[4], candidate->address)) {
        return ICE_CANDIDATE_BAD;
    }
    candidate->priority = (uint32_t)priority;
    candidate->port = (uint16_t)port;
    read_related(words, count, candidate);
    return component == 1 ? ICE_CANDIDATE_USABLE : ICE_CANDIDATE_OTHER_COMPONENT;
}

static const char *skip_prefix(const char *text, const char *prefix)
{
    return g_str_has_prefix(text, prefix) ? text + strlen(prefix) : text;
}

IceCandidateReading ice_candidate_read(const char *text, IceCandidate *out_candidate)
{
    char copy[TEXT_SIZE_MAX];
    char *words[WORDS_MAX];
    IceCandidate candidate = {0};

    text = skip_prefix(text, "a=");
    if (*text == '\0' || strcmp(text, "end-of-candidates") == 0) {
        return ICE_CANDIDATE_END;
    }
    text = skip_prefix(text, "candidate:");
    if (g_strlcpy(copy, text, sizeof copy) >= sizeof copy) {
        return ICE_CANDIDATE_BAD;
    }
    const size_t count = split_words(copy, words);
    const IceCandidateReading reading = read_words(words, count, &candidate);
    if (reading == ICE_CANDIDATE_USABLE) {
        *out_candidate = candidate;
    }
    return reading;
}

char *ice_candidate_write(const IceCandidate *candidate)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, "candidate:%s 1 udp %u %s %u typ %s", candidate->foundation,
            candidate->priority, candidate->address, candidate->port, type_names[candidate->type]);
    if (candidate->related_address[0] != '\0') {
        g_string_append_printf(
                text, " raddr %s rport %u", candidate->related_address, candidate->related_port);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}
