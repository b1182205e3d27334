#include "signaling/sip/sip_via_word.h"

#include <glib.h>

#include <string.h>

/* Longer than any message that the library takes: the rest is then a body to the end of the connection. */
static const uint64_t length_max = UINT64_C(1) << 32;

void sip_via_word_init(SipViaWord *word, SipViaDirection direction)
{
    *word = (SipViaWord){.direction = direction};
}

bool sip_via_word_is_between(const SipViaWord *word)
{
    return word->place == SIP_VIA_BETWEEN;
}

static bool name_is(const SipViaWord *word, const char *name)
{
    return word->name_size == strlen(name) && memcmp(word->name, name, word->name_size) == 0;
}

/* RFC 3261, 7.3.3: "v" and "l" are the short names. */
static SipViaPlace begin_value(SipViaWord *word)
{
    if (!word->via_seen && (name_is(word, "via") || name_is(word, "v"))) {
        word->via_seen = true;
        word->slashes = 0;
        word->letters = 0;
        return SIP_VIA_VALUE;
    }
    if (name_is(word, "content-length") || name_is(word, "l")) {
        word->length = 0;
        return SIP_VIA_LENGTH_VALUE;
    }
    return SIP_VIA_OTHER_VALUE;
}

static void take_name(SipViaWord *word, char byte)
{
    if (byte == ':') {
        word->place = word->value = begin_value(word);
    } else if (byte != ' ' && byte != '\t' && word->name_size < SIP_VIA_NAME_MAX) {
        word->name[word->name_size++] = g_ascii_tolower(byte);
    }
}

/* SIP/2.0/TLS, maybe with blanks around the slashes. The first letter is the same in both words. */
static void take_via(SipViaWord *word, char *byte)
{
    static const char inside[] = "TCP";
    static const char outside[] = "TLS";
    const bool inward = word->direction == SIP_VIA_INWARD;
    const char *from = inward ? outside : inside;
    const char *to = inward ? inside : outside;

    if (word->slashes < 2) {
        word->slashes += *byte == '/' ? 1 : 0;
    } else if (word->direction != SIP_VIA_AS_IT_IS && word->letters < strlen(from) &&
            strchr(" \t\r", *byte) == NULL) {
        const bool fits = g_ascii_toupper(*byte) == from[word->letters];
        if (fits) {
            *byte = to[word->letters];
        }
        word->letters = fits ? word->letters + 1 : (unsigned)strlen(from);
    }
}

static void take_length(SipViaWord *word, char byte)
{
    if (g_ascii_isdigit(byte) && word->length < length_max) {
        word->length = word->length * 10 + (uint64_t)g_ascii_digit_value(byte);
    }
}

static void end_head(SipViaWord *word)
{
    const uint64_t body = word->length;
    const uint64_t heads = word->heads + 1;

    sip_via_word_init(word, word->direction);
    word->heads = heads;
    word->place = body > 0 ? SIP_VIA_BODY : SIP_VIA_BETWEEN;
    word->body = body;
}

/* A line that begins with a blank goes on with the header before. */
static void begin_line(SipViaWord *word, char byte)
{
    if (byte == '\n') {
        end_head(word);
    } else if (byte == ' ' || byte == '\t') {
        word->place = word->value;
    } else if (byte != '\r') {
        word->place = SIP_VIA_NAME;
        word->name_size = 0;
        take_name(word, byte);
    }
}

static void take(SipViaWord *word, char *byte)
{
    if (word->place == SIP_VIA_BETWEEN) {
        word->place = *byte == '\r' || *byte == '\n' ? SIP_VIA_BETWEEN : SIP_VIA_FIRST_LINE;
    } else if (word->place == SIP_VIA_LINE_START) {
        begin_line(word, *byte);
    } else if (*byte == '\n') {
        if (word->place == SIP_VIA_NAME || word->place == SIP_VIA_FIRST_LINE) {
            word->value = SIP_VIA_OTHER_VALUE;
        }
        word->place = SIP_VIA_LINE_START;
    } else if (word->place == SIP_VIA_NAME) {
        take_name(word, *byte);
    } else if (word->place == SIP_VIA_VALUE) {
        take_via(word, byte);
    } else if (word->place == SIP_VIA_LENGTH_VALUE) {
        take_length(word, *byte);
    }
}

void sip_via_word_change(SipViaWord *word, char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size) {
        if (word->place == SIP_VIA_BODY) {
            const size_t piece = (size_t)MIN(word->body, (uint64_t)(size - at));
            at += piece;
            word->body -= piece;
            word->place = word->body > 0 ? SIP_VIA_BODY : SIP_VIA_BETWEEN;
        } else {
            take(word, &bytes[at++]);
        }
    }
}
