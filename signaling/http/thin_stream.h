/**
 * thin_stream: TCP for few and small messages over a line that loses many packets.
 *
 * TCP doubles its patience with each segment that is lost again. On a line that loses three packets of ten a page may hear
 * nothing for half a minute so, also after the line has recovered. Linux can ask at an even pace instead, six times, as
 * long as fewer than four segments are on their way (tcp(7) calls such a stream thin): for a file nothing changes.
 *
 * Units       none.
 * Ownership   the socket stays the caller's.
 * Thread      any.
 * Errors      what cannot be set stays as it is: it is a courtesy.
 */
#ifndef SIGNALING_HTTP_THIN_STREAM_H
#define SIGNALING_HTTP_THIN_STREAM_H

/** @param socket  connected, of TCP; others are left alone */
void thin_stream_prepare(int socket);

#endif
