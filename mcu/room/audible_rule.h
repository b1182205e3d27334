/**
 * audible_rule: who may be heard in the meeting, whatever its own microphone does.
 *
 *      all but the listed      the meeting's usual way; nobody is listed at the start
 *      only the listed         and the chair, who is always heard
 *
 * Units       none.
 * Ownership   identities are copied.
 * Thread      pure: one thread at a time, the main thread.
 * Errors      none.
 * Memory      API_LEGS_MAX identities, which the decoder of the message sees to.
 */
#ifndef MCU_ROOM_AUDIBLE_RULE_H
#define MCU_ROOM_AUDIBLE_RULE_H

#include "mcu/api/api_message.h"

typedef struct AudibleRule AudibleRule;

AudibleRule *audible_rule_new(void);

/** NULL is allowed. */
void audible_rule_free(AudibleRule *rule);

/** In place of what was said before. */
void audible_rule_set(AudibleRule *rule, const ApiAudible *audible);

bool audible_rule_allows(const AudibleRule *rule, const char *identity, bool chair);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AudibleRule, audible_rule_free)

#endif
