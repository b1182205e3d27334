#include "signaling/http/thin_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

void thin_stream_prepare(int socket)
{
    const int yes = 1;

    (void)setsockopt(socket, IPPROTO_TCP, TCP_THIN_LINEAR_TIMEOUTS, &yes, sizeof yes);
}
