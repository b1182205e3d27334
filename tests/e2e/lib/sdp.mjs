// Offers as text, for tests that only want to know what is answered to them, and what answers say.

const FINGERPRINT = Array.from({ length: 32 }, (_, i) => (i * 7 + 16).toString(16).padStart(2, '0').toUpperCase()).join(':');
const AUDIO = {
  opus: ['111', 'a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1'],
  PCMU: ['0', 'a=rtpmap:0 PCMU/8000'],
};
const VIDEO = {
  VP8: ['96', 'a=rtpmap:96 VP8/90000', 'a=rtcp-fb:96 nack', 'a=rtcp-fb:96 nack pli', 'a=rtcp-fb:96 ccm fir'],
  H264: ['97', 'a=rtpmap:97 H264/90000', 'a=rtcp-fb:97 nack', 'a=rtcp-fb:97 nack pli',
    'a=fmtp:97 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1'],
  H265: ['98', 'a=rtpmap:98 H265/90000', 'a=rtcp-fb:98 nack', 'a=rtcp-fb:98 nack pli'],
};

// An offer of one sound and one picture; with `sessionLevel` as libdatachannel, and so OBS, writes it.
export function offer({ direction = 'sendrecv', audio = 'opus', video = 'VP8', setup = 'actpass', sessionLevel = false, candidates = [] } = {}) {
  const transport = [`a=setup:${setup}`, 'a=ice-ufrag:Ofra', 'a=ice-pwd:0123456789012345678901', 'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${FINGERPRINT}`];
  const media = (kind, mid, [payloadType, ...lines]) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`, 'c=IN IP4 0.0.0.0', ...(sessionLevel ? [] : transport), `a=mid:${mid}`, `a=${direction}`,
    'a=rtcp-mux', ...lines, ...(direction === 'recvonly' ? [] : [`a=ssrc:${1000 + mid} cname:test`]), ...candidates.map((line) => `a=${line}`),
  ];
  return ['v=0', 'o=rtc 3767197920 0 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0 1', 'a=msid-semantic:WMS *',
    ...(sessionLevel ? transport : []), ...media('audio', 0, AUDIO[audio]), ...media('video', 1, VIDEO[video]), ''].join('\r\n');
}

// What the last description in a record of SIP's messages, which came with a 200, says of its m-lines: "audio PCMU/8000 RTP/AVP".
export function agreedIn(record) {
  const description = record.split('SIP/2.0 200 OK').findLast((text) => text.includes('\nm=')) ?? '';
  return description.split(/\r?\n(?=m=)/).slice(1).map((media) => {
    const [kind, port, protocol, type] = media.slice(2).split(/\s/);
    const of = (name) => new RegExp(`a=${name}:${type} (\\S+)`).exec(media)?.[1] ?? '';
    return port === '0' ? `${kind} -` : `${kind} ${of('rtpmap')} ${protocol}${/packetization-mode=1/.test(of('fmtp')) ? ' mode 1' : ''}${media.includes('a=crypto') ? ' keys' : ''}`;
  });
}
