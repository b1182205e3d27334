/* Vietnamese texts of the live stream for who only looks on. */
export const viLive = {
  "live.title": "Xem trực tiếp cuộc họp",
  "live.waiting": "Chưa có hình trực tiếp. Trang sẽ tự phát khi cuộc họp bắt đầu.",
  "live.refused": "Liên kết không đúng hoặc đã hết hạn. Vui lòng liên hệ cơ quan đã gửi.",
  "live.hear": "Bật tiếng",
  "live.hush": "Tắt tiếng",
  "live.link": "Chép liên kết xem trực tiếp",
  "live.link_copied": "Đã chép liên kết xem trực tiếp.",
  "live.off": "Máy chủ chưa bật phát trực tiếp.",
} as const;
