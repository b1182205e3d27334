#include "mcu/room/feed_receivers.h"

#include <stdbool.h>

static void update(FeedReceivers *known, const FeedReceivers *now, bool gained,
        FeedReceiversFunc tell, void *user_data)
{
    for (uint32_t source = PICTURE_FEED_NONE + 1; source < PICTURE_FEEDS_END; source++) {
        const unsigned receivers = now->of[source];
        if (gained ? receivers > known->of[source] : receivers < known->of[source]) {
            known->of[source] = receivers;
            tell(source, receivers, user_data);
        }
    }
}

void feed_receivers_update(
        FeedReceivers *known, const FeedReceivers *now, FeedReceiversFunc tell, void *user_data)
{
    update(known, now, true, tell, user_data);
    update(known, now, false, tell, user_data);
}
